import { displayText, literalOf } from '../../src/document/value.js';
import type { Problem, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'orphaned-principal',
  category: 'trust',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A policy lets in, or denies, a user or role that was deleted',
  why: `
AWS keeps the principals of a policy by their unique ids, such as \`AROAEXAMPLEID\`, and shows their ARNs as long as they
exist. Where an id is shown, or copied into a template, the user or role behind it is gone. An Allow lets nobody in by it,
also not one that was made anew under the same name, so what depended on the access is broken, or no longer needs it. A
Deny protects against nobody: whoever took that place is free.`,
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
  coveredBy: ['malformed-policy'],

  policyKinds: ['trust', 'resource'],

  *statement(statement) {
    yield* orphansIn(statement);
  },
} satisfies Rule;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const UNIQUE_ID = /^A(ROA|IDA)[A-Z\d]{12,}$/;

/** The principals of a statement that are ids of users and roles that are gone. */
export function* orphansIn({ effect, principal }: Statement): Generator<Problem> {
  for (const { type, value } of principal?.items ?? []) {
    const id = type === 'AWS' ? UNIQUE_ID.exec(literalOf(value) ?? '') : null;
    if (id === null) continue;
    const what = id[1] === 'ROA' ? 'role' : 'user';
    const consequence = effect === 'Deny' ? 'denied' : 'let in';
    yield {
      at: value,
      message: `\`${displayText(value)}\` is the id of a ${what} that is gone: nobody is ${consequence} by it`,
      aliases: [`access-analyzer:INVALID_${what.toUpperCase()}_REFERENCE`],
    };
  }
}
