import { literalOf } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { isSubset } from './action-set.js';
import { isAlwaysTrue } from './condition-truth.js';
import { presenceOf } from './key-presence.js';
import { actionsOf, coversResources, existsWith } from './statement-set.js';

/** A condition of a Deny that does not hold where its key is absent, and who or what is not denied for that. */
export interface DenyGap {
  readonly condition: Condition;
  /** In the plural, as it goes before "are not denied". */
  readonly spared: string;
}

/**
 * Keys that those lack whom a Deny is written against, with who that is. Tags of a request, say, are none: what gives no
 * tag gives no wrong tag.
 */
const SPARED: readonly (readonly [key: RegExp, spared: string, required: 'always' | 'if listed'])[] = [
  [/^aws:principalorg(?:id|paths)$/, 'callers outside any organization', 'always'],
  [/^aws:resourceorg(?:id|paths)$/, 'resources outside any organization', 'always'],
  [
    /^aws:(?:sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths)$/,
    'requests from the internet',
    'always',
  ],
  [/^aws:calledvia(?:first|last)?$/, 'direct calls', 'if listed'],
  [/^aws:principaltag\//, 'callers without the tag', 'if listed'],
  [/^[a-z0-9-]+:resourcetag\//, 'resources without the tag', 'if listed'],
  [/^aws:requesttag\//, 'requests without the tag', 'if listed'],
  [/^iam:permissionsboundary$/, 'identities without a boundary', 'always'],
  [/^kms:viaservice$/, 'direct calls', 'if listed'],
  [/^s3:x-amz-server-side-encryption(?:-aws-kms-key-id)?$/, 'requests without the header', 'if listed'],
  [/^sts:externalid$/, 'callers who leave it out', 'always'],
];

/**
 * The gap that a Deny leaves where a key is absent, though its absence is what matters: `ForAnyValue:` with a negated
 * operator asks for a value that is not listed, and without the key there is none; a test beside it that the key is there
 * says the same. Undefined where there is none, or another Deny closes it.
 */
export function gapOf(statement: Statement, policy: Policy): DenyGap | undefined {
  if (statement.effect !== 'Deny') return undefined;
  for (const condition of statement.conditions) {
    const key = conditionKeyName(condition);
    const found = key === undefined ? undefined : SPARED.find(([pattern]) => pattern.test(key));
    if (key === undefined || found === undefined || !asksForPresence(condition, key, found[2], statement)) continue;
    if (presenceOf(condition, statement).presence === 'never' || isClosed(statement, key, policy)) continue;
    return { condition, spared: found[1] };
  }
  return undefined;
}

/** Whether a condition that is written against what is not listed holds only where there is something. */
function asksForPresence(
  condition: Condition,
  key: string,
  required: 'always' | 'if listed',
  statement: Statement,
): boolean {
  const { operator } = condition;
  const isAgainst = operator.name !== 'Null' && isNegatedOperator(operator);
  if (isAgainst && operator.set === 'ForAnyValue' && !operator.ifExists) return true;
  if (required === 'if listed') return false;
  const isThere = statement.conditions.some((one) => conditionKeyName(one) === key && isTestOfPresence(one));
  if (isAgainst) return isThere;
  // That there must be no boundary is nothing that anybody wants.
  return key === 'iam:permissionsboundary' && isTestOfPresence(condition) && isAlone(condition, key, statement);
}

function isAlone(condition: Condition, key: string, { conditions }: Statement): boolean {
  return conditions.every((other) => other === condition || conditionKeyName(other) !== key);
}

function isTestOfPresence({ operator, values, unknown }: Condition): boolean {
  if (operator.name !== 'Null' || unknown.length > 0 || values.length === 0) return false;
  return values.every((value) => literalOf(value)?.toLowerCase() === 'false');
}

/** Whether another Deny takes what this one leaves: one that holds where the key is absent, on no less. */
function isClosed(statement: Statement, key: string, { statements }: Policy): boolean {
  return statements.some((other) => {
    if (other === statement || other.effect !== 'Deny' || existsWith(other, statement) !== 'yes') return false;
    const [first] = other.conditions;
    const isAboutAbsence =
      first !== undefined &&
      other.conditions.every((one) => conditionKeyName(one) === key && isAlwaysTrue(one, 'never'));
    // A network is also told by its addresses.
    const isOfAddress =
      OF_NETWORK.test(key) && other.conditions.some((one) => conditionKeyName(one) === 'aws:sourceip');
    if (!isAboutAbsence && !isOfAddress) return false;
    return isSubset(actionsOf(statement), actionsOf(other)) && coversResources(other, statement);
  });
}

const OF_NETWORK = /^aws:(?:sourcevpc|vpce)/;
