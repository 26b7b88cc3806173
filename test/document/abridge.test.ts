import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Abridged } from '../../src/document/abridge/abridged.js';
import { Abridger } from '../../src/document/abridge/abridger.js';
import type { Facts, Keep, KeepWithin } from '../../src/document/abridge/keep.js';
import {
  childrenOf,
  type Document,
  isMap,
  keyOf,
  keyRangeOf,
  kindOf,
  type Node,
  rangeOf,
  scalarOf,
  stringOf,
} from '../../src/document/document.js';
import { lineIn, positionIn } from '../../src/document/gap.js';
import { parseJson } from '../../src/document/json.js';
import { lineStarts } from '../../src/document/position.js';
import type { SourceText } from '../../src/document/source-file.js';
import { jsonTextOf } from './json-text.js';
import { mutated } from './mutate.js';

const MARK = 'mark';
const KEYS = ['type', 'mode', 'a', 'b', 'größe \u{1f600}', '"', '\\'];
const TEXTS = ['x', 'managed', 'data', MARK, '{"mark": [}', '\\"', 'é – \u{1f600}\u{1f600}', '\n"', ']]}}', ''];

const { root: value } = fc.letrec<{ value: unknown; map: unknown; list: unknown; root: unknown }>((tie) => ({
  root: fc.oneof({ weight: 9, arbitrary: tie('map') }, { weight: 3, arbitrary: tie('list') }, tie('value')),
  value: fc.oneof(
    { maxDepth: 5 },
    { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
    fc.constantFrom<unknown>(true, null, -1.5e3, 0),
    { weight: 3, arbitrary: tie('map') },
    { weight: 2, arbitrary: tie('list') },
  ),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  list: fc.array(tie('value'), { maxLength: 4 }),
}));

/** Any decision about what to keep. */
const { root: keep } = fc.letrec<{ root: Keep; keep: Keep; within: Keep; members: ReadonlyMap<string, Keep> }>(
  (tie) => ({
    root: fc.oneof({ weight: 9, arbitrary: tie('within') }, tie('keep')),
    keep: fc.oneof({ maxDepth: 5 }, fc.constantFrom<Keep>('all', 'nothing', 'fact', unlessManaged), {
      weight: 2,
      arbitrary: tie('within'),
    }),
    within: fc.oneof(
      tie('keep').map((each): Keep => ({ each })),
      tie('members').map((map): Keep => ({ members: map })),
      fc.tuple(tie('members'), fc.nat(4)).map(
        ([map, odd]): Keep => ({
          members: map,
          ...(odd === 3
            ? {}
            : { matters: (facts, hasMark) => (facts.get('type') === 'x') !== (odd === 0) || hasMark() }),
          ...(map.get('type') === 'fact' ? { decidedBy: ['type'] } : {}),
          ...(odd === 1 ? {} : { part: partOf }),
        }),
      ),
    ),
    members: fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('keep')), { maxLength: 5 }),
        fc.constantFrom<readonly string[]>([], ['type'], ['mode', 'type']),
      )
      .map(([some, facts]) => new Map<string, Keep>([...some, ...facts.map((key): [string, Keep] => [key, 'fact'])])),
  }),
);

const SEEDS = [
  '{"a": [1, true, {"b": "x"}], "c": {"d": null}}',
  '[{"é": "\\""}, [[], {}], -1.5e3, "\u{1f600}"]',
  '"x"',
];
const PIECES = ['"', '{', '}', '[', ']', ',', ':', '\\', '\n', ' ', '1', 'null'];

function partOf(facts: Facts): string | undefined {
  return facts.get('mode') ?? facts.get('type');
}

function unlessManaged(facts: Facts): Keep {
  return facts.get('mode') === 'managed' ? 'nothing' : 'all';
}

const taste = fc.array(fc.nat(999), { minLength: 8, maxLength: 64 });
/** UTF-8 has no lone surrogates, which are what is left of a pair with one half written as an escape. */
const text = fc.tuple(value, taste).map(([json, choices]) => Buffer.from(jsonTextOf(json, choices)).toString());

function abridge(keeping: Keep, chunks: readonly Buffer[]): SourceText {
  return abridgedBy(keeping, chunks).whole();
}

function abridgedBy(keeping: Keep, chunks: readonly Buffer[]): Abridged {
  const abridger = new Abridger(keeping, [MARK]);
  for (const chunk of chunks) abridger.write(chunk);
  return abridger.end();
}

function chunksOf(whole: Buffer, size: number): readonly Buffer[] {
  const count = Math.ceil(whole.length / size);
  return Array.from({ length: count }, (_, i) => Buffer.from(whole.subarray(i * size, (i + 1) * size)));
}

function documentOf(source: SourceText): Document {
  const { document, problems } = parseJson({ path: 'a.json', ...source });
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error('no document');
  return document;
}

function isElement(keeping: Keep): keeping is KeepWithin {
  return typeof keeping === 'object' && (keeping.matters !== undefined || keeping.part !== undefined);
}

/** Checks an abridged document against the whole one, node by node, and works out itself what is to be kept. */
class Comparison {
  readonly #whole: Document;
  readonly #abridged: Document;
  readonly #wholeStarts: readonly number[];
  readonly #starts: readonly number[];
  readonly #parts: ReadonlySet<string> | undefined;
  dropped = 0;

  constructor(whole: Document, abridged: Document, parts?: ReadonlySet<string>) {
    this.#parts = parts;
    this.#whole = whole;
    this.#abridged = abridged;
    this.#wholeStarts = lineStarts(whole.text);
    this.#starts = lineStarts(abridged.text);
  }

  compare(node: Node, other: Node, wanted: Keep, facts: Map<string, string>, isWithin = false): void {
    this.#samePosition(keyRangeOf(this.#whole, node), keyRangeOf(this.#abridged, other));
    expect(keyOf(this.#abridged, other)).toBe(keyOf(this.#whole, node));
    const keeping = typeof wanted === 'function' ? wanted(facts) : wanted;
    const kind = kindOf(this.#whole, node);
    const isLong = kind === 'string' || kind === 'map' || kind === 'list';
    if ((keeping === 'nothing' && isLong) || !this.#matters(node, keeping, isWithin)) {
      this.dropped++;
      expect(scalarOf(this.#abridged, other)).toBe('null');
      this.#inGap(rangeOf(this.#abridged, other));
      return;
    }
    this.#samePosition(rangeOf(this.#whole, node), rangeOf(this.#abridged, other));
    expect(kindOf(this.#abridged, other)).toBe(kind);
    expect(scalarOf(this.#abridged, other)).toBe(scalarOf(this.#whole, node));
    if (keeping === 'fact') this.#note(node, facts);
    const hasOwnFacts = isElement(keeping) && kind === 'map';
    const known = hasOwnFacts ? new Map<string, string>() : facts;
    const children = childrenOf(this.#whole, node);
    const others = childrenOf(this.#abridged, other);
    expect(others.length).toBe(children.length);
    children.forEach((child, i) => {
      this.compare(child, others[i] ?? 0, this.#within(keeping, node, child), known, isWithin || hasOwnFacts);
    });
  }

  #within(keeping: Keep, node: Node, child: Node): Keep {
    if (typeof keeping !== 'object') return 'all';
    if (!isMap(this.#whole, node) || keeping.members === undefined) return keeping.each ?? 'all';
    return keeping.members.get(keyOf(this.#whole, child) ?? '') ?? 'all';
  }

  /** Facts of a map, however deep, are those that were called so and were not within a map with facts of its own. */
  #matters(node: Node, keeping: Keep, isWithin: boolean): boolean {
    if (!isElement(keeping) || !isMap(this.#whole, node)) return true;
    const facts = new Map<string, string>();
    this.#gather(node, keeping, facts);
    const [start, end] = rangeOf(this.#whole, node);
    const { matters, part } = keeping;
    if (matters?.(facts, () => this.#whole.text.slice(start, end).includes(MARK)) === false) return false;
    const name = part?.(facts, []);
    return isWithin || name === undefined || this.#parts === undefined || this.#parts.has(name);
  }

  #gather(node: Node, keeping: Keep, facts: Map<string, string>): void {
    for (const child of childrenOf(this.#whole, node)) {
      const wanted = this.#within(keeping, node, child);
      const own = typeof wanted === 'function' ? wanted(facts) : wanted;
      if (own === 'fact') this.#note(child, facts);
      if (typeof own === 'object' && !(isElement(own) && isMap(this.#whole, child))) {
        this.#gather(child, own, facts);
      }
    }
  }

  #note(node: Node, facts: Map<string, string>): void {
    const key = keyOf(this.#whole, node);
    const known = stringOf(this.#whole, node);
    if (key !== undefined && known !== undefined) facts.set(key, known);
  }

  #inGap([start, end]: readonly [number, number]): void {
    const { gaps = [] } = this.#abridged.file;
    expect(gaps.filter(({ from, at }) => from <= start && end <= at).length).toBe(1);
  }

  #samePosition(range: readonly [number, number] | undefined, other: readonly [number, number] | undefined): void {
    const positions = (file: SourceText, starts: readonly number[], offsets: readonly number[] = []) =>
      offsets.map((offset) => positionIn(file, starts, offset));
    expect(positions(this.#abridged.file, this.#starts, other)).toEqual(
      positions({ text: this.#whole.text }, this.#wholeStarts, range),
    );
  }
}

describe('an abridged text', () => {
  it('is the file with null for what is left out, and each node at its own place', () => {
    let dropped = 0;
    const property = fc.property(text, keep, fc.integer({ min: 1, max: 40 }), (whole, keeping, size) => {
      const abridged = abridge(keeping, chunksOf(Buffer.from(whole), size));
      expect(abridged.stoppedBy).toBeUndefined();
      const comparison = new Comparison(documentOf({ text: whole }), documentOf(abridged));
      comparison.compare(0, 0, keeping, new Map());
      dropped += comparison.dropped;
    });
    fc.assert(property, { seed: 1, numRuns: 1500 });
    expect(dropped).toBeGreaterThan(300);
  });

  it('may be taken apart, and what remains keeps its place', () => {
    let dropped = 0;
    const some = fc.subarray(['x', 'data', 'managed', MARK, '']);
    const property = fc.property(text, keep, some, (whole, keeping, names) => {
      const abridged = abridgedBy(keeping, chunksOf(Buffer.from(whole), 30));
      const parts = new Set(names);
      const comparison = new Comparison(documentOf({ text: whole }), documentOf(abridged.only(parts)), parts);
      comparison.compare(0, 0, keeping, new Map());
      dropped += comparison.dropped;
      expect(abridged.only(new Set(abridged.sizes().keys()))).toEqual(abridged.whole());
    });
    fc.assert(property, { seed: 6, numRuns: 1500 });
    expect(dropped).toBeGreaterThan(300);
  });

  it('is the same however the file comes in chunks', () => {
    const property = fc.property(text, keep, fc.integer({ min: 2, max: 20 }), (whole, keeping, size) => {
      const bytes = Buffer.from(whole);
      const atOnce = abridge(keeping, [bytes]);
      expect(abridge(keeping, chunksOf(bytes, 1))).toEqual(atOnce);
      expect(abridge(keeping, chunksOf(bytes, size))).toEqual(atOnce);
    });
    fc.assert(property, { seed: 2, numRuns: 1000 });
  });

  it('shows the lines of the file, with an ellipsis and blanks for what is left out', () => {
    const property = fc.property(text, keep, fc.nat(30), fc.nat(40), (whole, keeping, skipped, length) => {
      const abridged = abridge(keeping, [Buffer.from(whole)]);
      const starts = lineStarts(abridged.text);
      whole.split(/\r\n|\r|\n/).forEach((line, i) => {
        const real = line.slice(skipped, skipped + length);
        const shown = lineIn(abridged, starts, i + 1, skipped + 1, length);
        if (abridged.gaps?.length === 0) expect(shown).toBe(real);
        expect(shown.length).toBeLessThanOrEqual(Math.max(real.length, 1));
        for (let at = 0; at < shown.length; at++) expect([real[at], '…', ' ']).toContain(shown[at]);
        if (!shown.includes('…')) expect(real.startsWith(shown)).toBe(true);
      });
    });
    fc.assert(property, { seed: 3, numRuns: 1000 });
  });
});

describe('a text that is no JSON', () => {
  it('is kept up to where it breaks off, and the break is where the file ends', () => {
    const property = fc.property(text, keep, fc.nat(), (whole, keeping, seed) => {
      const cut = whole.trimStart().startsWith('{') ? whole.slice(0, seed % whole.trimEnd().length) : '{';
      // A cut within a character would make another one of it.
      if (/[\ud800-\udbff]$/.test(cut)) return;
      const abridged = abridge(keeping, chunksOf(Buffer.from(cut), 7));
      const starts = lineStarts(abridged.text);
      expect(abridged.stoppedBy?.message).toMatch(
        /^expected (?:a value|"." before the end|" at the end of the string)$/,
      );
      const at = positionIn(abridged, starts, abridged.stoppedBy?.offset ?? -1);
      expect(at).toEqual(positionIn({ text: cut }, lineStarts(cut), cut.length));
    });
    fc.assert(property, { seed: 4, numRuns: 1500 });
  });

  it('never passes for JSON where all of it is kept', () => {
    const property = fc.property(mutated(SEEDS, PIECES), (broken) => {
      const abridged = abridge('all', chunksOf(Buffer.from(broken), 5));
      const { problems } = parseJson({ path: 'a.json', text: abridged.text });
      expect(problems.length === 0 && abridged.stoppedBy === undefined).toBe(isJson(Buffer.from(broken).toString()));
      expect(Buffer.from(broken).toString().startsWith(abridged.text)).toBe(true);
    });
    fc.assert(property, { seed: 5, numRuns: 1500 });
  });

  it.each([
    ['{"a": [1}', 'expected "]"', 9],
    ['{"a": "x\n"}', 'expected " at the end of the string', 9],
    ['{"b" 1}', 'expected ":"', 6],
    ['{"b": 1 2}', 'expected ","', 9],
    ['{"b": }', 'expected a value', 7],
    ['{b: 1}', 'expected a key in double quotes', 2],
    ['{} {}', 'expected nothing behind the value', 4],
    ['{"a": [/* */]}', 'comments are not read in a file of this size', 8],
    [`{"a": ${'['.repeat(600)}`, 'nested deeper than 500 levels', 507],
  ])('%s: %s', (broken, message, column) => {
    const keeping: Keep = { members: new Map<string, Keep>([['a', 'nothing']]) };
    for (const size of [1, broken.length]) {
      const abridged = abridge(keeping, chunksOf(Buffer.from(broken), size));
      expect(abridged.stoppedBy?.message).toBe(message);
      expect(positionIn(abridged, lineStarts(abridged.text), abridged.stoppedBy?.offset ?? -1).column).toBe(column);
    }
  });

  it('may nest what is looked into as deep as it likes', () => {
    const keeping: Keep = { each: () => keeping };
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(abridge(keeping, [Buffer.from(deep)]).stoppedBy?.message).toBe('nested deeper than 500 levels');
  });
});

function isJson(candidate: string): boolean {
  try {
    JSON.parse(candidate);
    return true;
  } catch {
    return false;
  }
}
