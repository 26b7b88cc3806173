import type { TenantClaim } from '../aws/oidc-issuers.js';
import type { Part, Text } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import type { Answer } from './answer.js';
import { assumable, assumableWith, isLike, requestsWith } from './assume.js';
import type { Cube } from './engine/cube.js';
import { claimKey, type FederatedTrust, WEB_IDENTITY } from './federated.js';

/**
 * Whether a token of a stranger's, of a tenant that no condition names, is taken. Asked of the language of the requests
 * that are allowed: is there one outside of those whose claims begin with a tenant that is told?
 *
 * @returns `no` too where the issuer is nobody else's; the witness of a `yes` has the claims of such a token
 */
export function strangersToken({ statement, host, issuer }: FederatedTrust, policy: Policy): Answer {
  const none: Answer = { verdict: 'no', grants: [], reasons: [] };
  if (issuer?.sharedBy === undefined || host === undefined) return none;
  const asked = [statement, ...policy.statements.filter(({ effect }) => effect === 'Deny')];
  const [told, untold] = (['yes', 'unknown'] as const).map((pinned) =>
    issuer.tenants.flatMap((tenant) => tenantCube(tenant, host, asked, pinned)),
  );
  const answer = assumable(inOneCase(statement), policy, { action: WEB_IDENTITY, others: told ?? [] });
  if (answer.verdict !== 'yes' || untold === undefined || untold.length === 0) return answer;
  // Where all else names a tenant, it hangs on what the input does not tell.
  const left = assumable(inOneCase(statement), policy, { action: WEB_IDENTITY, others: [...(told ?? []), ...untold] });
  return left.verdict === 'yes' ? answer : { ...left, verdict: 'unknown', grants: [statement] };
}

/** Whether a token with a claim of a value, as a wildcard pattern, is taken. */
export function takesClaim(
  { statement, host = '' }: FederatedTrust,
  policy: Policy,
  claim: string,
  pattern: Text,
): Answer {
  return assumableWith(inOneCase(statement), policy, WEB_IDENTITY, [claimKey(host, claim)], pattern);
}

/** Names of tenants are the same in any case: a condition that heeds none is as good as one that does. */
function inOneCase(statement: Statement): Statement {
  // What is the same need not be read anew for each question.
  if (!statement.conditions.some(({ operator }) => operator.name === 'StringEqualsIgnoreCase')) return statement;
  const conditions = statement.conditions.map((condition) => {
    const { operator } = condition;
    return operator.name === 'StringEqualsIgnoreCase'
      ? { ...condition, operator: { ...operator, name: 'StringEquals' } }
      : condition;
  });
  return { ...statement, conditions };
}

/**
 * The requests whose claim begins with a tenant that a condition tells, or may tell.
 *
 * @param statements the Allow, and Denies, whose negated conditions name those whom they spare
 */
function tenantCube(
  tenant: TenantClaim,
  host: string,
  statements: readonly Statement[],
  pinned: 'yes' | 'unknown',
): readonly Cube[] {
  const key = claimKey(host, tenant.claim);
  const values = statements.flatMap((statement) =>
    valuesOf(statement, key).flatMap(({ condition, value }) => {
      const part = pinnedPart(value, tenant, condition.operator.name?.endsWith('Like') === true);
      return part.pinned === pinned ? [part.text] : [];
    }),
  );
  return values.length === 0 ? [] : requestsWith(isLike(key, values));
}

/** The values that conditions on a key list, with their conditions: in a Deny, those that it spares. */
export function valuesOf(
  { conditions, effect }: Statement,
  key: string,
): readonly { readonly condition: Condition; readonly value: Text }[] {
  return conditions
    .filter(
      (condition) =>
        conditionKeyName(condition) === key && isNegatedOperator(condition.operator) === (effect === 'Deny'),
    )
    .flatMap((condition) => condition.values.map((value) => ({ condition, value })));
}

/** What of a value names a tenant, as a pattern; `unknown` where the input does not tell whether it does. */
type PinnedPart = { readonly pinned: 'yes' | 'unknown'; readonly text: Text } | { readonly pinned: 'no' };

/**
 * All that begins as a value does up to the end of its tenant: none where a wildcard or variable stands before that. A
 * value that no token has, a wildcard that is read as it is, stands for itself.
 */
export function pinnedPart(value: Text, { before, end }: TenantClaim, readsWildcards: boolean): PinnedPart {
  const fixed = fixedPrefix(value.parts);
  const { parts, isWhole } = fixed;
  const whole = { pinned: 'yes', text: value } as const;
  if (!isWhole && !readsWildcards) return { pinned: 'yes', text: withPlainWildcards(value) };
  if (before === undefined && end === undefined) return isWhole ? whole : { pinned: 'no' };
  const start = before === undefined ? 0 : startOfTenant(parts, before);
  // What a reference at the beginning stands for may have all that is asked for.
  if (start === undefined) return { pinned: typeof parts[0] === 'object' ? 'unknown' : 'no', text: value };
  const upTo = end === undefined ? undefined : endOfTenant(parts, start, end);
  if (upTo !== undefined) return { pinned: 'yes', text: { ...value, parts: [...upTo, '*'] } };
  // What is told to its end has no more behind its tenant, as in `repository_owner:octo-org`.
  const isTold = isWhole && end !== '/' && end !== '@';
  if (isTold && charactersOf(parts).length > start) return whole;
  // `repo:‹Repository›*`: the reference may hold the end of the tenant, or not.
  return { pinned: charactersOf(parts)[start] === HOLE ? 'unknown' : 'no', text: value };
}

/** A text whose wildcards are the characters themselves, for an operator that reads them: `*` as `${*}`. */
function withPlainWildcards(value: Text): Text {
  const parts = value.parts.flatMap((part): readonly Part[] =>
    typeof part === 'string'
      ? part
          .split(/([*?])/)
          .filter((piece) => piece !== '')
          .map((piece) => (piece === '*' || piece === '?' ? { kind: 'variable', name: piece } : piece))
      : [part],
  );
  return { ...value, parts };
}

interface Prefix {
  readonly parts: readonly Part[];
  /** Whether it is all of the text. */
  readonly isWhole: boolean;
}

/** What is fixed at the beginning of a text: literal parts and holes up to the first wildcard or variable. */
export function fixedPrefix(parts: readonly Part[]): Prefix {
  const found: Part[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (part.kind === 'variable') return { parts: found, isWhole: false };
      found.push(part);
      continue;
    }
    const at = part.search(/[*?]/);
    if (at >= 0) return { parts: at === 0 ? found : [...found, part.slice(0, at)], isWhole: false };
    found.push(part);
  }
  return { parts: found, isWhole: true };
}

/** Where a tenant begins, counted in characters with a hole as one: behind a word at the start or after a colon. */
function startOfTenant(parts: readonly Part[], before: string): number | undefined {
  const text = charactersOf(parts);
  if (text.startsWith(before)) return before.length;
  const at = text.indexOf(`:${before}`);
  return at < 0 ? undefined : at + 1 + before.length;
}

/**
 * The parts up to and with the mark that ends a tenant; undefined where there is none, or no tenant before it. A
 * reference that stands for the tenant may hold what is behind it too, as `repo:‹Repository›:*` does.
 */
function endOfTenant(parts: readonly Part[], start: number, end: string): readonly Part[] | undefined {
  const text = charactersOf(parts);
  const at = text[start] === HOLE ? start + 1 : text.indexOf(end, start);
  if (at <= start || at > text.length) return undefined;
  // Something fixed has to follow: `repo:‹Organization›*` takes others that begin so.
  return at < text.length ? firstCharacters(parts, at + 1) : undefined;
}

/** A text in which each hole is one character that is like no other. */
export function charactersOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('');
}

/** Of the private use area: no claim has it. */
const HOLE = '\uE000';

/** The first parts of a text, as many as make up so many characters. */
export function firstCharacters(parts: readonly Part[], length: number): readonly Part[] {
  const found: Part[] = [];
  let left = length;
  for (const part of parts) {
    if (left <= 0) break;
    const text = typeof part === 'string' ? part.slice(0, left) : part;
    found.push(text);
    left -= typeof text === 'string' ? text.length : 1;
  }
  return found;
}
