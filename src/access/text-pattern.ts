import type { Text } from '../document/value.js';

/** Marks of a hole or variable within a pattern: private characters, which no ARN holds. */
const OPENS = '\uE000';
const CLOSES = '\uE001';
const MARKED = /\uE000([^\uE001]*)\uE001/g;

/**
 * A text as a wildcard pattern: a hole or policy variable becomes a literal of its own, equal only to the same one.
 * Right for "does this surely cover that"; for "can these overlap" take `widestPatternOf`.
 */
export function patternOf(text: Text): string {
  return text.parts.map((part) => (typeof part === 'string' ? part : marked(part))).join('');
}

function marked(part: Exclude<Text['parts'][number], string>): string {
  // A template is deployed in one partition, and `aws` is what its literal ARNs say.
  if (part.kind === 'hole' && part.id === 'AWS::Partition') return 'aws';
  return OPENS + (part.kind === 'hole' ? part.id : `$${part.name}`) + CLOSES;
}

/** A text as a wildcard pattern that matches whatever its holes and variables may turn out to be. */
export function widestPatternOf(text: Text): string {
  return patternOf(text).replace(MARKED, '*');
}
