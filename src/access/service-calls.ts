import { literalOf } from '../document/value.js';
import { conditionKeyName } from '../policy/condition-key.js';
import type { Condition, Policy, PolicyKind, Principal, Statement } from '../policy/model.js';
import { isNegatedOperator } from '../policy/operator.js';
import { areDisjoint, expandAll, isSubset } from './action-set.js';
import { includesStrangers } from './principals.js';
import { actionsOf } from './statement-set.js';

/** A condition of a Deny by which calls of AWS services are denied as well. */
export interface DeniedServiceCalls {
  readonly condition: Condition;
  /** Calls that a service makes for the caller, with his permissions; or those of a service that the policy lets in. */
  readonly of: 'the caller' | 'a service';
  /** A service that the policy lets in and the Deny keeps out. */
  readonly service?: Principal;
}

/** Where a request comes from: another place than the caller's, where a service calls for him. */
const NETWORK = /^aws:(?:sourceip|sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths)$/;

/** Whose identity asks: none that a service has. */
const ORGANIZATION = /^aws:principalorg(?:id|paths)$/;

/**
 * Whether a Deny that keeps a perimeter also denies what AWS services do. A service that acts for a caller does so from
 * its own network, with the caller's identity; a service that acts for itself belongs to no organization.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export function deniedServiceCalls(statement: Statement, policy: Policy): DeniedServiceCalls | undefined {
  if (statement.effect !== 'Deny' || !PERIMETERS.includes(policy.kind)) return undefined;
  const condition = statement.conditions.find(isPerimeter);
  if (condition === undefined || isSubset(actionsOf(statement), expandAll(NOT_BY_SERVICES))) return undefined;
  const isOfNetwork = NETWORK.test(conditionKeyName(condition) ?? '');
  if (isOfNetwork && !statement.conditions.some(sparesCallsForOthers)) return { condition, of: 'the caller' };
  if (policy.kind === 'identity' || statement.conditions.some(sparesServices) || !speaksToServices(statement))
    return undefined;
  if (policy.kind === 'rcp') return isOfNetwork ? undefined : { condition, of: 'a service' };
  const service = policy.statements.map((allow) => serviceLetIn(allow, statement)).find((one) => one !== undefined);
  return service === undefined ? undefined : { condition, of: 'a service', service };
}

/** A trust policy is about becoming a role, which no service does for somebody; an endpoint is a network itself. */
const PERIMETERS: readonly PolicyKind[] = ['identity', 'resource', 'boundary', 'scp', 'rcp', 'session'];

/** Actions that clients take themselves, on a connection of their own: no service takes them for somebody. */
const NOT_BY_SERVICES: readonly string[] = [
  'aoss:*',
  'dax:*',
  'elasticfilesystem:Client*',
  'es:ESHttp*',
  'execute-api:*',
  'iot:*',
  'kafka-cluster:*',
  'lambda:InvokeFunctionUrl',
  'neptune-db:*',
  'rds-db:*',
  'redshift:GetClusterCredentials*',
  'signin:*',
  'ssm:StartSession',
  'sts:*',
  'vpc-lattice-svcs:*',
];

/** A condition that denies whoever is not of these networks, or of this organization. */
function isPerimeter({ operator, key }: Condition): boolean {
  const name = literalOf(key)?.toLowerCase() ?? '';
  if (!NETWORK.test(name) && !ORGANIZATION.test(name)) return false;
  return isNegatedOperator(operator) && operator.set !== 'ForAnyValue';
}

/** Keys by which calls that a service makes for a caller are told from his own. */
const FOR_OTHERS = /^(?:aws:calledvia(?:first|last)?|aws:viaawsmcpservice|kms:viaservice)$/;

/** Keys by which a service's own calls are told. */
const OF_SERVICES = /^aws:(?:principalservicename(?:slist)?|source(?:account|arn|orgid|orgpaths|owner)|principaltype)$/;

function sparesCallsForOthers(condition: Condition): boolean {
  const key = conditionKeyName(condition) ?? '';
  return FOR_OTHERS.test(key) || (key === 'aws:viaawsservice' && asksForFalse(condition));
}

function sparesServices(condition: Condition): boolean {
  const key = conditionKeyName(condition) ?? '';
  return OF_SERVICES.test(key) || (key === 'aws:principalisawsservice' && asksForFalse(condition));
}

/** Whether a condition on a boolean does not hold where it is true; what is not told may be so. */
function asksForFalse({ operator, values }: Condition): boolean {
  const isTrueListed = values.some((value) => literalOf(value)?.toLowerCase() === 'true');
  return isTrueListed === isNegatedOperator(operator);
}

/** Whether a Deny speaks to services at all, and not to certain identities alone. */
function speaksToServices({ principal }: Statement): boolean {
  return (
    principal === undefined || includesStrangers(principal) || principal.items.some(({ type }) => type === 'Service')
  );
}

/** A service that an Allow lets do what a Deny denies. */
function serviceLetIn({ effect, principal, ...allow }: Statement, deny: Statement): Principal | undefined {
  if (effect !== 'Allow' || principal === undefined || principal.negated) return undefined;
  const service = principal.items.find(({ type }) => type === 'Service');
  if (service === undefined || areDisjoint(actionsOf({ effect, principal, ...allow }), actionsOf(deny)))
    return undefined;
  return service;
}
