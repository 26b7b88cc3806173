import { literalOf, type Text } from '../document/value.js';
import { parseArn } from '../policy/arn.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { expand, isEmpty, minus } from './action-set.js';
import { contradictionOf } from './contradiction.js';
import { redundant, satisfiable } from './satisfiable.js';
import { actionsOf } from './statement-set.js';

/** Why a statement of a service or resource control policy changes nothing, and the words that make it so. */
export type WithoutEffect =
  /** No request meets all that it asks for; where one condition is to blame, that. */
  | { readonly why: 'never applies'; readonly condition: Condition | undefined }
  /** Others of the policy deny, or let through, all that it does; where one alone does, this one. */
  | { readonly why: 'said by another'; readonly by: Statement | undefined }
  /** It is for those alone whom no such policy binds: service-linked roles, or AWS services. */
  | { readonly why: 'nobody bound'; readonly at: Condition }
  /** It denies those outside an organization, and binds those inside alone. */
  | { readonly why: 'own organization'; readonly at: Condition; readonly organization: Text }
  /** It is about `kms:RetireGrant` alone, which resource control policies leave alone. */
  | { readonly why: 'never asked' };

/** Of a policy with more statements, none is compared with the others: no control policy that AWS takes has so many. */
const MOST_COMPARED = 60;

/**
 * The statements of a control policy that restrict nothing, with why. Of two that say the same, the later one. A
 * statement that lets through everything is none: it is what such policies begin with.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export function withoutEffect(policy: Policy): ReadonlyMap<Statement, WithoutEffect> {
  const found = new Map<Statement, WithoutEffect>();
  let kept = policy.statements;
  for (const statement of policy.statements) {
    const reason = statement.effect === 'Deny' ? reasonOfDeny(statement, policy) : undefined;
    if (reason === undefined) continue;
    found.set(statement, reason);
    kept = kept.filter((other) => other !== statement);
  }
  if (kept.length < 2 || kept.length > MOST_COMPARED) return found;
  for (const statement of [...kept].reverse()) {
    if (statement.effect === undefined || letsEverythingThrough(statement)) continue;
    if (redundant(statement, { ...policy, statements: kept }).verdict !== 'yes') continue;
    kept = kept.filter((other) => other !== statement);
    const saysAll = (other: Statement) => redundant(statement, { ...policy, statements: [other] }).verdict === 'yes';
    found.set(statement, { why: 'said by another', by: kept.find(saysAll) });
  }
  return found;
}

function reasonOfDeny(statement: Statement, { kind }: Policy): WithoutEffect | undefined {
  const actions = actionsOf(statement);
  // Words that are no actions have been reported as such.
  if (isEmpty(actions) && statement.action?.negated !== true) return undefined;
  if (statement.unknown.length === 0 && kind === 'rcp' && isEmpty(minus(actions, expand('kms:RetireGrant')))) {
    return { why: 'never asked' };
  }
  for (const at of statement.conditions) {
    if (isForUnbound(at, kind)) return { why: 'nobody bound', at };
    const organization = kind === 'scp' ? excepted(at) : undefined;
    if (organization !== undefined) return { why: 'own organization', at, organization };
  }
  const contradiction = contradictionOf(statement);
  const isSure =
    contradiction !== undefined && (contradiction.because !== 'no request has the key' || contradiction.isSure);
  if (!isSure && satisfiable(statement).verdict !== 'no') return undefined;
  return { why: 'never applies', condition: contradiction?.condition };
}

/** Whether a condition holds for those alone whom no such policy binds. */
function isForUnbound(condition: Condition, kind: Policy['kind']): boolean {
  const { operator, values, unknown } = condition;
  if (operator.ifExists || operator.set !== undefined || isNegatedOperator(operator)) return false;
  if (values.length === 0 || unknown.length > 0) return false;
  switch (conditionKeyName(condition)) {
    case 'aws:principalarn':
      return operator.name !== 'Null' && values.every(isServiceLinked);
    case 'aws:principalisawsservice':
      return kind === 'scp' && operator.name === 'Bool' && values.every(isTrue);
    case 'aws:principalservicename':
      return kind === 'scp' && operator.name?.startsWith('String') === true;
    default:
      return false;
  }
}

function isServiceLinked(value: Text): boolean {
  const [path] = parseArn(value)?.resource ?? [];
  return typeof path === 'string' && path.startsWith('role/aws-service-role/');
}

function isTrue(value: Text): boolean {
  return literalOf(value)?.toLowerCase() === 'true';
}

/** The organization that a condition excepts: everybody whom a service control policy binds is in one's own. */
function excepted(condition: Condition): Text | undefined {
  const { operator, values } = condition;
  if (conditionKeyName(condition) !== 'aws:principalorgid' || operator.set !== undefined) return undefined;
  return isNegatedOperator(operator) && values.length === 1 ? values[0] : undefined;
}

function letsEverythingThrough({ effect, action, resource, conditions }: Statement): boolean {
  const isAll = (items: readonly Text[] | undefined) => items?.some((item) => literalOf(item) === '*') === true;
  return effect === 'Allow' && conditions.length === 0 && isAll(action?.items) && isAll(resource?.items);
}
