import type { Part, Value } from '../document/value.js';

/**
 * How many characters a policy has at least, as AWS counts them: written as JSON, without whitespace. What the input does
 * not tell counts as little as it may be; of two branches the shorter one counts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export function leastSize(value: Value): number {
  switch (value.kind) {
    case 'text': {
      const written = value.parts.reduce((sum, part) => sum + partSize(part), 0);
      return value.scalar === 'string' ? written + 2 : written;
    }
    case 'null':
      return 4;
    case 'list':
      return inBrackets(value.items.filter(({ kind }) => kind !== 'absent').map(leastSize));
    case 'map': {
      const entries = value.entries.filter((entry) => entry.value.kind !== 'absent');
      return inBrackets(entries.map((entry) => leastSize(entry.key) + 1 + leastSize(entry.value)));
    }
    case 'choice':
      return Math.min(leastSize(value.yes), leastSize(value.no));
    default:
      return 0;
  }
}

function inBrackets(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 2 + Math.max(0, sizes.length - 1));
}

function partSize(part: Part): number {
  if (typeof part === 'string') return textSize(part);
  if (part.kind === 'hole') return part.opaque ? 0 : 1;
  return part.name.length + 3 + (part.fallback === undefined ? 0 : part.fallback.length + 3);
}

/** Quotes and backslashes are escaped; everything else that JSON escapes is whitespace or not written in policies. */
function textSize(text: string): number {
  if (!/[\s"\\]/.test(text)) return text.length;
  return text.replace(/\s+/g, '').replace(/["\\]/g, '\\$&').length;
}
