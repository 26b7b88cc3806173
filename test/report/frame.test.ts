import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, renderFrame } from '../../src/report/frame.js';
import type { Frame } from '../../src/report/report.js';
import { displayWidth, plainColors } from '../../src/report/terminal.js';

function markAt(line: string, words: string, more: Partial<Mark> = {}): Mark {
  const column = line.indexOf(words) + 1;
  return { line: 1, column, endColumn: column + words.length, underline: '^', paint: (text) => text, ...more };
}

function render(frame: Frame, marks: readonly Mark[], width = 60): readonly string[] {
  return renderFrame(frame, marks, { colors: plainColors, gutter: 1, width }).lines;
}

function renderLine(line: string, words: string, more: Partial<Mark> = {}): readonly string[] {
  return render({ startLine: 1, lines: [line] }, [markAt(line, words, more)]);
}

describe('renderFrame', () => {
  it('underlines exactly the words', () => {
    expect(renderLine('  "Action": "s3:*",', '"s3:*"')).toEqual([
      '  |',
      '1 |   "Action": "s3:*",',
      '  |             ^^^^^^',
    ]);
  });

  it.each([
    ['tabs', '\t\t"a":\t"x"', '"x"', '1 |         "a":    "x"', '  |                 ^^^'],
    ['wide characters', '"漢字": "x", "y"', '"x"', '1 | "漢字": "x", "y"', '  |         ^^^'],
    ['wide words', 'a 漢字 b', '漢字', '1 | a 漢字 b', '  |   ^^^^'],
    ['pairs of surrogates', '\u{1f600} "x"', '"x"', '1 | \u{1f600} "x"', '  |    ^^^'],
    ['combining characters', 'e\u0301e\u0301 "x"', '"x"', '1 | e\u0301e\u0301 "x"', '  |    ^^^'],
    ['escaped characters', '\u001b "x"', '"x"', '1 | \\u{1b} "x"', '  |        ^^^'],
  ])('minds %s', (_, line, words, code, underline) => {
    expect(renderLine(line, words).slice(1)).toEqual([code, underline]);
  });

  it('shows a place without width, also behind the last character', () => {
    const mark = { ...markAt('abc', 'c'), column: 4, endColumn: 4 };
    expect(render({ startLine: 1, lines: ['abc'] }, [mark]).slice(1)).toEqual(['1 | abc', '  |    ^']);
  });

  it("underlines the first line's rest where the span goes on", () => {
    const lines = ['  - a: {  ', '  }'];
    const mark = markAt('  - a: {  ', 'a', { endColumn: Infinity, label: '… to line 2' });
    expect(render({ startLine: 1, lines }, [mark])).toEqual([
      '  |',
      '1 |   - a: {',
      '  |     ^^^^ … to line 2',
      '2 |   }',
    ]);
  });

  it('shows other marks with their labels, each under its line', () => {
    const lines = ['Action: a', 'Resource: "*"'];
    const main = markAt('Action: a', 'a');
    const aside: Mark = { ...markAt('Resource: "*"', '"*"'), line: 2, underline: '-', label: 'everything' };
    const { lines: rendered, shown } = renderFrame({ startLine: 1, lines }, [main, aside], {
      colors: plainColors,
      gutter: 2,
      width: 60,
    });
    expect(rendered.at(-1)).toBe('   |           --- everything');
    expect([...shown]).toEqual([main, aside]);
  });

  it('tells which marks cannot be seen', () => {
    const line = `first ${'x'.repeat(100)} last`;
    const main = markAt(line, 'first');
    const aside = markAt(line, 'last', { underline: '-', label: 'out of sight' });
    const elsewhere = markAt(line, 'first', { line: 7 });
    const { shown } = renderFrame({ startLine: 1, lines: [line] }, [main, aside, elsewhere], {
      colors: plainColors,
      gutter: 1,
      width: 60,
    });
    expect([...shown]).toEqual([main]);
  });

  it('cuts long lines around the span', () => {
    const line = `{${'"a":1,'.repeat(40)}"Action":"s3:*",${'"b":2,'.repeat(40)}}`;
    expect(renderLine(line, '"s3:*"')).toEqual([
      '  |',
      '1 | …,"a":1,"Action":"s3:*","b":2,"b":2,"b":2,"b":2,"b":2,"…',
      '  |                  ^^^^^^',
    ]);
  });

  it('underlines as much as there is room for', () => {
    const [, code = '', underline = ''] = renderLine(`ab ${'c'.repeat(300)}`, 'c'.repeat(300));
    expect(code).toMatch(/^1 \| …c+…$/);
    expect(underline).toMatch(/^ {2}\| {2}\^+$/);
    expect(Math.max(displayWidth(code), displayWidth(underline))).toBe(60);
  });

  it('reads the columns of lines that are cut on their left', () => {
    const mark = { ...markAt('Action":"s3:*"}', '"s3:*"'), column: 5008, endColumn: 5014 };
    expect(render({ startLine: 1, startColumn: 5001, lines: ['Action":"s3:*"}'] }, [mark]).slice(1)).toEqual([
      '1 | …Action":"s3:*"}',
      '  |         ^^^^^^',
    ]);
  });

  it('finds its mark in a line of any length', () => {
    const line = `${'x'.repeat(3_000_000)} s3:* ${'x'.repeat(1000)}`;
    const [, code = '', underline = ''] = renderLine(line, 's3:*');
    expect(code.slice(underline.indexOf('^'), underline.lastIndexOf('^') + 1)).toBe('s3:*');
  });

  it('has all words underlined and no line too wide, whatever the line', () => {
    const piece = fc.constantFrom('a', '"b": ', '漢', '\t', '\u{1f600}', '\u202e', 'ccccccccccccccc', ' ');
    const pieces = fc.array(piece, { maxLength: 120 }).map((texts) => texts.join(''));
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 25, max: 120 }), (before, after, width) => {
        const line = `${before}s3:*${after}`;
        const [, code = '', underline = ''] = render({ startLine: 1, lines: [line] }, [markAt(line, 's3:*')], width);
        const from = displayWidth(underline.slice(0, underline.indexOf('^')));
        expect(displayWidth(code.slice(0, code.indexOf('s3:*')))).toBe(from);
        expect(underline.endsWith('^^^^')).toBe(true);
        expect(displayWidth(code)).toBeLessThanOrEqual(width);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
