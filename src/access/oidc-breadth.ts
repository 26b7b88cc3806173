import type { Part, Text } from '../document/value.js';
import type { Policy } from '../policy/model.js';
import { claimKey, type FederatedTrust } from './federated.js';
import { charactersOf, firstCharacters, fixedPrefix, takesClaim, valuesOf } from './oidc-subject.js';

/** A part of subjects that a trust leaves open: any `branch` is taken, below what is fixed. */
export interface OpenPart {
  /** As people call it: `repository`. */
  readonly part: string;
  /** The value that leaves it open; absent where no subject is asked for. */
  readonly value?: Text;
}

/** A stretch of a subject's form: words that stand there, or a part that differs. */
type Stretch = { readonly words: string } | { readonly part: string };

/** A part that no policy names. */
const FRESH = 'zq7-nobody';

/**
 * The broadest part of an issuer's subjects that a trust leaves open: a repository before a branch. Asked of what is
 * allowed: whether a token is taken whose part is one that nobody has named.
 *
 * @param from the first part that may be meant: where the tenant is a part of the subject it is another rule's
 */
export function broadestOpenPart(trust: FederatedTrust, policy: Policy, from: number): OpenPart | undefined {
  const { issuer, host, statement } = trust;
  if (issuer === undefined || host === undefined) return undefined;
  const values = valuesOf(statement, claimKey(host, 'sub')).map(({ value }) => value);
  let broadest: (OpenPart & { readonly rank: number }) | undefined;
  for (const form of issuer.subjects.map(stretchesOf)) {
    for (const { rank, part, pattern, value } of probesOf(form, values, trust, from)) {
      if (rank < from || (broadest !== undefined && rank >= broadest.rank)) continue;
      if (takesClaim(trust, policy, 'sub', pattern).verdict !== 'yes') continue;
      broadest = { rank, part, ...(value === undefined ? {} : { value }) };
    }
  }
  return broadest;
}

/** `repo:{organization}/{repository}` in stretches. */
function stretchesOf(form: string): readonly Stretch[] {
  return form
    .split(/[{}]/)
    .map((text, index): Stretch => (index % 2 === 0 ? { words: text } : { part: text }))
    .filter((stretch) => 'part' in stretch || stretch.words !== '');
}

interface Probe {
  /** Which of the form's parts is asked about, the first 0. */
  readonly rank: number;
  readonly part: string;
  /** Subjects with a fresh part there, below what a value fixes before it. */
  readonly pattern: Text;
  readonly value?: Text;
}

/** The questions to ask of a form: for each value, and each part that it may leave open. */
function probesOf(
  form: readonly Stretch[],
  values: readonly Text[],
  trust: FederatedTrust,
  from: number,
): readonly Probe[] {
  const place = trust.at.place;
  const asked = values.length === 0 ? [undefined] : values;
  return asked.flatMap((value) => {
    const { parts } = fixedPrefix(value?.parts ?? []);
    const ends = endsOf(form, charactersOf(parts), from);
    let rank = -1;
    return form.flatMap((stretch, index): readonly Probe[] => {
      if (!('part' in stretch)) return [];
      rank++;
      const before = ends[index];
      if (before === undefined) return [];
      const next = form[index + 1];
      const after = next !== undefined && 'words' in next ? [next.words.slice(0, 1), '*'] : [];
      const started = firstCharacters(parts, before.length);
      const missing = before.missing === '' ? [] : [before.missing];
      const pattern: readonly Part[] = [...started, ...missing, FRESH, ...after];
      const text = { kind: 'text', place: value?.place ?? place, parts: pattern, scalar: 'string' } as const;
      return [{ rank, part: stretch.part, pattern: text, ...(value === undefined ? {} : { value }) }];
    });
  });
}

/** What stands before a stretch: so many characters of a value, and words of the form that it does not have. */
interface Before {
  readonly length: number;
  readonly missing: string;
}

/**
 * For each stretch of a form what stands before it, by what a value fixes; undefined from where they part ways.
 *
 * @param from the parts before this one may be anything
 */
function endsOf(form: readonly Stretch[], fixed: string, from: number): readonly (Before | undefined)[] {
  const ends: (Before | undefined)[] = [];
  let before: Before | undefined = { length: 0, missing: '' };
  let rank = 0;
  for (const [index, stretch] of form.entries()) {
    ends.push(before);
    const next = form[index + 1];
    const mark = next !== undefined && 'words' in next ? next.words.charAt(0) : '';
    if (before === undefined) continue;
    if ('words' in stretch) before = behindWords(before, stretch.words, fixed);
    else if (rank++ < from && before.length === fixed.length) before = { ...before, missing: `${before.missing}*` };
    else before = behindPart(before, mark, fixed);
  }
  return ends;
}

function behindWords({ length, missing }: Before, words: string, fixed: string): Before | undefined {
  const rest = fixed.slice(length);
  const common = missing === '' ? commonStart(rest, words) : 0;
  const isApart = common < words.length && common < rest.length;
  return isApart ? undefined : { length: length + common, missing: missing + words.slice(common) };
}

/** Marks that end a part, the narrowest first: what is ended by one holds none of those before it. */
const MARKS = ':/@';

/** What ends without its mark may be a part as it stands; a part that is not begun cannot be passed. */
function behindPart({ length, missing }: Before, mark: string, fixed: string): Before | undefined {
  const at = mark === '' ? -1 : fixed.indexOf(mark, length);
  const end = at < 0 ? fixed.length : at;
  const part = fixed.slice(length, end);
  const isApart =
    mark !== '' && [...MARKS.slice(0, Math.max(0, MARKS.indexOf(mark)))].some((each) => part.includes(each));
  return missing === '' && part !== '' && !isApart ? { length: end, missing: '' } : undefined;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
