import { isEmpty } from '../../src/access/action-set.js';
import { includesStrangers } from '../../src/access/principals.js';
import { leftToStrangers } from '../../src/access/public.js';
import { displayText, literalOf, type Text } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import { propertyVariants } from '../../src/inventory/property.js';
import { standingOf, type World } from '../../src/inventory/world.js';
import { parseArn } from '../../src/policy/arn.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import { isNegatedOperator } from '../../src/policy/operator.js';
import type { Rule } from '../../src/rule.js';
import { actionWords } from './public-resource-policy.js';
import { textsAt } from './public-snapshot-or-image.js';

export default {
  id: 'cross-account-access',
  category: 'exposure',
  severity: 'low',
  preset: 'recommended',
  summary: 'A resource policy lets in an account that the configuration names neither as own nor as trusted',
  why: `
The policy lets in another account, or somebody of it. What happens there (who may use the access, whether people leave
with their keys, whether the account is still a partner's) is decided by others, and no review of one's own accounts shows
it. Often it is right; that it is meant is what the configuration can say.

The rule speaks only where the configuration names one's own accounts (\`accounts\`). A condition on one's own
organization keeps others out, whatever the principal says.`,
  fix: `
Take the account out of the policy, or name it with the reason in the configuration:

\`\`\`yaml
accounts: ['111122223333']
trustedAccounts:
  - account: '444455556666'
    name: the payroll provider
    reason: writes the pay slips, contract until 2027
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html',
  ],
  aliases: ['cwe:CWE-284'],
  coveredBy: [
    'public-s3-principal',
    'public-resource-policy',
    'public-network-resource-policy',
    'public-policy-blocked',
  ],

  policyKinds: ['resource'],

  *statement(statement, policy, _options, world) {
    if (world.accounts.size === 0 || statement.effect !== 'Allow') return;
    const outsiders = letIn(statement).filter((text) => isOutside(text, world));
    if (outsiders.length === 0 || isKeptOut(statement, policy, world)) return;
    const what = actionWords(statement, policy);
    for (const at of outsiders) {
      const message = `\`${displayText(at)}\` may call ${what}, and is of no account that the configuration names`;
      yield { at, message };
    }
  },

  *resource(resource, _options, world) {
    const path = Object.hasOwn(SHARED_WITH, resource.type) ? SHARED_WITH[resource.type] : undefined;
    if (path === undefined || world.accounts.size === 0) return;
    const [property = '', ...rest] = path;
    for (const { value, when } of propertyVariants(resource, property)) {
      for (const at of value === undefined ? [] : textsAt(value, rest)) {
        if (!isOutside(at, world)) continue;
        const message = `\`${displayText(at)}\` is let in by \`${resource.name}\`, and is of no account that the configuration names`;
        yield { at, when, message };
      }
    }
  },
} satisfies Rule;

/** Where resources that let accounts in by no policy name them: by CloudFormation's types, else by Terraform's. */
const SHARED_WITH: Readonly<Record<string, readonly string[]>> = {
  'AWS::ImageBuilder::DistributionConfiguration': [
    'Distributions',
    'AmiDistributionConfiguration',
    'LaunchPermissionConfiguration',
    'UserIds',
  ],
  'AWS::EC2::VPCEndpointServicePermissions': ['AllowedPrincipals'],
  'AWS::RAM::ResourceShare': ['Principals'],
  aws_ami_launch_permission: ['UserId'],
  aws_db_cluster_snapshot: ['SharedAccounts'],
  aws_db_snapshot: ['SharedAccounts'],
  aws_db_snapshot_copy: ['SharedAccounts'],
  aws_kms_grant: ['GranteePrincipal'],
  aws_ram_principal_association: ['Principal'],
  aws_rds_cluster_snapshot_copy: ['SharedAccounts'],
  aws_snapshot_create_volume_permission: ['UserId'],
  aws_vpc_endpoint_service: ['AllowedPrincipals'],
  aws_vpc_endpoint_service_allowed_principal: ['AllowedPrincipal'],
};

/** Those whom a statement lets in: by name, or by a condition where its principal is everybody. */
function letIn({ principal, conditions }: Statement): readonly Text[] {
  if (principal === undefined || principal.negated) return [];
  const named = principal.items.flatMap(({ type, value }) =>
    type === 'AWS' && literalOf(value) !== '*' ? [value] : [],
  );
  return includesStrangers(principal)
    ? [...named, ...conditions.filter(namesCallers).flatMap(({ values }) => values)]
    : named;
}

/** Keys by which a statement for everybody says who is meant. */
const CALLERS: readonly string[] = ['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount'];

function namesCallers(condition: Condition): boolean {
  return CALLERS.includes(conditionKeyName(condition) ?? '') && !isNegatedOperator(condition.operator);
}

/** Whether an account, or a principal of one, is of an account that the configuration does not name. */
function isOutside(text: Text, world: World): boolean {
  const literal = literalOf(text) ?? '';
  const [account] = /^\d{12}$/.test(literal) ? [literal] : (parseArn(text)?.account ?? []);
  return typeof account === 'string' && /^\d{12}$/.test(account) && standingOf(account, world) === 'other';
}

/** Whether only those of an organization get in, or a Deny keeps all others out. */
function isKeptOut(statement: Statement, policy: PlacedPolicy, { organizations }: World): boolean {
  const isOwn = ({ values }: Condition) =>
    values.every((value) => organizations.size === 0 || organizations.has(displayText(value).split('/')[0] ?? ''));
  const isByOrganization = (condition: Condition) =>
    /^aws:principalorg(?:id|paths)$/.test(conditionKeyName(condition) ?? '') && isOwn(condition);
  if (statement.conditions.some((condition) => isByOrganization(condition) && asksFor(condition))) return true;
  const denies = policy.statements.filter(
    ({ effect, conditions }) => effect === 'Deny' && conditions.every(isByOrganization),
  );
  return denies.length > 0 && isEmpty(leftToStrangers(statement, { ...policy, statements: denies }));
}

/** Whether a condition holds for the listed values alone: not where the key is absent, nor for all others. */
function asksFor({ operator }: Condition): boolean {
  return !isNegatedOperator(operator) && !operator.ifExists && operator.set !== 'ForAllValues';
}
