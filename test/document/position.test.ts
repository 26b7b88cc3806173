import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineIn } from '../../src/document/gap.js';
import { lineStarts, positionAt } from '../../src/document/position.js';

describe('lines', () => {
  it('end with a line feed, a carriage return, or both', () => {
    const text = 'a\nb\r\nc\rd\n\r\re';
    const starts = lineStarts(text);
    expect(starts).toEqual([0, 2, 5, 7, 9, 10, 11]);
    expect(starts.map((_, i) => lineIn({ text }, starts, i + 1, 1, 9))).toEqual(['a', 'b', 'c', 'd', '', '', 'e']);
    expect(lineIn({ text }, starts, 8, 1, 9)).toBe('');
  });

  it('are one of an empty text', () => {
    expect(lineStarts('')).toEqual([0]);
    expect(positionAt([0], 0)).toEqual({ line: 1, column: 1 });
    expect(lineIn({ text: '' }, [0], 1, 1, 9)).toBe('');
  });
});

describe('a position', () => {
  it('counts the line ends before it, and the code units behind the last', () => {
    const unit = fc.constantFrom('a', '\n', '\r', '\r\n', '\u{1f600}', '\t');
    const property = fc.property(fc.array(unit), fc.nat(), (units, seed) => {
      const text = units.join('');
      const offset = seed % (text.length + 1);
      // Between \r and \n the line has not ended yet.
      const inBreak = text.slice(offset - 1, offset + 1) === '\r\n';
      const before = text.slice(0, inBreak ? offset - 1 : offset).split(/\r\n|\r|\n/);
      const column = (before.at(-1)?.length ?? 0) + 1 + (inBreak ? 1 : 0);
      expect(positionAt(lineStarts(text), offset)).toEqual({ line: before.length, column });
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });
});
