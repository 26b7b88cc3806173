import { lowerCase } from '../../src/aws/actions.js';
import { servicesOfResourcePolicy } from '../../src/aws/resource-policy-services.js';
import { hasWildcard, literalOf, parseArn, shortText, type Text } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'foreign-to-resource',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'The policy of a resource speaks of actions or ARNs of another service',
  why: `
The policy of a bucket, queue or key is about that resource alone. An action or an ARN of another service in it
(\`kms:Decrypt\` in a bucket's policy, an ARN of S3 in a queue's) does nothing there; most services refuse the policy,
S3 with \`Policy has invalid action\` or \`invalid resource\`. What was meant belongs into the policy of the other resource,
or of the identity.`,
  fix: `
Name the resource's own service, and let the other resource's policy say the rest:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
  "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::example-reports/*"
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-resource-arn-in-policy',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-action-in-policy',
  ],
  aliases: ['access-analyzer:UNSUPPORTED_ACTION_IN_POLICY', 'access-analyzer:UNSUPPORTED_RESOURCE_ARN_IN_POLICY'],
  policyKinds: ['resource'],

  *statement({ action, resource }, { resourceType }) {
    const own = resourceType === undefined ? undefined : servicesOfResourcePolicy(resourceType);
    const [usual] = own ?? [];
    if (own === undefined || usual === undefined) return;
    for (const item of action?.items ?? []) {
      const other = serviceOfAction(item);
      if (other === undefined || own.includes(other)) continue;
      yield {
        at: item,
        message: `\`${shortText(item, 45)}\` is an action of \`${other}\`: a policy of \`${resourceType}\` takes those of \`${usual}\``,
        aliases: ['access-analyzer:UNSUPPORTED_ACTION_IN_POLICY'],
      };
    }
    for (const item of resource?.items ?? []) {
      const other = serviceOfArn(item);
      if (other === undefined || own.includes(other)) continue;
      yield {
        at: item,
        message: `\`${shortText(item, 45)}\` is of \`${other}\`: a policy of \`${resourceType}\` is about that resource alone`,
        aliases: ['access-analyzer:UNSUPPORTED_RESOURCE_ARN_IN_POLICY'],
      };
    }
  },
} satisfies Rule;

function serviceOfAction(item: Text): string | undefined {
  const [start] = item.parts;
  const prefix = typeof start === 'string' ? /^([^:]+):/.exec(start)?.[1] : undefined;
  return prefix === undefined || hasWildcard(prefix) ? undefined : lowerCase(prefix);
}

function serviceOfArn(item: Text): string | undefined {
  const service = parseArn(item)?.service;
  const text = service === undefined ? undefined : literalOf({ ...item, parts: service });
  return text === undefined || text === '' || hasWildcard(text) ? undefined : lowerCase(text);
}
