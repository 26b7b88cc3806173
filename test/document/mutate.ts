import fc from 'fast-check';

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Texts that come of a few small changes to one of these. */
export function mutated(seeds: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const insert = fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 }));
  const change = fc.record({ at: fc.nat(9999), remove: fc.nat(4), insert });
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([seed, changes]) => changes.reduce(apply, seed));
}

function apply(text: string, { at, remove, insert }: Change): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + insert + text.slice(from + remove);
}
