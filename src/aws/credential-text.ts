/** A stretch of a text: offsets, the end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The long-term access keys that stand in a text. */
export interface CredentialText {
  /** The ids of those whose secret stands near by. An id is no secret. */
  readonly ids: readonly Stretch[];
  /** All that looks like a secret near an id, in the order of the text. */
  readonly secrets: readonly Stretch[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const ID_PREFIX = 'AKIA';
const ID_LENGTH = 20;
const SECRET_LENGTH = 40;

/** A secret stands within so many characters of its id. */
const NEAR = 400;

/** So many different characters a random secret has nearly always; a word, a path or a row of `x` has fewer. */
const LEAST_VARIETY = 18;

/** AWS's documentation spells its keys so: `AKIAIOSFODNN7EXAMPLE`. */
const EXAMPLE = 'EXAMPLE';

/** Finds access keys in a text. Costs one search of four letters where there are none. */
export function credentialsIn(text: string): CredentialText {
  const ids: Stretch[] = [];
  const secrets = new Map<number, Stretch>();
  const taken = new Set<Stretch>();
  for (let at = text.indexOf(ID_PREFIX); at >= 0; at = text.indexOf(ID_PREFIX, at + 1)) {
    const id = { start: at, end: at + ID_LENGTH };
    const near = isId(text, id) ? secretsNear(text, id).map((one) => secrets.get(one.start) ?? one) : [];
    for (const one of near) secrets.set(one.start, one);
    // Of several pairs each id has its own secret: the one before it, unless that is an earlier id's.
    const free = near.filter((one) => !taken.has(one));
    const own = free.findLast(({ start }) => start < at) ?? free[0];
    if (own === undefined) continue;
    taken.add(own);
    ids.push(id);
  }
  return { ids, secrets: [...secrets.values()].sort((a, b) => a.start - b.start) };
}

/** A text of the same length in which the secrets of access keys cannot be read. */
export function maskSecrets(text: string): string {
  let masked = '';
  let copied = 0;
  for (const { start, end } of credentialsIn(text).secrets) {
    masked += text.slice(copied, start) + '*'.repeat(end - start);
    copied = end;
  }
  return copied === 0 ? text : masked + text.slice(copied);
}

function isId(text: string, { start, end }: Stretch): boolean {
  if (!/^[A-Z0-9]{20}$/.test(text.slice(start, end)) || text.slice(start, end).endsWith(EXAMPLE)) return false;
  // The letter of an escape such as `\n` is no part of a word.
  const follows = /[A-Za-z0-9]/.test(text.charAt(start - 1)) && text.charAt(start - 2) !== '\\';
  return !follows && !/[A-Za-z0-9]/.test(text.charAt(end));
}

function secretsNear(text: string, id: Stretch): readonly Stretch[] {
  const before = secretsWithin(text, Math.max(0, id.start - NEAR), id.start);
  return [...before, ...secretsWithin(text, id.end, id.end + NEAR)];
}

/** The stretches that begin within a range and look like secrets. */
function secretsWithin(text: string, from: number, to: number): readonly Stretch[] {
  const found: Stretch[] = [];
  const behind = Math.min(to, text.length);
  // What began before the range is no secret of its own.
  let at = from > 0 && isSecretCharacter(text, from - 1) ? endOfRun(text, from, behind).end : from;
  while (at < behind) {
    if (!startsRun(text, at)) at += text.charAt(at) === '\\' ? 2 : 1;
    else {
      const { end, length } = endOfRun(text, at, behind);
      if (length === SECRET_LENGTH && text.charAt(end) !== '=' && isSecret(text.slice(at, end))) {
        found.push({ start: at, end });
      }
      at = end;
    }
  }
  return found;
}

function isSecret(written: string): boolean {
  const secret = written.replaceAll('\\/', '/');
  const isMixed = /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /[0-9]/.test(secret);
  return isMixed && !secret.includes(EXAMPLE) && new Set(secret).size >= LEAST_VARIETY;
}

/**
 * Where a row of a secret's characters ends, and how many there are; JSON may write a slash as `\/`.
 *
 * @param behind the end of the range that is searched: no row is followed further than tells that it is too long
 */
function endOfRun(text: string, start: number, behind: number): { readonly end: number; readonly length: number } {
  const furthest = behind + 2 * SECRET_LENGTH;
  let at = start;
  let length = 0;
  for (; at <= furthest && startsRun(text, at); length++) at += text.charAt(at) === '\\' ? 2 : 1;
  return { end: at, length };
}

function startsRun(text: string, at: number): boolean {
  return isSecretCharacter(text, at) || (text.charAt(at) === '\\' && text.charAt(at + 1) === '/');
}

/** Letters, digits, `/` and `+`. */
function isSecretCharacter(text: string, at: number): boolean {
  const code = at < text.length ? text.charCodeAt(at) : 0;
  if (code === 0x2b || (code >= 0x2f && code <= 0x39)) return true;
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
