import { describe, expect, it } from 'vitest';
import { compactFix, firstSentence, paragraphs, plainText } from '../../src/report/rule-text.js';

describe('paragraphs', () => {
  const markdown = 'One\ntwo\n**three**.\n\n- four\n- five\n  six\n\n```json\n"a": 1,\n"b": 2\n```\nSeven\neight';

  it('are joined where they are to be broken anew, but for lists and code', () => {
    const lines = ['One two three.', '', '- four', '- five', '  six', '', '"a": 1,', '"b": 2', 'Seven eight'];
    expect(paragraphs(markdown, true)).toEqual(lines);
  });

  it('are as they stand where they are not', () => {
    expect(paragraphs(markdown, false).slice(0, 3)).toEqual(['One', 'two', 'three.']);
  });
});

describe('firstSentence', () => {
  it.each([
    ['One. Two.', 'One.'],
    ['One\nover two lines. Two.', 'One over two lines.'],
    ['One, e.g. this. Two.', 'One, e.g. this.'],
    ['One in `a. B` code. Two.', 'One in `a. B` code.'],
    ['One. `two` follows.', 'One.'],
    ['No full stop\n\nOther paragraph.', 'No full stop'],
    ['Reads s3.amazonaws.com, version 1.2. Two.', 'Reads s3.amazonaws.com, version 1.2.'],
    ['', ''],
  ])('of %j is %j', (markdown, expected) => {
    expect(firstSentence(markdown)).toBe(expected);
  });
});

describe('compactFix', () => {
  it('is the first paragraph and the code', () => {
    const markdown = 'Write\nthis:\n\n```json\n{\n  "a": 1\n}\n```\n\nMore.';
    expect(compactFix(markdown)).toEqual({ text: 'Write this:', code: ['{', '  "a": 1', '}'] });
  });

  it('does without long code', () => {
    expect(compactFix(`Write this:\n\`\`\`\n${'a\n'.repeat(9)}\`\`\``)).toEqual({ text: 'Write this:', code: [] });
  });
});

describe('plainText', () => {
  it('is without bold, links and fences', () => {
    expect(plainText('**a** [b](https://c.d/e) `*`\n```yaml\nf: *\n```\n')).toBe('a b (https://c.d/e) `*`\nf: *');
  });
});
