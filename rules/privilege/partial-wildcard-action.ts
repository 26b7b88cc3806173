import { type ActionSet, count, countByLevel, expand, isSubset, minus, union } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { applicable } from '../../src/access/applicable.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { serviceWildcards } from '../../src/access/service-wildcard.js';
import { displayText, literalOf, type Text } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import { hasWildcard } from '../../src/policy/wildcard.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'partial-wildcard-action',
  category: 'privilege',
  severity: 'low',
  preset: 'recommended',
  summary: 'A wildcard within an action stands for more changes than are listed',
  why: `
\`iam:Create*\` reads like one thing and is twenty-odd: users, access keys, login profiles, versions of policies. Nobody
who reviews the policy sees which, and AWS adds to them. What was meant are two or three of them as a rule.

Reported are wildcards inside an action that reach writing, tagging or permissions management on the statement's
resources, once a statement, the one that reaches the most. Denies of the same policy are taken into account. Silent:
wildcards that only list and read (\`ec2:Describe*\`, \`s3:Get*\`), those that stand for one action, a few families that
AWS's own documents write so (\`kms:GenerateDataKey*\`), whole services, which \`wildcard-action\` and
\`wildcard-action-scoped\` report, resource policies, and policies that grant nothing.`,
  fix: `
List what is called:

\`\`\`json
"Action": ["dynamodb:PutItem", "dynamodb:UpdateItem"]
\`\`\`

\`leastwise expand 'dynamodb:*Item'\` shows what a wildcard stands for today.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  aliases: ['cwe:CWE-732', 'cdk-nag:AwsSolutions-IAM5', 'trivy:AVD-AWS-0057'],
  coveredBy: ['admin-access', 'wildcard-action'],

  policyKinds: ['identity', 'session'],

  *statement(statement, policy) {
    const wildcards = partialWildcards(statement, policy);
    const [widest] = [...wildcards].sort((a, b) => b.changes - a.changes);
    if (widest === undefined) return;
    const { item, actions } = widest;
    const others = wildcards.filter((other) => other !== widest);
    const more = others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'wildcard' : 'wildcards'}`;
    yield { at: item, message: `\`${displayText(item)}\` stands for ${levelWords(actions)}${more}` };
  },
} satisfies Rule;

interface PartialWildcard {
  readonly item: Text;
  readonly actions: ActionSet;
  /** How many of the actions change something. */
  readonly changes: number;
}

/** The entries of an Allow with a wildcard in the action's name, of which some action that changes something is left. */
function partialWildcards(statement: Statement, policy: PlacedPolicy): readonly PartialWildcard[] {
  const { action, effect } = statement;
  if (effect !== 'Allow' || action === undefined || action.negated) return [];
  const suspects = action.items.filter((item) => mayChange(literalOf(item) ?? ''));
  if (suspects.length === 0) return [];
  const whole = union(serviceWildcards(statement, policy).map(({ item }) => expand(literalOf(item) ?? '')));
  const denied = deniedOn(statement, [policy]);
  return suspects.flatMap((item) => {
    const named = expand(literalOf(item) ?? '');
    if (changesIn(named) === 0 || isSubset(named, whole)) return [];
    const actions = applicable(minus(named, denied), statement);
    const changes = changesIn(actions);
    return changes === 0 || count(actions) === 1 ? [] : [{ item, actions, changes }];
  });
}

/** Whether an entry has a wildcard, and does not begin as those that list and read do: most are seen through at once. */
function mayChange(pattern: string): boolean {
  return (
    hasWildcard(pattern) && !/^[a-z0-9-]+:(?:describe|get|list)/i.test(pattern) && !IDIOMS.has(pattern.toLowerCase())
  );
}

/**
 * Families that AWS's own documents and policies write with a wildcard, all of whose actions go together.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html
 */
const IDIOMS: ReadonlySet<string> = new Set(['ecs:submit*', 'kms:generatedatakey*', 'kms:reencrypt*']);

function changesIn(actions: ActionSet): number {
  const levels = countByLevel(actions);
  return levels.Write + levels.Tagging + levels['Permissions management'];
}

/** What a set stands for, by access level: `24 actions: 22 write, 2 manage permissions`. */
function levelWords(actions: ActionSet): string {
  const levels = countByLevel(actions);
  const total = count(actions);
  const parts: readonly (readonly [number, string])[] = [
    [levels.Write, 'write'],
    [levels.Tagging, 'tag'],
    [levels['Permissions management'], 'manage permissions'],
  ];
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${amount(number)} ${what}`);
  return `${amount(total)} ${total === 1 ? 'action' : 'actions'}: ${words.join(', ')}`;
}
