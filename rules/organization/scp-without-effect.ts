import { type WithoutEffect, withoutEffect } from '../../src/access/control-policy.js';
import type { Located } from '../../src/document/place.js';
import { displayText, literalOf, type Statement } from '../../src/policy/index.js';
import type { Confidence, Rule } from '../../src/rule.js';

export default {
  id: 'scp-without-effect',
  category: 'organization',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A statement of a service or resource control policy that restricts nothing',
  why: `
A control policy is a guardrail for accounts that others run, and nobody notices one that is not there: what it was meant to
deny goes on working. A statement restricts nothing where its conditions contradict each other; where another statement
of the policy denies the same without its exceptions, so that these do not exist; where it is for service-linked roles or
AWS services, whom such policies do not bind; or where a service control policy denies those who are not in the
organization, while it binds those alone who are.

The statement that lets everything through, of \`FullAWSAccess\` or of a policy of your own, is not reported.`,
  fix: `
Remove the statement, or write down what it was for. Those from outside are kept off by a resource control policy, which is
asked for every request to your resources:

\`\`\`json
{
  "Effect": "Deny",
  "Principal": "*",
  "Action": "s3:*",
  "Resource": "*",
  "Condition": {
    "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" },
    "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps',
  ],
  aliases: ['cwe:CWE-693'],
  coveredBy: ['malformed-policy', 'never-true-condition', 'deny-never-applies'],
  policyKinds: ['scp', 'rcp'],

  *policy(policy, _options, { organizations }) {
    for (const [statement, reason] of withoutEffect(policy)) {
      const confidence = confidenceOf(reason, organizations);
      if (confidence === undefined) continue;
      const isKindOpen =
        policy.isKindGuessed === true && reason.why !== 'said by another' && reason.why !== 'never applies';
      yield {
        at: placeOf(statement, reason),
        message: messageOf(statement, reason),
        confidence: isKindOpen ? 'possible' : confidence,
        when: statement.when,
        related: 'by' in reason && reason.by !== undefined ? [{ at: reason.by, message: 'By this one' }] : [],
      };
    }
  },
} satisfies Rule;

/** Undefined where the configuration says that it is so on purpose: the organization is another than one's own. */
function confidenceOf(reason: WithoutEffect, own: ReadonlySet<string>): Confidence | undefined {
  if (reason.why !== 'own organization') return 'proven';
  const id = literalOf(reason.organization);
  if (own.size === 0 || id === undefined) return 'possible';
  return own.has(id) ? 'proven' : undefined;
}

function placeOf(statement: Statement, reason: WithoutEffect): Located {
  const blamed = reason.why === 'never applies' ? reason.condition : 'at' in reason ? reason.at : undefined;
  return blamed ?? statement.action ?? statement;
}

function messageOf(statement: Statement, reason: WithoutEffect): string {
  switch (reason.why) {
    case 'never applies':
      return `${subjectOf(statement)} never denied here: no request meets all that the statement asks for`;
    case 'said by another':
      return statement.effect === 'Deny'
        ? `${subjectOf(statement)} denied by another statement already, whatever this one excepts`
        : `${subjectOf(statement)} let through by another statement already: this one adds nothing`;
    case 'nobody bound':
      return `\`${displayText(reason.at.key)}\` picks those alone whom no such policy binds: nobody is denied`;
    case 'own organization':
      return `\`${displayText(reason.organization)}\` is where all are whom a service control policy binds: nobody is denied`;
    case 'never asked':
      return '`kms:RetireGrant` is allowed or denied without a look at resource control policies';
  }
}

function subjectOf({ action }: Statement): string {
  const [first, ...others] = action?.items ?? [];
  if (action === undefined || action.negated || first === undefined) return '`NotAction` tells what is';
  return others.length === 0 ? `\`${displayText(first)}\` is` : `\`${displayText(first)}\` and what else is listed are`;
}
