import { matches } from '../policy/wildcard.js';

/**
 * Which names beyond the catalogue a set of actions holds: a pattern in lower case, or what was made of such by union,
 * intersection and complement. Kept as it was made, because a name that turns up later must be judged by it too.
 */
export type Membership =
  | { readonly pattern: string }
  | { readonly some: readonly Membership[] }
  | { readonly every: readonly Membership[] }
  | { readonly not: Membership };

/** A character that no action name holds, so that only wildcards match it. */
const freshCharacter = '…';

/** A name nobody has thought of: longer than any row of `?` that somebody would write, so that only a star takes it. */
export const fresh = freshCharacter.repeat(64);

/** The most telling name a pattern stands for: fresh characters in place of its wildcards. */
export function freshName(pattern: string): string {
  return pattern.replaceAll('*', fresh).replaceAll('?', freshCharacter);
}

/** The name as shown to people: `…` for each run of fresh characters. */
export function readable(name: string): string {
  return name.replace(/…+/g, freshCharacter);
}

/**
 * Whether a name in lower case is a member. Each part is looked at once, without recursion: a policy with thousands of
 * statements makes deep expressions, and shared ones.
 */
export function isMember(membership: Membership, name: string): boolean {
  const known = new Map<Membership, boolean>();
  const value = (part: Membership) => ('pattern' in part ? matches(part.pattern, name) : known.get(part));
  const open = [membership];
  for (let part = open.at(-1); part !== undefined; part = open.at(-1)) {
    const result = known.get(part) ?? combine(part, value, open);
    if (result === undefined) continue;
    known.set(part, result);
    open.pop();
  }
  return known.get(membership) ?? false;
}

/** The value of a part from those of its parts; undefined if some that matter are missing, which then are in `open`. */
function combine(
  part: Membership,
  value: (part: Membership) => boolean | undefined,
  open: Membership[],
): boolean | undefined {
  if ('pattern' in part) return value(part);
  if ('not' in part) {
    const inner = value(part.not);
    if (inner === undefined) open.push(part.not);
    return inner === undefined ? undefined : !inner;
  }
  const parts = 'some' in part ? part.some : part.every;
  const decisive = 'some' in part;
  const before = open.length;
  for (const each of parts) {
    const found = value(each);
    if (found === undefined) open.push(each);
    else if (found === decisive) {
      open.length = before;
      return decisive;
    }
  }
  return open.length > before ? undefined : !decisive;
}
