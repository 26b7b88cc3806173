import { lineStarts } from '../document/position.js';

/** What makes a finding the same finding tomorrow: no line, no index, no Sid, no message. */
export interface FingerprintParts {
  readonly rule: string;
  readonly policyKind?: string | undefined;
  /** The resource that the finding is about, where one is known: then the file does not count. */
  readonly resource?: { readonly type: string; readonly name: string } | undefined;
  /** The file, from the root of the repository, with forward slashes. */
  readonly file: string;
  /** The decoded text that the finding points at. */
  readonly text: string;
  /** Counts findings that are equal in all of the above, from 0, in the order of the text. */
  readonly ordinal: number;
}

/** The fingerprint of a finding: 16 hexadecimal digits. */
export function fingerprint(parts: FingerprintParts): string {
  const { rule, policyKind = '', resource, file, text, ordinal } = parts;
  const where = resource === undefined ? ['file', file] : ['resource', resource.type, resource.name];
  return hash64(JSON.stringify([rule, policyKind, ...where, text, ordinal]));
}

/**
 * A 64-bit hash as 16 hexadecimal digits: two 32-bit halves that are multiplied and mixed by each other's bits. Nobody
 * gains by a collision here, and loading a cryptographic one costs as much time as linting a policy.
 */
function hash64(text: string): string {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return hex32(high) + hex32(low);
}

function hex32(number: number): string {
  return (number >>> 0).toString(16).padStart(8, '0');
}

const HASHED_CHARACTERS = 100;
/** So many characters of a line tell it from most others. */
const BEGINNING = 12;
const BASE = 37;
const LIMB_BITS = 22;
const LIMB_MASK = 2 ** 22 - 1;
const HIGH_MASK = 2 ** 20 - 1;
const END_OF_FILE = 0xffff;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/**
 * The hashes by which GitHub code scanning knows lines again (`primaryLocationLineHash`), as its upload action
 * computes them: 37-ary number modulo 2^64 of the 100 characters from the line's start on, spaces and tabs left out,
 * line ends read as LF, the end of the file as 65535 and zeros; then a colon and how often that hash has come up.
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 *
 * @param lines - the wanted lines, from 1, in any order
 * @param starts - where the text's lines begin, if that is known already
 * @returns hashes by line, without those lines that the text does not have
 */
export function lineHashes(
  text: string,
  lines: readonly number[],
  starts = lineStarts(text),
): ReadonlyMap<number, string> {
  const wanted = new Set(lines);
  const first = starts.slice(
    0,
    lines.reduce((last, line) => Math.max(last, line), 0),
  );
  // A line's hash counts only if a wanted line has the same, and most lines differ from those in a few characters.
  const beginnings = new Set<number>();
  for (const line of wanted) {
    const start = first[line - 1];
    if (start !== undefined) beginnings.add(beginningAt(text, start));
  }
  const hashes = new Map<number, string>();
  const counts = new Map<string, number>();
  for (const [index, start] of first.entries()) {
    if (!beginnings.has(beginningAt(text, start))) continue;
    const hash = hashAt(text, start);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (wanted.has(index + 1)) hashes.set(index + 1, `${hash}:${count}`);
  }
  return hashes;
}

/** The first characters of what `hashAt` hashes, as one number: equal for equal hashes. */
function beginningAt(text: string, start: number): number {
  let beginning = 0;
  let taken = 0;
  for (let offset = start; taken < BEGINNING; offset++) {
    const code = codeAt(text, offset);
    if (code === SPACE || code === TAB) continue;
    if (code === CARRIAGE_RETURN || code === LINE_FEED || code === END_OF_FILE) break;
    beginning = Math.imul(beginning, BASE) + code;
    taken++;
  }
  return beginning;
}

/** Hashes what follows an offset. The 64 bits are kept in limbs of 22, 22 and 20, so that products stay small integers. */
function hashAt(text: string, start: number): string {
  let low = 0;
  let middle = 0;
  let high = 0;
  let offset = start;
  for (let taken = 0; taken < HASHED_CHARACTERS; offset++) {
    let code = codeAt(text, offset);
    if (code === SPACE || code === TAB) continue;
    if (code === CARRIAGE_RETURN) {
      code = LINE_FEED;
      if (text.charCodeAt(offset + 1) === LINE_FEED) offset++;
    }
    low = low * BASE + code;
    middle = middle * BASE + (low >>> LIMB_BITS);
    high = (high * BASE + (middle >>> LIMB_BITS)) & HIGH_MASK;
    low &= LIMB_MASK;
    middle &= LIMB_MASK;
    taken++;
  }
  return hexadecimal(((high << 12) | (middle >>> 10)) >>> 0, ((middle << LIMB_BITS) | low) >>> 0);
}

/** A 64-bit number, given as its upper and lower 32 bits. */
function hexadecimal(upper: number, lower: number): string {
  return upper === 0 ? lower.toString(16) : upper.toString(16) + lower.toString(16).padStart(8, '0');
}

function codeAt(text: string, offset: number): number {
  if (offset < text.length) return text.charCodeAt(offset);
  return offset === text.length ? END_OF_FILE : 0;
}
