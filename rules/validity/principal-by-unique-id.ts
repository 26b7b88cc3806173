import type { Rule } from '../../src/rule.js';
import { orphansIn } from '../trust/orphaned-principal.js';

export default {
  id: 'principal-by-unique-id',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
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

  *statement(statement) {
    yield* orphansIn(statement);
  },
} satisfies Rule;
