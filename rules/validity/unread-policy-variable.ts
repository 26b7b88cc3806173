import { displayText, literalOf, type Text } from '../../src/policy/index.js';
import type { PlacedPolicy, Problem, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'unread-policy-variable',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A policy variable is written in a way, or at a place, that AWS does not read',
  why: `
\`\${aws:username}\` stands for the caller's name only in \`Resource\` and in conditions on text and ARNs, and only in
policies of version \`2012-10-17\`. Anywhere else, or with a brace missing, it is taken as it stands, if AWS takes the
policy at all: the folder of each user becomes one folder with a strange name, and nobody has access to it. In a Deny,
nobody is denied.`,
  fix: `
Give the policy the version that knows variables, and write them with both braces:

\`\`\`json
"Version": "2012-10-17",
"Statement": {
  "Effect": "Allow",
  "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::home/\${aws:username}/*"
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  ],
  aliases: [
    'access-analyzer:EMPTY_VARIABLE',
    'access-analyzer:INVALID_VARIABLE_FOR_OPERATOR',
    'access-analyzer:MISSING_BRACE_IN_VARIABLE',
    'access-analyzer:MISSING_QUOTE_IN_VARIABLE',
    'access-analyzer:UNSUPPORTED_SPACE_IN_VARIABLE',
    'access-analyzer:VARIABLE_UNSUPPORTED_IN_ELEMENT',
    'access-analyzer:VARIABLE_UNSUPPORTED_IN_VERSION',
  ],

  *statement({ action, resource, principal, conditions }: Statement, policy: PlacedPolicy) {
    const elsewhere = [...(action?.items ?? []), ...(principal?.items.map(({ value }) => value) ?? [])];
    for (const text of elsewhere) {
      if (holdsLiterally(text)) yield problem(text, 'is not read here', 'VARIABLE_UNSUPPORTED_IN_ELEMENT');
    }
    for (const text of resource?.items ?? []) yield* faultsOf(text, policy);
    for (const { operator, values } of conditions) {
      const readsText = operator.name === undefined || /^(?:String|Arn)/.test(operator.name);
      for (const value of values) {
        if (readsText) yield* faultsOf(value, policy);
        else if (holdsVariable(value)) {
          const written = displayText(operator.text);
          yield problem(value, `is not read by \`${written}\``, 'INVALID_VARIABLE_FOR_OPERATOR');
        }
      }
    }
  },
} satisfies Rule;

function problem(at: Text, what: string, code: string): Problem {
  return { at, message: `The variable in \`${displayText(at)}\` ${what}`, aliases: [`access-analyzer:${code}`] };
}

/** A whole variable of a key, as it stands: `${aws:username}`. */
const WHOLE = /\$\{\s*[a-z][\w.-]*:[^}]*\}/i;

/** Whether a variable stands in a text as so many characters. */
function holdsLiterally({ parts }: Text): boolean {
  return parts.some((part) => typeof part === 'string' && WHOLE.test(part));
}

/** Whether a variable stands in a text, and not one that stands for a character. */
function holdsVariable(text: Text): boolean {
  const isVariable = (part: Text['parts'][number]) =>
    typeof part !== 'string' && part.kind === 'variable' && part.name.length > 1;
  return holdsLiterally(text) || text.parts.some(isVariable);
}

function* faultsOf(text: Text, { version, versionElement }: PlacedPolicy): Iterable<Problem> {
  if (version !== '2012-10-17') {
    const isTold = versionElement === undefined || literalOf(versionElement) !== undefined;
    if (!isTold || !holdsLiterally(text)) return;
    yield problem(text, `is not read in version \`${version}\``, 'VARIABLE_UNSUPPORTED_IN_VERSION');
    return;
  }
  for (const part of text.parts) {
    if (typeof part === 'string') {
      // What has both braces has been taken out of the text.
      if (/\$\{\s*[a-z][\w.-]*:/i.test(part)) yield problem(text, 'has no closing brace', 'MISSING_BRACE_IN_VARIABLE');
    } else if (part.kind === 'variable') {
      if (part.name === '') yield problem(text, 'names no key', 'EMPTY_VARIABLE');
      else if (/\s/.test(part.name)) yield problem(text, 'holds a space', 'UNSUPPORTED_SPACE_IN_VARIABLE');
      if (/^'|'$/.test(part.fallback ?? '')) yield problem(text, 'lacks a quote', 'MISSING_QUOTE_IN_VARIABLE');
    }
  }
}
