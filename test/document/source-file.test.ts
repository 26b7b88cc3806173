import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/document/source-file.js';

const little = (text: string) => Buffer.from(text, 'utf16le');
const big = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('decoding a file', () => {
  it('gives the text that was encoded', () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 80 })
      .filter((string) => !string.includes('\0') && !string.startsWith('\ufeff'));
    const property = fc.property(text, (string) => {
      // UTF-8 has no lone surrogates.
      const whole = Buffer.from(string).toString();
      expect(decodeText(Buffer.from(whole))).toBe(whole);
      expect(decodeText(Buffer.from(`\ufeff${whole}`))).toBe(whole);
      expect(decodeText(little(`\ufeff${string}`))).toBe(string);
      expect(decodeText(big(`\ufeff${string}`))).toBe(string);
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });

  it('knows UTF-16 without mark by its zeros', () => {
    const text = `{"Statement": "${'x'.repeat(100)} é\u{1f600}"}`;
    expect(decodeText(little(text))).toBe(text);
    expect(decodeText(big(text))).toBe(text);
    expect(decodeText(little('{}'))).toBe('{}');
    expect(decodeText(big('{}'))).toBe('{}');
  });

  it.each([
    ['a NUL byte', Buffer.from('{"a": "\0"}')],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0])],
    ['numbers of four bytes, low first', Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0])],
    ['numbers of four bytes, high first', Buffer.from([0, 1, 0, 0, 0, 2, 0, 0, 0, 3])],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])],
    ['zeros', Buffer.alloc(10)],
  ])('refuses what is no text: %s', (_name, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });

  it('takes what there is of short and odd files', () => {
    expect(decodeText(Buffer.alloc(0))).toBe('');
    expect(decodeText(Buffer.from('a'))).toBe('a');
    expect(decodeText(Buffer.from([0xff, 0xfe]))).toBe('');
    expect(decodeText(Buffer.from([0xff, 0xfe, 0x61, 0, 0x62]))).toBe('a');
    expect(decodeText(Buffer.from([0xfe, 0xff, 0, 0x61, 0]))).toBe('a');
    expect(decodeText(Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
  });
});
