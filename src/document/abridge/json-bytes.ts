// The bytes that JSON is made of, and short steps over them within a chunk.

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
/** The lowest byte of a number is its sign, and all words are higher. */
export const FIRST_OF_WORD = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** The index of the first byte from here on that is no space. */
export function spaceEnd(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && (chunk[at] ?? 0) <= SPACE) at++;
  return at;
}

/** Where the string that begins here ends, behind its quote; 0 where none does, or not within so many bytes. */
export function stringEnd(chunk: Buffer, start: number, longest: number): number {
  if (chunk[start] !== QUOTE) return 0;
  const most = Math.min(chunk.length, start + longest);
  for (let at = start + 1; at < most; at++) {
    const byte = chunk[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at++;
    else if (byte < SPACE) return 0;
  }
  return 0;
}
