/**
 * The candidate that a mistyped word was probably meant to be: the nearest by edits, if it is near enough for its
 * length. Upper and lower case count as the same; of equally near ones the first wins.
 */
export function mostSimilar(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(Math.min(typed.length, 64) / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) >= fewest) continue;
    const edits = editDistance(typed, candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** ` (did you mean "x"?)` where something is similar, else nothing: to end a message with. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const similar = mostSimilar(word, candidates);
  return similar === undefined ? '' : ` (did you mean "${similar}"?)`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const neighbours = swapped ? (beforePrevious[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, neighbours));
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
