import type { Gap } from './gap.js';

/** A text as it was read from a file: all of it, or abridged where the file is too big for that. */
export interface SourceText {
  /** The decoded text, without byte order mark. Offsets everywhere are UTF-16 code units into this string. */
  readonly text: string;
  /** Where the text is abridged: what was left out, ascending. Places lead to the file's own lines all the same. */
  readonly gaps?: readonly Gap[];
  /** Where even the abridged text is too big to be judged at once, and is empty here: texts of some of its parts each. */
  readonly slices?: Iterable<SourceText>;
  /** Why the text ends before the file does: abridging stopped at something that is no JSON. */
  readonly stoppedBy?: SyntaxProblem;
}

/** A file as it was read: its path as the user would write it, and its text. */
export interface SourceFile extends SourceText {
  /** Path as given or found, with forward slashes. */
  readonly path: string;
}

/** Something that is wrong with a file's text, with the offset at which it shows. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly message: string;
}

/**
 * Decodes the bytes of a file: UTF-8 with or without byte order mark, UTF-16 little or big endian with one
 * (PowerShell writes those), or UTF-16 without one where every second byte of the beginning is zero.
 *
 * @returns the text, or undefined where the bytes are no text: there are NUL characters near the beginning.
 */
export function decodeText(bytes: Buffer): string | undefined {
  return decode(bytes.subarray(0, 4096)).includes('\0') ? undefined : decode(bytes);
}

function decode(bytes: Buffer): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return decodeBigEndian(bytes.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.toString('utf8', 3);
  if (first !== 0 && isZeroFrom(bytes, 1)) return bytes.toString('utf16le');
  if (second !== 0 && isZeroFrom(bytes, 0)) return decodeBigEndian(bytes);
  return bytes.toString('utf8');
}

/** Whether every second byte of the beginning is zero, from this one on. */
function isZeroFrom(bytes: Buffer, from: 0 | 1): boolean {
  const end = Math.min(bytes.length, 64);
  for (let i = from; i < end; i += 2) if (bytes[i] !== 0) return false;
  return end >= 2;
}

function decodeBigEndian(bytes: Buffer): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return even.swap16().toString('utf16le');
}
