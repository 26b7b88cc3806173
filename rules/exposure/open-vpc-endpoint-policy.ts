import { isEverybody } from '../../src/access/principals.js';
import { serviceWildcards } from '../../src/access/service-wildcard.js';
import { isOnEveryResource } from '../../src/access/statement-set.js';
import { displayText } from '../../src/document/value.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'open-vpc-endpoint-policy',
  category: 'exposure',
  severity: 'low',
  preset: 'strict',
  summary: 'The policy of a VPC endpoint lets everything through',
  why: `
An endpoint is a way out of the VPC that needs no internet. With the policy that AWS gives it by default, whoever runs
code in the VPC can call the service with any credentials, those of another account among them: a stolen object goes to a
stranger's bucket and never passes the firewall. The endpoint's policy is the one place that sees both who calls and what
is called.`,
  fix: `
Let through what belongs to the organization, in both directions:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": "*",
  "Action": "*",
  "Resource": "*",
  "Condition": {
    "StringEquals": {
      "aws:PrincipalOrgID": "o-exampleorgid",
      "aws:ResourceOrgID": "o-exampleorgid"
    }
  }
}
\`\`\`

Buckets of AWS's own, such as those of package repositories, need a statement of their own.`,
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  ],
  aliases: ['cwe:CWE-732'],

  policyKinds: ['endpoint'],

  *statement(statement, policy) {
    const { effect, principal, conditions, unknown } = statement;
    if (effect !== 'Allow' || principal === undefined || conditions.length > 0 || unknown.length > 0) return;
    const isForAll = principal.negated || principal.items.some(isEverybody);
    if (!isForAll || !isOnEveryResource(statement)) return;
    // A Deny beside it may be what narrows it.
    if (policy.statements.some((other) => other.effect !== 'Allow')) return;
    const [wildcard] = serviceWildcards(statement, policy);
    if (wildcard === undefined) return;
    const words = displayText(wildcard.item);
    yield { at: wildcard.item, message: `\`${words}\` lets anyone in the VPC through to any resource of any account` };
  },
} satisfies Rule;
