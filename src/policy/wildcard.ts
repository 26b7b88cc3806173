/**
 * Wildcard patterns as AWS matches them in actions, ARNs and `StringLike`: `*` is any run of characters, the empty one
 * included, across `:` and `/` alike; `?` is exactly one character; everything else is itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * All functions heed case (callers fold both sides where AWS does not), count in UTF-16 code units, and are total. None
 * builds a RegExp or backtracks beyond the last `*`: time is at most the product of the lengths, memory linear.
 */
const star = 42;
const one = 63;

/** Whether the pattern holds a wildcard. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/** Whether the text is one that the pattern stands for. Wildcards in the text are plain characters. */
export function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let resume = -1; // behind the last star
  let mark = 0; // where the text after that star's run starts
  while (t < text.length) {
    const code = pattern.charCodeAt(p);
    if (code === star) {
      resume = ++p;
      mark = t;
      if (p === pattern.length) return true;
    } else if (code === one || code === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (resume !== -1) {
      p = resume;
      t = ++mark;
    } else return false;
  }
  while (pattern.charCodeAt(p) === star) p++;
  return p === pattern.length;
}

/** A stretch between stars, with at least `gap` characters between it and the stretch before. */
interface Stretch {
  readonly text: string;
  readonly gap: number;
}

/**
 * The pattern cut at its stars. Question marks beside a star are moved into its gap, since `?*`, `*?` and `*?*` are the
 * same; so stretches begin and end with a plain character, except for the pattern's own start and end.
 */
function stretches(pattern: string): readonly Stretch[] {
  const parts = pattern.split('*');
  const last = parts.length - 1;
  const found: Stretch[] = [];
  let gap = 0;
  for (const [index, part] of parts.entries()) {
    let start = 0;
    let end = part.length;
    if (index > 0) while (start < end && part.charCodeAt(start) === one) start++;
    if (index < last) while (end > start && part.charCodeAt(end - 1) === one) end--;
    gap += start;
    if (start < end || index === 0 || index === last) {
      found.push({ text: part.slice(start, end), gap });
      gap = 0;
    }
    gap += part.length - end;
  }
  return found;
}

/** Whether each text that matches the stretch's counterpart in `other` matches the stretch, `?` being a character. */
function includesAt(stretch: string, other: string, at: number): boolean {
  if (at < 0 || at + stretch.length > other.length) return false;
  for (let i = 0; i < stretch.length; i++) {
    const wanted = stretch.charCodeAt(i);
    const got = other.charCodeAt(at + i);
    if (got === star || (wanted !== one && wanted !== got)) return false;
  }
  return true;
}

/** Whether some text matches both, `other` being without stars. */
function agreesAt(stretch: string, other: string, at: number): boolean {
  if (at < 0 || at + stretch.length > other.length) return false;
  for (let i = 0; i < stretch.length; i++) {
    const wanted = stretch.charCodeAt(i);
    const got = other.charCodeAt(at + i);
    if (wanted !== got && wanted !== one && got !== one) return false;
  }
  return true;
}

/**
 * Where in `other` the stretches of a pattern lie, each as far to the left as it can: what follows a star gains nothing
 * by being further right. Undefined if they do not fit. Stars of `other` count as no character towards a gap.
 */
function place(
  pattern: readonly Stretch[],
  other: string,
  fits: (stretch: string, other: string, at: number) => boolean,
): readonly number[] | undefined {
  const [head, ...rest] = pattern;
  const tail = rest.pop();
  if (head === undefined || !fits(head.text, other, 0)) return undefined;
  if (tail === undefined) return head.text.length === other.length ? [0] : undefined;
  const places = [0];
  let at = head.text.length;
  for (const { text, gap } of rest) {
    at = skip(other, at, gap);
    while (at + text.length <= other.length && !fits(text, other, at)) at++;
    if (at + text.length > other.length) return undefined;
    places.push(at);
    at += text.length;
  }
  const end = other.length - tail.text.length;
  if (skip(other, at, tail.gap) > end || !fits(tail.text, other, end)) return undefined;
  return [...places, end];
}

/** The first position with `count` characters between `at` and it, stars not counted; beyond the end if there is none. */
function skip(other: string, at: number, count: number): number {
  let position = at;
  for (let left = count; left > 0; position++) {
    if (position >= other.length) return Number.POSITIVE_INFINITY;
    if (other.charCodeAt(position) !== star) left--;
  }
  return position;
}

/**
 * Whether every text that matches `other` matches `pattern`. Exact for an unlimited alphabet: what `other` leaves open
 * can hold characters that `pattern` does not name, so a plain character of `pattern` can only rest on the same one.
 */
export function covers(pattern: string, other: string): boolean {
  if (pattern === other || pattern === '*') return true;
  return place(stretches(pattern), other, includesAt) !== undefined;
}

/** A short text that matches the pattern: stars as nothing, question marks as `x`. */
export function witness(pattern: string): string {
  return pattern.replaceAll('*', '').replaceAll('?', 'x');
}

/** Whether some text matches both patterns. */
export function intersects(a: string, b: string): boolean {
  // Mostly one of them has no wildcard at all.
  if (!hasWildcard(a)) return matches(b, a);
  if (!hasWildcard(b)) return matches(a, b);
  return intersectionWitness(a, b) !== undefined;
}

/** A text that matches both patterns; undefined if there is none. */
export function intersectionWitness(a: string, b: string): string | undefined {
  if (!a.includes('*')) return fixedWitness(b, a);
  if (!b.includes('*')) return fixedWitness(a, b);
  // Both can grow in the middle: only what stands before the first and after the last star can disagree, and the
  // middle of one goes where the other has a star.
  const [aStart, aMiddle, aEnd] = ends(a);
  const [bStart, bMiddle, bEnd] = ends(b);
  const start = overlay(aStart, bStart);
  const end = overlay(reverse(aEnd), reverse(bEnd));
  if (start === undefined || end === undefined) return undefined;
  return witness(start + aMiddle + bMiddle + reverse(end));
}

/** The same where `fixed` is without stars, so that it tells the text's length. */
function fixedWitness(pattern: string, fixed: string): string | undefined {
  const parts = stretches(pattern);
  const places = place(parts, fixed, agreesAt);
  if (places === undefined) return undefined;
  const text = fixed.split('');
  for (const [index, { text: part }] of parts.entries()) {
    const at = places[index] ?? 0;
    for (let i = 0; i < part.length; i++) if (part.charCodeAt(i) !== one) text[at + i] = part.charAt(i);
  }
  return witness(text.join(''));
}

function ends(pattern: string): readonly [start: string, middle: string, end: string] {
  const first = pattern.indexOf('*');
  const last = pattern.lastIndexOf('*');
  return [pattern.slice(0, first), pattern.slice(first, last + 1), pattern.slice(last + 1)];
}

/** Two starts laid over each other, the more telling character of each pair; undefined where they disagree. */
function overlay(a: string, b: string): string | undefined {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (!agreesAt(short, long, 0)) return undefined;
  let text = '';
  for (let i = 0; i < short.length; i++) text += short.charCodeAt(i) === one ? long.charAt(i) : short.charAt(i);
  return text + long.slice(short.length);
}

/** Code units in reverse; used in pairs, so that split characters are joined again. */
function reverse(text: string): string {
  return text.split('').reverse().join('');
}
