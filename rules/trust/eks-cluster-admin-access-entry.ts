import { displayText, literalOf, member, stringOfValue, type Text, type Value } from '../../src/document/value.js';
import type { Resource } from '../../src/inventory/model.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'eks-cluster-admin-access-entry',
  category: 'trust',
  severity: 'high',
  preset: 'recommended',
  summary: 'An EKS access entry makes cluster administrators of more than one named role',
  why: `
An access entry gives an identity of IAM rights in the cluster, and \`AmazonEKSClusterAdminPolicy\` on the whole cluster, or
the group \`system:masters\`, gives it all: every secret of every namespace, every pod, and by way of the pods every role
that they run with. An entry for an account's root, or for a pattern, hands that to whoever holds an identity of that
account, today and later, and nobody sees in the cluster who that is.`,
  fix: `
Make one role administrator, which few may assume, and give all others what they need in their namespaces:

\`\`\`yaml
Admins:
  Type: AWS::EKS::AccessEntry
  Properties:
    ClusterName: !Ref Cluster
    PrincipalArn: !GetAtt ClusterAdminRole.Arn
    AccessPolicies:
      - PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        AccessScope: { Type: cluster }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html',
  ],
  aliases: ['cwe:CWE-269'],

  *resource(resource) {
    if (!TYPES.includes(resource.type)) return;
    for (const { value, when } of propertyVariants(resource, 'PrincipalArn')) {
      if (value?.kind !== 'text' || !isWide(value) || !isAdministrator(resource)) continue;
      yield {
        at: value,
        when,
        message: `\`${displayText(value)}\` makes more than one role administrator of the cluster`,
      };
    }
  },
} satisfies Rule;

const TYPES: readonly string[] = ['AWS::EKS::AccessEntry', 'aws_eks_access_policy_association'];

/** More than one identity: an account, or a pattern. */
function isWide(value: Text): boolean {
  const last = value.parts.at(-1);
  if (typeof last === 'string' && /(?:^|:)root$/.test(last)) return true;
  const literal = literalOf(value);
  return (
    (literal !== undefined && /^\d{12}$/.test(literal)) ||
    value.parts.some((part) => typeof part === 'string' && /[*?]/.test(part))
  );
}

/** By a policy on the whole cluster, or by a group; in Terraform the policy is an association of its own. */
function isAdministrator({ properties }: Resource): boolean {
  const policies = itemsOf(member(properties, 'AccessPolicies'));
  const groups = itemsOf(member(properties, 'KubernetesGroups'));
  return (
    [properties, ...policies].some(isClusterAdmin) || groups.some((group) => stringOfValue(group) === 'system:masters')
  );
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

function isClusterAdmin(policy: Value | undefined): boolean {
  const arn = member(policy, 'PolicyArn');
  const name = arn?.kind === 'text' ? arn.parts.at(-1) : undefined;
  const isAdmin = typeof name === 'string' && name.endsWith('/AmazonEKSClusterAdminPolicy');
  return isAdmin && stringOfValue(member(member(policy, 'AccessScope'), 'Type'))?.toLowerCase() !== 'namespace';
}
