import { has } from '../../src/access/action-set.js';
import { satisfiable } from '../../src/access/satisfiable.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { actionId } from '../../src/aws/actions.js';
import { unknownParts } from '../../src/inventory/model.js';
import { type Condition, conditionKeyName, displayText, type Statement } from '../../src/policy/index.js';
import { matches } from '../../src/policy/wildcard.js';
import type { PlacedPolicy, Rule } from '../../src/rule.js';

export default {
  id: 'scp-missing-baseline',
  category: 'organization',
  severity: 'info',
  preset: 'strict',
  summary: 'No service control policy of the input keeps accounts from what nearly every organization forbids',
  why: `
A member account can leave the organization, and with it all its guardrails; its root user is bound by nothing but service
control policies; and whoever stops the trail or the detector is seen by nobody any more. Nearly every organization denies
these to its accounts. Where an input brings service control policies and none of them does, it may be that another
template holds the rest: this rule looks at one at a time, and counts every \`Deny\`, whomever it excepts.`,
  fix: `
Add what is missing to a policy that is attached to the root of the organization:

\`\`\`json
[
  {
    "Effect": "Deny",
    "Action": [
      "organizations:LeaveOrganization",
      "cloudtrail:StopLogging",
      "cloudtrail:DeleteTrail",
      "guardduty:DeleteDetector"
    ],
    "Resource": "*"
  },
  {
    "Effect": "Deny",
    "Action": "*",
    "Resource": "*",
    "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:root" } }
  }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html#ru-bp-organizations-scp',
    'https://docs.aws.amazon.com/prescriptive-guidance/latest/transitioning-to-multiple-aws-accounts/preventative-controls.html',
  ],

  *inventory({ policies }) {
    const ours = policies.filter(({ kind, resource }) => kind === 'scp' && resource !== undefined);
    const [first] = ours;
    // Of what is not told, a part may deny it.
    if (first === undefined || ours.some(isOpen)) return;
    const denies = ours.flatMap(({ statements }) => statements).filter(isDeny);
    const missing = BASELINE.filter(({ isDenied }) => !denies.some(isDenied)).map(({ what }) => what);
    if (missing.length === 0) return;
    yield {
      at: first.resource ?? first,
      message: `\`${nameOf(first)}\`${ours.length === 1 ? ' does' : ` and ${ours.length - 1} more do`} not deny ${listed(missing)}`,
      related: ours.slice(1).map((policy) => ({ at: policy.resource ?? policy, message: 'Nor does this one' })),
    };
  },
} satisfies Rule;

interface Baseline {
  /** What is to be denied, behind "does not deny". */
  readonly what: string;
  readonly isDenied: (statement: Statement) => boolean;
}

const BASELINE: readonly Baseline[] = [
  { what: 'leaving the organization', isDenied: (statement) => speaksOf(statement, 'organizations:LeaveOrganization') },
  { what: 'use of the root user', isDenied: isForRoot },
  {
    what: 'stopping of trails',
    isDenied: (statement) => ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'].some((id) => speaksOf(statement, id)),
  },
  { what: 'removal of detectors', isDenied: (statement) => speaksOf(statement, 'guardduty:DeleteDetector') },
];

/** Whether a policy may say more than is told. */
function isOpen(policy: PlacedPolicy): boolean {
  return policy.statements.length === 0 || unknownParts(policy).length > 0;
}

function isDeny(statement: Statement): boolean {
  return statement.effect === 'Deny' && satisfiable(statement).verdict !== 'no';
}

/** Whether a Deny is about an action, for others than root users. */
function speaksOf(statement: Statement, action: string): boolean {
  const id = actionId(action);
  return id !== undefined && has(actionsOf(statement), id) && !isForRoot(statement);
}

const ROOT = 'arn:aws:iam::111122223333:root';

/** Whether a Deny picks root users: by their ARN, whatever else it asks for. */
function isForRoot({ conditions }: Statement): boolean {
  return conditions.some(isAboutRoot);
}

function isAboutRoot(condition: Condition): boolean {
  const { operator, values } = condition;
  if (conditionKeyName(condition) !== 'aws:principalarn' || operator.name?.includes('Not') === true) return false;
  return values.some((value) => matches(displayText(value), ROOT) || displayText(value).endsWith(':root'));
}

function nameOf({ name, resource }: PlacedPolicy): string {
  return name === undefined ? (resource?.name ?? 'The policy') : displayText(name);
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
