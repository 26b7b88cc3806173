import { describe, expect, it } from 'vitest';
import { counted, displayWidth, printable, wrap } from '../../src/report/terminal.js';

describe('printable', () => {
  it.each([
    ['C0', '\u001b[31m', '\\u{1b}[31m'],
    ['line ends and tabs', 'a\r\n\tb', 'a\\u{d}\\u{a}\\u{9}b'],
    ['DEL', '\u007f', '\\u{7f}'],
    ['C1', '\u009b31m', '\\u{9b}31m'],
    ['embeddings and overrides', '\u202a\u202e', '\\u{202a}\\u{202e}'],
    ['isolates', '\u2066\u2069', '\\u{2066}\\u{2069}'],
    ['zero width', '\u200b\u200d\u2060\ufeff', '\\u{200b}\\u{200d}\\u{2060}\\u{feff}'],
    ['separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['tags', '\u{e0041}', '\\u{e0041}'],
    ['half a pair', 'a\ud83d', 'a\\u{d83d}'],
  ])('shows %s as escapes', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves text as it is', () => {
    const text = 'arn:aws:s3:::b/* ‹Bucket› äé漢字 \u{1f600}';
    expect(printable(text)).toBe(text);
  });
});

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['漢字', 4],
    ['ｆ', 2],
    ['\u{1f600}', 2],
    ['e\u0301', 1],
    ['é…‹›', 4],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  it('fills lines to the last column', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });

  it('counts columns, not characters', () => {
    expect(wrap('漢字 漢字', 6)).toEqual(['漢字', '漢字']);
  });

  it('counts what is seen, not what colours it', () => {
    const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
    expect(wrap(`${bold('one')} two three`, 7)).toEqual([`${bold('one')} two`, 'three']);
    expect(wrap(bold('one two'), 7)).toEqual([bold('one two')]);
  });

  it('leaves long words whole', () => {
    expect(wrap('a arn:aws:iam::123456789012:role/x b', 10)).toEqual(['a', 'arn:aws:iam::123456789012:role/x', 'b']);
  });

  it('leaves a line as it is where it fits, or where there is no width', () => {
    expect(wrap('  a  b', 6)).toEqual(['  a  b']);
    expect(wrap('a b', undefined)).toEqual(['a b']);
  });
});

describe('counted', () => {
  it('has one thing in the singular', () => {
    expect([0, 1, 2].map((count) => counted(count, 'policy', 'policies'))).toEqual([
      '0 policies',
      '1 policy',
      '2 policies',
    ]);
    expect(counted(2, 'file')).toBe('2 files');
  });
});
