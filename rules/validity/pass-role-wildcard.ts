import { type GrantOnAll, grantsOnAll } from '../../src/access/granted-on-all.js';
import { displayText } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'pass-role-wildcard',
  category: 'validity',
  severity: 'high',
  preset: 'validity',
  summary: 'A statement lets any role be passed to any service, as AWS’s validator reads it',
  why: `
Whoever may pass a role to a service gets what the role may do: a function, an instance or a build runs with it, and runs
what its maker wrote. \`iam:PassRole\` on \`*\` hands out every role of the account, the administrators' among them, and
those that are made tomorrow.

This rule says what AWS's validator says of one statement alone. What the holder can really do, with all his policies and
what they deny, is what \`unscoped-pass-role\` and \`privilege-escalation\` tell.`,
  fix: `
Name the roles, and the service that they are for:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iam:PassRole",
  "Resource": "arn:aws:iam::111122223333:role/app-*",
  "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
}
\`\`\`

\`StringEqualsIfExists\` does not limit: it holds where the key is missing.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  aliases: [
    'access-analyzer:PASS_ROLE_WITH_STAR_IN_RESOURCE',
    'access-analyzer:PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE',
    'access-analyzer:PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
    'access-analyzer:PASS_ROLE_WITH_NOT_RESOURCE',
    'access-analyzer:PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
    'access-analyzer:PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE',
  ],
  coveredBy: ['admin-access', 'privilege-escalation', 'unscoped-pass-role', 'wildcard-action'],
  policyKinds: ['identity', 'boundary', 'session', 'scp'],

  *statement(statement) {
    for (const grant of grantsOnAll(statement, 'iam:passrole', 'iam:passedtoservice')) {
      yield {
        at: grant.at,
        message: `\`${wordsOf(grant)}\` passes any role to any service: \`iam:PassedToService\` names none`,
        related: [{ at: grant.resource, message: 'On these resources' }],
        aliases: [`access-analyzer:PASS_ROLE_WITH_${familyOf(grant)}`],
      };
    }
  },
} satisfies Rule;

/** What a statement has where the action is: its entry, or the element that leaves it. */
export function wordsOf({ at }: GrantOnAll): string {
  return 'kind' in at ? displayText(at) : at.name;
}

const FAMILIES: Readonly<Record<GrantOnAll['by'], Readonly<Record<GrantOnAll['on'], string>>>> = {
  name: { all: 'STAR_IN_RESOURCE', NotResource: 'NOT_RESOURCE' },
  pattern: { all: 'STAR_IN_ACTION_AND_RESOURCE', NotResource: 'STAR_IN_ACTION_AND_NOT_RESOURCE' },
  NotAction: { all: 'STAR_IN_RESOURCE_AND_NOT_ACTION', NotResource: 'NOT_ACTION_AND_NOT_RESOURCE' },
};

/** The end of the validator's code, which tells how a statement comes to grant the action on everything. */
export function familyOf({ by, on }: GrantOnAll): string {
  return FAMILIES[by][on];
}
