import type { Part, Text, Variable } from '../document/value.js';

/**
 * Takes the policy variables out of a text's literal parts: `home/${aws:username}/*`. The escapes `${*}`, `${?}` and
 * `${$}` stand for the character itself, which then is no wildcard: it is kept as a variable of that name.
 * Call it only for documents of version 2012-10-17; older ones take `${…}` literally.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function withVariables(text: Text): Text {
  if (!text.parts.some((part) => typeof part === 'string' && part.includes('${'))) return text;
  return { ...text, parts: text.parts.flatMap((part) => (typeof part === 'string' ? split(part) : [part])) };
}

function split(literal: string): Part[] {
  const parts: Part[] = [];
  let copied = 0;
  for (let at = literal.indexOf('${'); at >= 0; at = literal.indexOf('${', copied)) {
    const end = literal.indexOf('}', at);
    if (end < 0) break;
    if (at > copied) parts.push(literal.slice(copied, at));
    parts.push(variable(literal.slice(at + 2, end)));
    copied = end + 1;
  }
  if (copied < literal.length) parts.push(literal.slice(copied));
  return parts;
}

/** `key`, or `key, 'default'`. */
function variable(inner: string): Variable {
  const comma = inner.indexOf(',');
  const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  if (comma < 0) return { kind: 'variable', name };
  const fallback = inner.slice(comma + 1).trim();
  return { kind: 'variable', name, fallback: fallback.replace(/^'([^']*)'$/, '$1') };
}
