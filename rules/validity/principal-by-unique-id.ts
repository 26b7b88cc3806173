import { displayText, literalOf } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'principal-by-unique-id',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A policy names a user or role that is gone, by its unique id',
  why: `
AWS keeps principals of policies by their unique ids, such as \`AROAEXAMPLEID\`, and shows their ARNs as long as they exist.
Where an id is shown, or written down, the user or role behind it has been deleted: nobody is let in by it. One that is
made anew under the same name has another id and does not get the access back, so that what depended on it stays broken
until the policy names it again.`,
  fix: `
Remove the id, or name the user or role that is meant by its ARN:

\`\`\`json
"Principal": { "AWS": "arn:aws:iam::111122223333:role/deploy" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
  ],
  aliases: ['access-analyzer:INVALID_ROLE_REFERENCE', 'access-analyzer:INVALID_USER_REFERENCE'],

  *statement({ effect, principal }) {
    for (const { type, value } of principal?.items ?? []) {
      const id = type === 'AWS' ? UNIQUE_ID.exec(literalOf(value) ?? '') : null;
      if (id === null) continue;
      const what = id[1] === 'ROA' ? 'role' : 'user';
      yield {
        at: value,
        message: `\`${displayText(value)}\` is the id of a ${what} that is gone: nobody is ${effect === 'Deny' ? 'denied' : 'let in'} by it`,
        aliases: [`access-analyzer:INVALID_${what.toUpperCase()}_REFERENCE`],
      };
    }
  },
} satisfies Rule;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const UNIQUE_ID = /^A(ROA|IDA)[A-Z\d]{12,}$/;
