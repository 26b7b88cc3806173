import { count, minus } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import { assumable, requestsWith } from '../../src/access/assume.js';
import { allowedEverywhere, deniedEverywhere } from '../../src/access/statement-set.js';
import { literalOf } from '../../src/document/value.js';
import { policiesOf } from '../../src/inventory/model.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import { isNegatedOperator } from '../../src/policy/operator.js';
import type { Identity, PlacedPolicy, Principal, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'pod-identity-unpinned',
  category: 'trust',
  severity: 'low',
  preset: 'strict',
  summary: 'A role with broad rights takes pods of any cluster, namespace and service account',
  why: `
EKS Pod Identity gives a pod the role that an association names for its service account. The trust policy names but the
service, \`pods.eks.amazonaws.com\`, so whoever may create associations (\`eks:CreatePodIdentityAssociation\` with
\`iam:PassRole\`), in any cluster of the account, can run a pod with the role. Where the role may do much on all resources, it
pays to say in the role itself which namespace and service account it is for.`,
  fix: `
Ask for the tags that EKS sets on the session:

\`\`\`json
"Principal": { "Service": "pods.eks.amazonaws.com" },
"Action": ["sts:AssumeRole", "sts:TagSession"],
"Condition": {
  "StringEquals": {
    "aws:RequestTag/kubernetes-namespace": "payments",
    "aws:RequestTag/kubernetes-service-account": "worker"
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html',
  ],
  aliases: ['cwe:CWE-284'],

  *identity(identity) {
    const { trust } = identity;
    for (const statement of trust?.statements ?? []) {
      const service = podsIn(statement);
      if (service === undefined || trust === undefined || !isOpen(statement, service, trust)) continue;
      const broad = actionsOnAll(identity);
      if (broad === 0) continue;
      const actions = `${amount(broad)} ${broad === 1 ? 'action' : 'actions'}`;
      yield {
        at: service,
        message: `\`${SERVICE}\` lets pods of any namespace assume \`${identity.name}\`, which may do ${actions} on all resources`,
      };
    }
  },
} satisfies Rule;

const SERVICE = 'pods.eks.amazonaws.com';

/** The principal that stands for pods, of an Allow. */
function podsIn({ effect, principal }: Statement): Principal | undefined {
  if (effect !== 'Allow' || principal === undefined || principal.negated) return undefined;
  return principal.items.find(({ type, value }) => type === 'Service' && literalOf(value) === SERVICE);
}

/** The tags that tell pods apart, and the cluster or association that they come from. */
const PINS =
  /^aws:(?:requesttag\/(?:kubernetes-(?:namespace|service-account|pod-name|pod-uid)|eks-cluster-arn|eks-cluster-name)|sourcearn)$/;

/** Whether pods can assume the role whatever they are. */
function isOpen(statement: Statement, service: Principal, trust: PlacedPolicy): boolean {
  const { principal } = statement;
  if (principal === undefined) return false;
  const own = { ...statement, principal: { ...principal, items: [service], unknown: [] } };
  const others = own.conditions
    .filter((condition) => PINS.test(conditionKeyName(condition) ?? '') && !isNegatedOperator(condition.operator))
    .filter(({ values }) => values.every((value) => !/^[*?]*$/.test(literalOf(value) ?? 'told')))
    .flatMap((condition) =>
      requestsWith({ ...condition, operator: { ...condition.operator, ifExists: false, set: undefined } }),
    );
  return assumable(own, trust, { action: 'sts:AssumeRole', others }).verdict === 'yes';
}

/** How many actions the policies in sight allow on all resources. */
function actionsOnAll(identity: Identity): number {
  const policies = policiesOf(identity);
  const { actions, grants } = allowedEverywhere(policies);
  return count(minus(actions, deniedEverywhere(policies, grants)));
}
