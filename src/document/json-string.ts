/**
 * Decodes a JSON string as it stands in a text, quotes included. Escapes that JSON does not know are taken as the
 * character behind the backslash, and a text in single quotes or in none as what it means, so that a broken file can
 * still be read.
 *
 * @param start offset of the opening quote
 * @param end offset behind the closing quote (which may be missing in a broken text)
 */
export function decodeJsonString(text: string, start: number, end: number): string {
  const [from, to] = insideQuotes(text, start, end);
  const raw = text.slice(from, to);
  if (raw.indexOf('\\') < 0) return raw;
  let decoded = '';
  let copied = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', copied)) {
    const length = escapeLength(raw, at);
    decoded += raw.slice(copied, at) + decodeEscape(raw, at, length);
    copied = at + length;
  }
  return decoded + raw.slice(copied);
}

/** Where each code unit of a decoded JSON string starts in the text. Arguments as of `decodeJsonString`. */
export function jsonStringStarts(text: string, start: number, end: number): readonly number[] {
  const [from, to] = insideQuotes(text, start, end);
  const starts: number[] = [];
  let at = from;
  while (at < to) {
    starts.push(at);
    at += text.charCodeAt(at) === BACKSLASH ? escapeLength(text, at) : 1;
  }
  // A backslash at the end of a broken string escapes nothing, and is nothing.
  if (at > to) starts.pop();
  return starts;
}

/** The offsets between which the characters of a string stand. */
export function insideQuotes(text: string, start: number, end: number): readonly [number, number] {
  const quote = text.charCodeAt(start);
  if (end <= start || (quote !== QUOTE && quote !== SINGLE_QUOTE)) return [start, end];
  const isClosed = end - 1 > start && text.charCodeAt(end - 1) === quote && !isEscaped(text, start + 1, end - 1);
  return [start + 1, isClosed ? end - 1 : end];
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(text: string, from: number, at: number): boolean {
  let first = at;
  while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

/** How many characters the escape at `at` takes in a text. */
function escapeLength(text: string, at: number): number {
  return text.charCodeAt(at + 1) === LETTER_U && hexAt(text, at + 2) !== undefined ? 6 : 2;
}

function decodeEscape(raw: string, at: number, length: number): string {
  if (length === 6) return String.fromCharCode(hexAt(raw, at + 2) ?? 0);
  const letter = raw.charAt(at + 1);
  const index = ESCAPE_LETTERS.indexOf(letter);
  return index < 0 || letter === '' ? letter : ESCAPED.charAt(index);
}

/** The number that four hexadecimal digits give, or undefined where there are not four. */
function hexAt(text: string, at: number): number | undefined {
  let code = 0;
  for (let i = at; i < at + 4; i++) {
    const digit = hexDigit(text.charCodeAt(i));
    if (digit < 0) return undefined;
    code = code * 16 + digit;
  }
  return code;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Whether the escape at `at` is one that JSON knows. */
export function isJsonEscape(text: string, at: number): boolean {
  const code = text.charCodeAt(at + 1);
  if (code === QUOTE || code === LETTER_N || code === BACKSLASH) return true;
  if (code === LETTER_U) return hexAt(text, at + 2) !== undefined;
  return at + 1 < text.length && ESCAPE_LETTERS.includes(text.charAt(at + 1));
}

const QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;
const LETTER_U = 0x75;
const ESCAPE_LETTERS = '"\\/bfnrt';
const ESCAPED = '"\\/\b\f\n\r\t';
