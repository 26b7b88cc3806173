import { isSensitiveKey } from '../aws/sensitive-condition-keys.js';
import type { Part, Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Effect, PolicyKind } from '../policy/model.js';
import { letsInWhatItLists } from '../policy/operator.js';

/** What leaves more of a value open than its key can afford. */
export interface LooseValue {
  readonly value: Text;
  readonly by: 'wildcard' | 'variable';
  /** How AWS says it: none at all in such a key, six characters in front, or where the colon of a user id is. */
  readonly fault: 'sensitive' | 'short' | 'user id';
}

/** So many characters in a row must stand before a wildcard. */
const LEAST_BEFORE = 6;

/**
 * The values of a condition that a wildcard or a policy variable opens too far, as the validator sees it.
 *
 * Wildcards in keys of accounts, organizations and networks are one everywhere. The rest is about keys by which
 * strangers are told apart, in the policies that let strangers in: the subject of a token, the path in an organization,
 * the caller's unique id. In policies of identities AWS's own make use of variables there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-wildcard-usage-too-permissive
 */
export function looseValues(condition: Condition, effect: Effect | undefined, kind: PolicyKind): readonly LooseValue[] {
  const { operator, values } = condition;
  const isPattern = operator.name === 'StringLike' || operator.name === 'StringNotLike';
  const key = conditionKeyName(condition);
  if (key === undefined || operator.name?.startsWith('String') !== true) return [];
  if (!letsInWhatItLists(operator, effect)) return [];
  const isSensitive = isSensitiveKey(key);
  const letsStrangersIn = kind === 'resource' || kind === 'trust';
  if (!isSensitive && !(letsStrangersIn && tellsStrangersApart(key))) return [];
  return values.flatMap((value): readonly LooseValue[] => {
    const by = openPart(value, isPattern, letsStrangersIn);
    if (by === undefined) return [];
    if (isSensitive) return [{ value, by, fault: 'sensitive' }];
    if (key === 'aws:userid') return isLooseUserId(value.parts) ? [{ value, by, fault: 'user id' }] : [];
    const short = shortBefore(value.parts, isPattern);
    return short === undefined ? [] : [{ value, by: short, fault: 'short' }];
  });
}

/** Claims of identity providers (`token.example.com:sub`), and what AWS says of a caller in a text of several steps. */
function tellsStrangersApart(key: string): boolean {
  if (key === 'aws:userid' || /^aws:(?:principal|source|vpce)orgpaths$/.test(key)) return true;
  return /^[^:]*[./][^:]*:sub$/.test(key);
}

/** Whether a wildcard, or a variable whose value the caller may choose, stands in a value. */
function openPart({ parts }: Text, isPattern: boolean, letsStrangersIn: boolean): LooseValue['by'] | undefined {
  if (isPattern && parts.some(isWild)) return 'wildcard';
  return letsStrangersIn && parts.some(isChosen) ? 'variable' : undefined;
}

function isWild(part: Part): boolean {
  return typeof part === 'string' && /[*?]/.test(part);
}

/** A variable, but for those that AWS itself fills with one account, organization or network: nobody chooses these. */
function isChosen(part: Part): boolean {
  if (typeof part === 'string' || part.kind !== 'variable' || part.name.length <= 1) return false;
  return !isSensitiveKey(part.name.toLowerCase());
}

/** The first wildcard or variable with too little before it. What the input does not tell is long enough. */
function shortBefore(parts: readonly Part[], isPattern: boolean): LooseValue['by'] | undefined {
  let before = 0;
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (isChosen(part) && before < LEAST_BEFORE) return 'variable';
      before = part.kind === 'hole' ? LEAST_BEFORE : 0;
      continue;
    }
    for (const character of part) {
      const isOpen = isPattern && (character === '*' || character === '?');
      if (isOpen && before < LEAST_BEFORE) return 'wildcard';
      before = isOpen ? 0 : before + 1;
    }
  }
  return undefined;
}

/** `AROAEXAMPLE:*` and `*:session` are fine; a part of an id that is open, or all without a colon, is not. */
function isLooseUserId(parts: readonly Part[]): boolean {
  const text = parts.map((part) => (typeof part === 'string' ? part : part.kind === 'hole' ? 'x' : '*')).join('');
  const colon = text.indexOf(':');
  if (colon < 0) return /[*?]/.test(text);
  const id = text.slice(0, colon);
  return /[*?]/.test(id) && id !== '*';
}
