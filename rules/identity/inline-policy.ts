import { keyPlaceOf, type Located, outermost } from '../../src/document/place.js';
import { displayText } from '../../src/document/value.js';
import type { Holder, IdentityType, PlacedPolicy } from '../../src/inventory/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'inline-policy',
  category: 'identity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A user or group has an inline policy',
  why: `
An inline policy is part of the one identity that holds it. It is in no list of the account's policies, so a review of
policies passes it by; it has no versions, so a bad change cannot be rolled back; and when two identities need the same
access there are two copies, of which one gets the next fix. On a user it also gives access to one person by name, which
outlives the reason it was given for.

In CloudFormation, \`AWS::IAM::Policy\` is an inline policy too: it puts a copy into every user, group and role it names.`,
  fix: `
Make it a managed policy of its own and attach it to a group; users get it by being in the group:

\`\`\`yaml
ReadReports:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    Groups: [!Ref Analysts]
    PolicyDocument: # as before
\`\`\`

In Terraform: \`aws_iam_policy\` with \`aws_iam_group_policy_attachment\` instead of \`aws_iam_user_policy\` or
\`aws_iam_group_policy\`.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-policy.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/iam-no-inline-policy-check.html',
  ],
  aliases: [
    'cis-aws-3.0:1.15',
    'cis-aws-5.0:1.14',
    'cis-aws-6.0:2.14',
    'cis-aws-7.0:2.13',
    'security-hub:IAM.2',
    'cfn_nag:F10',
    'cfn_nag:F11',
    'checkov:CKV_AWS_40',
    'trivy:AVD-AWS-0143',
    'kics:iam_groups_inline_policies',
    'kics:iam_policy_on_user',
    'kics:iam_policies_without_groups',
    'terrascan:AC_AWS_0475',
    'regula:FG_R00007',
    'cdk-nag:IAMNoInlinePolicy',
    'cdk-nag:IAMUserNoPolicies',
    'guard:IAM_NO_INLINE_POLICY_CHECK',
    'guard:IAM_NO_POLICY_ON_USER',
    'aws-config:iam-no-inline-policy-check',
  ],

  *policy(policy) {
    yield* inlinePolicyOf(policy, ['user', 'group']);
  },
} satisfies Rule;

/** One problem if the policy is an inline policy of identities of these types, however many. */
export function* inlinePolicyOf(policy: PlacedPolicy, types: readonly IdentityType[]): Iterable<Problem> {
  const holders = policy.holders.known.filter(({ type }) => types.includes(type));
  if (policy.form !== 'inline' || holders.length === 0) return;
  const subject = policy.name === undefined ? 'This' : `\`${displayText(policy.name)}\``;
  const message = `${subject} is an inline policy of ${holderList(holders)}: no versions, in no list of policies`;
  yield { at: nameOrDocument(policy), message };
}

/** Where the policy is named; where it has no name, the key that its document stands under. */
function nameOrDocument({ name, place }: PlacedPolicy): Located {
  const { document, node } = outermost(place);
  return name ?? { place: keyPlaceOf(document, node) };
}

/** As many names as fit into a message. */
const MOST_NAMES = 3;

function holderList(holders: readonly Holder[]): string {
  const words = holders.slice(0, MOST_NAMES).map(({ type, name }) => `${type} \`${name}\``);
  const more = holders.length - words.length;
  return more > 0 ? `${words.join(', ')} and ${more} more` : words.join(' and ');
}
