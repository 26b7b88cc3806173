import { amount } from '../../src/access/amount.js';
import { strongRoles } from '../../src/inventory/escalation/stronger.js';
import { isAdministrator } from '../../src/inventory/escalation/subject.js';
import { type Workload, workloadsIn } from '../../src/inventory/workloads.js';
import type { Identity, Rule } from '../../src/rule.js';

export default {
  id: 'workload-admin-role',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'A function, task, instance or build runs with the role of an administrator',
  why: `
What runs with an administrator's role is an administrator: whoever finds a bug in it, slips something into its
dependencies or may change its code has the account. A role that can make itself administrator is as good.

Reported is what the input declares together with its role, directly or by an instance profile: each role once.`,
  fix: `
Give it a role of its own with what it calls, on what it uses:

\`\`\`yaml
Resize:
  Type: AWS::Lambda::Function
  Properties:
    Role: !GetAtt ResizeRole.Arn
\`\`\`

IAM Access Analyzer can write the role's policy from what CloudTrail saw it do.`,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  aliases: ['cwe:CWE-250', 'kics:lambda_function_with_privileged_role', 'kics:ecs_service_admin_role_is_present'],

  *inventory(inventory) {
    const workloads = workloadsIn(inventory);
    if (workloads.length === 0) return;
    const byRole = new Map<Identity, Workload[]>();
    for (const workload of workloads) {
      const known = byRole.get(workload.role);
      if (known === undefined) byRole.set(workload.role, [workload]);
      else known.push(workload);
    }
    for (const { subject } of strongRoles(inventory)) {
      const [first, ...others] = (subject.identity && byRole.get(subject.identity)) ?? [];
      if (first === undefined) continue;
      const power = isAdministrator(subject) ? 'do everything' : 'become administrator';
      const { role } = first;
      yield {
        at: { place: first.place },
        message: messageOf(first, others.length, power),
        related: [
          { at: role, message: `With it, role \`${role.name}\` can ${power}` },
          ...others.map((other) => ({ at: { place: other.place }, message: `${other.what} runs with it, too` })),
        ],
      };
    }
  },
} satisfies Rule;

/** A message is to fit a line. */
const LONGEST = 160;

function messageOf({ what, resource, role }: Workload, others: number, power: string): string {
  const more = others === 0 ? '' : ` and ${amount(others)} more`;
  const variants = [`\`${role.name}\``, 'The role'].flatMap((name) =>
    [`${what} \`${resource.name}\``, `this ${what}`].map((user) => `${name} lets ${user}${more} ${power}`),
  );
  return variants.find((message) => message.length <= LONGEST) ?? variants.at(-1) ?? '';
}
