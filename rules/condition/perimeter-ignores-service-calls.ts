import { type DeniedServiceCalls, deniedServiceCalls } from '../../src/access/service-calls.js';
import { displayText } from '../../src/document/value.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'perimeter-ignores-service-calls',
  category: 'condition',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A Deny by network or organization also denies what AWS services do',
  why: `
Much of what people do in AWS is done by a service for them: CloudFormation creates the resources of a stack, Athena
reads the objects of a query, with the permissions of whoever asked, and from the network of the service. A Deny for all
addresses but the office's, or for all but a VPC, denies those calls. And services that act for themselves, such as
CloudTrail when it delivers its logs, belong to no organization, so that a Deny for all but one's own keeps them out.

It is found out when a deployment fails or the logs are missing, and it is mended in a hurry, mostly by dropping the Deny.
Silent: trust and endpoint policies, actions that no service takes for anybody (calls of an API, mounts, connections), and
resource policies that let no service in.`,
  fix: `
Ask beside it whether it is the caller himself who asks:

\`\`\`json
"Effect": "Deny",
"Condition": {
  "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" },
  "Bool": { "aws:ViaAWSService": "false" }
}
\`\`\`

and, where services act for themselves, whether it is one of them:

\`\`\`json
"Effect": "Deny",
"Condition": {
  "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" },
  "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html',
  ],
  aliases: ['cwe:CWE-863'],
  coveredBy: ['private-source-ip'],

  *statement(statement, policy) {
    if (statement.effect !== 'Deny' || statement.conditions.length === 0) return;
    const found = deniedServiceCalls(statement, policy);
    if (found === undefined) return;
    const { condition } = found;
    const words = `\`${displayText(condition.operator.text)}\` on \`${displayText(condition.key)}\``;
    yield {
      at: condition,
      message: `${words} also denies ${consequence(found)}`,
      related: found.service === undefined ? [] : [{ at: found.service, message: 'This service is let in here' }],
    };
  },
} satisfies Rule;

function consequence({ of, service }: DeniedServiceCalls): string {
  if (of === 'the caller') return 'what AWS services do for the caller: `aws:ViaAWSService` is not asked';
  const who = service === undefined ? 'AWS services' : `\`${displayText(service.value)}\``;
  return `${who}: \`aws:PrincipalIsAWSService\` is not asked`;
}
