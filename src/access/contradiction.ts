import { findConditionKey, isMultivalued, valueType } from '../aws/condition-keys.js';
import { literalOf, type Text } from '../document/value.js';
import { parseArn } from '../policy/arn.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { holdsWhenAbsent, isNeverTrue } from './condition-truth.js';
import { presenceOf } from './key-presence.js';

/** Why a statement never applies. */
export type Contradiction = {
  /** The condition to point at. */
  readonly condition: Condition;
} & (
  | { readonly because: 'no request has the key'; readonly isSure: boolean }
  | { readonly because: 'the conditions exclude each other'; readonly other: Condition }
  | { readonly because: 'no value passes' }
  | { readonly because: 'wildcards are literal' }
  | { readonly because: 'sessions are roles' }
);

/** Why the conditions of a statement can never hold together; undefined where they can, or may. */
export function contradictionOf(statement: Statement): Contradiction | undefined {
  for (const condition of statement.conditions) {
    const found = impossibility(condition, statement);
    if (found !== undefined) return { condition, ...found };
  }
  return exclusion(statement.conditions);
}

type Impossibility = Contradiction extends infer Each
  ? Each extends Contradiction
    ? Omit<Each, 'condition'>
    : never
  : never;

function impossibility(condition: Condition, statement: Statement): Impossibility | undefined {
  const key = conditionKeyName(condition);
  if (key === undefined || !needsKey(condition)) return undefined;
  const { presence, isSure } = presenceOf(condition, statement);
  if (presence === 'never') return { because: 'no request has the key', isSure };
  const { values, unknown, operator } = condition;
  if (unknown.length > 0 || isNegatedOperator(operator)) return undefined;
  if (values.length === 0) return operator.name === 'Null' ? undefined : { because: 'no value passes' };
  if (key === 'aws:principalarn' && values.every(isSession)) return { because: 'sessions are roles' };
  if (isLiteral(condition) && values.every(hasWildcard) && !mayHoldWildcards(key))
    return { because: 'wildcards are literal' };
  return undefined;
}

/** Whether a condition fails where its key is absent. */
function needsKey(condition: Condition): boolean {
  const { operator, values, unknown } = condition;
  if (operator.name === undefined || holdsWhenAbsent(operator)) return false;
  if (operator.name !== 'Null') return true;
  return (
    unknown.length === 0 && values.length > 0 && values.every((value) => literalOf(value)?.toLowerCase() === 'false')
  );
}

/** The ARN of whoever uses a role is that of the role: `aws:PrincipalArn` is never that of a session. */
function isSession(value: Text): boolean {
  const arn = parseArn(value);
  const [service] = arn?.service ?? [];
  const [resource] = arn?.resource ?? [];
  return service === 'sts' && typeof resource === 'string' && resource.startsWith('assumed-role/');
}

function isLiteral({ operator: { name } }: Condition): boolean {
  return name === 'StringEquals' || name === 'StringEqualsIgnoreCase';
}

function hasWildcard({ parts }: Text): boolean {
  return parts.some((part) => typeof part === 'string' && /[*?]/.test(part));
}

/** Keys of texts that AWS or an identity provider writes, or that no wildcard may stand in. */
const WITHOUT_WILDCARDS =
  /^(?:aws:(?:federatedprovider|principalaccount|principalorgid|principalorgpaths|principalservicename|principaltype|requestedregion|resourceaccount|resourceorgid|resourceorgpaths|sourceaccount|sourceorgid|sourceorgpaths|sourcevpc|sourcevpce|userid|username|vpceaccount|vpceorgid|vpceorgpaths)|(?:aws:principaltag|aws:requesttag|[a-z0-9-]+:resourcetag)\/.*|iam:passedtoservice|kms:(?:calleraccount|viaservice)|token\.actions\.githubusercontent\.com:(?:sub|repository|ref)|.*\.?oidc\.eks\.[^:]*:sub)$/;

/** Whether a value of a key can hold `*` or `?` as they stand. */
function mayHoldWildcards(key: string): boolean {
  if (WITHOUT_WILDCARDS.test(key)) return false;
  const known = findConditionKey(key);
  return known === undefined || valueType(known) !== 'ARN';
}

/** Two or more conditions on one key of which no request fulfils all. */
function exclusion(conditions: readonly Condition[]): Contradiction | undefined {
  if (conditions.length < 2) return undefined;
  const byKey = new Map<string, Condition[]>();
  for (const condition of conditions) {
    const key = conditionKeyName(condition);
    if (key === undefined) continue;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [condition]);
    else known.push(condition);
  }
  for (const onKey of byKey.values()) {
    const [other, ...more] = onKey;
    const condition = more.at(-1);
    if (other === undefined || condition === undefined || !onKey.every(comparesOneValue)) continue;
    if (isNeverTrue(onKey, 'sometimes')) return { condition, because: 'the conditions exclude each other', other };
  }
  return undefined;
}

/** Whether a condition is about one value, or says how it takes several. What AWS makes of a list else, nobody tells. */
function comparesOneValue({ operator, key }: Condition): boolean {
  if (operator.set !== undefined || operator.name === 'Null') return true;
  const known = findConditionKey(literalOf(key) ?? '');
  return known !== undefined && !isMultivalued(known);
}
