import type { Text } from '../document/value.js';
import { covers, hasWildcard } from '../policy/wildcard.js';
import { patternOf } from './text-pattern.js';

/** An entry of a list that another one makes superfluous. */
export interface CoveredItem {
  readonly item: Text;
  /** The entry that stands for all that this one does. */
  readonly by: Text;
  /** Whether the two are the same. */
  readonly isRepeated: boolean;
}

/** No policy that AWS takes lists so many patterns in one element; of more the first are compared. */
const MOST_PATTERNS = 1000;

interface Pattern {
  readonly text: string;
  readonly item: Text;
}

/**
 * The entries of a list that another entry wholly covers: given twice (the later one), or within a pattern. What two
 * patterns share is not enough. An entry that the input does not tell is covered only by itself.
 *
 * @param fold how entries are compared: actions without regard to case
 */
export function coveredItems(items: readonly Text[], fold: (text: string) => string): readonly CoveredItem[] {
  if (items.length < 2) return [];
  const first = new Map<string, Text>();
  const patterns = new Map<string, Pattern[]>();
  const lengths = new Set<number>();
  const folded = items.map((item) => ({ item, text: fold(patternOf(item)) }));
  let kept = 0;
  for (const { item, text } of folded) {
    if (first.has(text)) continue;
    first.set(text, item);
    if (!hasWildcard(text) || ++kept > MOST_PATTERNS) continue;
    const head = headOf(text);
    lengths.add(head.length);
    const known = patterns.get(head);
    if (known === undefined) patterns.set(head, [{ text, item }]);
    else known.push({ text, item });
  }
  if (patterns.size === 0 && first.size === items.length) return [];
  const covered: CoveredItem[] = [];
  for (const { item, text } of folded) {
    const same = first.get(text);
    const by = same !== item ? same : wider(text, patterns, lengths);
    if (by !== undefined) covered.push({ item, by, isRepeated: same !== item });
  }
  return covered;
}

/** The literal start of a pattern: only what begins with it can be covered. */
function headOf(pattern: string): string {
  const wildcard = pattern.search(/[*?]/);
  return wildcard < 0 ? pattern : pattern.slice(0, wildcard);
}

/** A pattern that covers the text and is not covered by it; of two that say the same the first is kept. */
function wider(
  text: string,
  patterns: ReadonlyMap<string, readonly Pattern[]>,
  lengths: ReadonlySet<number>,
): Text | undefined {
  let isBehind = false;
  for (const length of lengths) {
    if (length > text.length) continue;
    isBehind = false;
    for (const pattern of patterns.get(text.slice(0, length)) ?? []) {
      if (pattern.text === text) isBehind = true;
      // Two spellings of one pattern (`a*` and `a**`) cover each other: the later one is superfluous.
      else if (covers(pattern.text, text) && !(isBehind && covers(text, pattern.text))) return pattern.item;
    }
  }
  return undefined;
}
