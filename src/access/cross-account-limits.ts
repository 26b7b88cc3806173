import type { Text } from '../document/value.js';
import { literalOf } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, Principal, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import type { Answer } from './answer.js';
import { assumable, isLike, requestsWith } from './assume.js';
import { keepsStrangersOut } from './caller-condition.js';
import type { Cube } from './engine/cube.js';

const EXTERNAL_ID = 'sts:externalid';
const MFA = 'aws:multifactorauthpresent';

/** Keys that tell identities of one account apart. */
const OF_IDENTITIES = /^aws:(?:principalarn|principaltag\/.+|principaltype|userid|username)$/;

/** Keys that say from where one has to come, or of which organization one has to be. */
const OF_CALLERS =
  /^aws:(?:ec2instancesourcevpc|principalorg(?:id|paths)|resourceorg(?:id|paths)|source(?:ip|vpc|vpcarn|vpce)|vpce(?:account|orgid|orgpaths))$/;

/**
 * Whether a principal can assume the role with nothing asked of him but who he is: no external id that is fixed, no MFA,
 * no organization, no network. Asked of the requests that are allowed, so that what only seems to limit does not count.
 *
 * @param also whether what tells the identities of an account apart counts as a limit too
 */
export function assumableAtWill(statement: Statement, policy: Policy, principal: Principal, also = false): Answer {
  const { principal: element } = statement;
  if (element === undefined) return { verdict: 'no', grants: [], reasons: [] };
  const own = { ...statement, principal: { ...element, items: [principal], unknown: [] } };
  const others = [own, ...policy.statements.filter(({ effect }) => effect === 'Deny')].flatMap((one) =>
    one.conditions.flatMap((condition) => limitOf(condition, one, also)),
  );
  return assumable(own, policy, { action: 'sts:AssumeRole', others });
}

/** The requests that fulfil what a condition asks for, where that is a limit. */
function limitOf(condition: Condition, { effect, conditions }: Statement, also: boolean): readonly Cube[] {
  const key = conditionKeyName(condition);
  if (key === undefined || isNegatedOperator(condition.operator) !== (effect === 'Deny')) return [];
  const asked = plainly(condition);
  if (key === EXTERNAL_ID) {
    const ids = asked.values.filter(isExternalId);
    return ids.length === 0 ? [] : requestsWith(isLike(EXTERNAL_ID, ids));
  }
  if (key === MFA) return asked.values.every(isTrue) ? requestsWith(asked) : [];
  if (also && OF_IDENTITIES.test(key)) return requestsWith(asked);
  return OF_CALLERS.test(key) && keepsStrangersOut(asked, [asked, ...conditions]) === 'yes' ? requestsWith(asked) : [];
}

/** A condition as a positive one that needs its key: what a Deny spares, for one of a Deny. */
function plainly(condition: Condition): Condition {
  const { operator } = condition;
  const name = operator.name?.replace('Not', '');
  const set = operator.set === undefined ? undefined : 'ForAnyValue';
  return { ...condition, operator: { ...operator, name, ifExists: false, set } };
}

/** AWS takes external ids of two characters and more. A wildcard in one is no secret between two. */
function isExternalId(value: Text): boolean {
  const literal = literalOf(value);
  if (literal !== undefined) return literal.length > 1 && !/[*?]/.test(literal);
  return value.parts.every((part) => (typeof part === 'string' ? !/[*?]/.test(part) : part.kind === 'hole'));
}

function isTrue(value: Text): boolean {
  return literalOf(value)?.toLowerCase() === 'true';
}
