import { displayText } from '../document/value.js';
import type { Principal } from '../policy/model.js';
import { matches } from '../policy/wildcard.js';
import { namesOf } from './called.js';
import type { Identity } from './model.js';

/** Identities that are meant to be administrators. */
export interface ExpectedAdministrator {
  /** A name, with `*` and `?`. */
  readonly name: string;
  readonly reason?: string;
}

/** Why somebody is expected to be administrator, and who says so. */
export interface Expected {
  readonly by: 'config' | 'built-in';
  readonly reason: string;
}

/** Roles by which AWS's own services set up whole accounts, where only these can become them. */
const BUILT_IN: readonly (Required<ExpectedAdministrator> & {
  readonly isTrusted: (principal: Principal) => boolean;
})[] = [
  {
    name: 'AWSControlTowerExecution',
    reason: 'AWS Control Tower sets up accounts by it',
    isTrusted: isAccount,
  },
  {
    name: 'OrganizationAccountAccessRole',
    reason: 'AWS Organizations makes it for the management account',
    isTrusted: isAccount,
  },
  {
    name: 'AWSCloudFormationStackSetExecutionRole',
    reason: 'CloudFormation deploys stack sets by it',
    isTrusted: isAccount,
  },
  { name: 'stacksets-exec-*', reason: 'CloudFormation deploys stack sets by it', isTrusted: isAccount },
  {
    name: 'cdk-*-cfn-exec-role-*',
    reason: 'CloudFormation deploys CDK apps by it',
    isTrusted: ({ type, value }) => type === 'Service' && displayText(value).startsWith('cloudformation.'),
  },
];

/** An account, or a role of one: not everybody, and no federation. */
function isAccount({ type, value }: Principal): boolean {
  return type === 'AWS' && !/[*?]/.test(displayText(value));
}

/**
 * Whether an identity is meant to be administrator: by the configuration, or as a role of AWS's own services whose trust
 * policy lets nobody else in.
 */
export function expectedAdministrator(
  identity: Identity,
  configured: readonly ExpectedAdministrator[],
): Expected | undefined {
  const names = namesOf(identity);
  const isCalled = ({ name: pattern }: ExpectedAdministrator) => names.some((name) => matches(pattern, name));
  const own = configured.find(isCalled);
  if (own !== undefined) return { by: 'config', reason: own.reason ?? 'expected administrator' };
  if (identity.type !== 'role') return undefined;
  const known = BUILT_IN.find((role) => isCalled(role) && trustsOnly(identity, role.isTrusted));
  return known && { by: 'built-in', reason: known.reason };
}

function trustsOnly({ trust }: Identity, isTrusted: (principal: Principal) => boolean): boolean {
  if (trust === undefined || trust.unknown.length > 0) return false;
  const letting = trust.statements.filter(({ effect }) => effect !== 'Deny');
  return (
    letting.length > 0 &&
    letting.every(
      ({ principal }) =>
        principal !== undefined &&
        !principal.negated &&
        principal.unknown.length === 0 &&
        principal.items.every(isTrusted),
    )
  );
}
