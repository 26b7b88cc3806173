import { displayText, literalOf } from '../../src/policy/index.js';
import { hasWildcard } from '../../src/policy/wildcard.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'wildcard-in-service-name',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'The service of a resource ARN is left open by a wildcard',
  why: `
\`arn:aws:s3*:::reports/*\` is meant for one service and holds each whose name begins so, those among them that AWS
starts tomorrow. In an Allow that is more than was looked at.`,
  fix: `
Write the service out; where several are meant, an ARN for each:

\`\`\`json
"Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3-object-lambda:*:111122223333:accesspoint/reports"]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-wildcard-in-service-name',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  ],
  aliases: ['access-analyzer:WILDCARD_IN_SERVICE_NAME'],

  *statement({ resource }) {
    for (const item of resource?.items ?? []) {
      const service = serviceOf(literalOf(item));
      if (service === undefined || !hasWildcard(service)) continue;
      yield {
        at: item,
        message: `\`${displayText(item)}\` leaves the service open: \`${service}\``,
        aliases: ['access-analyzer:WILDCARD_IN_SERVICE_NAME'],
      };
    }
  },
} satisfies Rule;

/** The service of an ARN that goes on behind it; `*` and `arn:*` are about something else. */
function serviceOf(text: string | undefined): string | undefined {
  const [start, , service, ...rest] = text?.split(':') ?? [];
  return start === 'arn' && rest.length > 0 ? service : undefined;
}
