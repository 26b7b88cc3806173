import { displayHole } from '../../document/hole.js';
import type { Part, Text } from '../../document/value.js';

/**
 * How the engine writes texts down: as wildcard patterns of `policy/wildcard`, in which a hole or policy variable is a
 * *token*, a run of characters that no text holds and that is equal only to itself, and a wildcard that means itself is a
 * character of its own. All marks are of the private use area, which no ARN, name or value holds.
 */
const OPENS_HOLE = '\uE000';
const OPENS_VARIABLE = '\uE001';
const CLOSES = '\uE002';
const PLAIN_STAR = '\uE003';
const PLAIN_MARK = '\uE004';
const PLAIN_COLON = '\uE005';

const HOLE = /\uE000[^\uE002]*\uE002/g;
const TOKEN = /[\uE000\uE001][^\uE002]*\uE002/g;
const MARKS = /[\uE000-\uE00F]/g;

/**
 * What no pattern holds: a segment that an ARN with too few of them does not have. Longer than any row of `?` that
 * somebody would write, so that only a star takes it.
 */
export const MISSING = '\uE006'.repeat(64);

/** A text as a pattern in which `*` and `?` are wildcards. */
export function wildPattern(text: Text): string {
  return text.parts.map((part) => (typeof part === 'string' ? part.replace(MARKS, '') : token(part))).join('');
}

/** A text as a pattern in which every character is itself. */
export function plainPattern(text: Text): string {
  return text.parts.map((part) => (typeof part === 'string' ? plain(part.replace(MARKS, '')) : token(part))).join('');
}

/** A string as a pattern in which every character is itself. */
export function plain(text: string): string {
  return text.replaceAll('*', PLAIN_STAR).replaceAll('?', PLAIN_MARK);
}

function token(part: Exclude<Part, string>): string {
  if (part.kind === 'hole') {
    // A template is deployed in one partition, and `aws` is what its literal ARNs say.
    return part.id === 'AWS::Partition' ? 'aws' : OPENS_HOLE + named(part.id) + CLOSES;
  }
  if (part.name === '*') return PLAIN_STAR;
  if (part.name === '?') return PLAIN_MARK;
  // Variables are condition keys, whose case is nothing.
  return part.name === '$' ? '$' : OPENS_VARIABLE + named(part.name.toLowerCase()) + CLOSES;
}

function named(name: string): string {
  return plain(name.replace(MARKS, '')).replaceAll(':', PLAIN_COLON);
}

/** Whether a pattern or word holds a token. */
export function hasToken(pattern: string): boolean {
  return pattern.includes(CLOSES);
}

/** Whether a pattern or word holds a hole. */
export function hasHole(pattern: string): boolean {
  return pattern.includes(OPENS_HOLE);
}

/** With whatever its holes and variables may stand for. */
export function widened(pattern: string): string {
  return hasToken(pattern) ? pattern.replace(TOKEN, '*') : pattern;
}

/** With whatever its holes may stand for; variables are the request's to choose. */
export function withoutHoles(pattern: string): string {
  return hasHole(pattern) ? pattern.replace(HOLE, '*') : pattern;
}

/** A pattern or word as people read it: holes as `‹Name›`, variables as `${name}`. */
export function readable(pattern: string): string {
  return pattern
    .replace(TOKEN, (marked) => {
      const name = readablePlain(marked.slice(1, -1));
      return marked.startsWith(OPENS_HOLE) ? displayHole(name) : `\${${name}}`;
    })
    .replace(/[\uE000-\uE00F]/g, (mark) => readablePlain(mark));
}

function readablePlain(text: string): string {
  return text.replaceAll(PLAIN_STAR, '*').replaceAll(PLAIN_MARK, '?').replaceAll(PLAIN_COLON, ':').replace(MARKS, '');
}
