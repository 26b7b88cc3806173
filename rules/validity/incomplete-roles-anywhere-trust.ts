import { type ActionSet, has, union } from '../../src/access/action-set.js';
import { actionsOf, isWhole } from '../../src/access/statement-set.js';
import { actionId } from '../../src/aws/actions.js';
import { literalOf, type Principal, type Statement } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'incomplete-roles-anywhere-trust',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A role trusts IAM Roles Anywhere without all that it needs to hand out a session',
  why: `
IAM Roles Anywhere assumes the role, writes the certificate's subject into the session as its source identity, and tags the
session with what the certificate says. It does so in one call, for which the trust policy has to allow
\`sts:AssumeRole\`, \`sts:SetSourceIdentity\` and \`sts:TagSession\`. Without one of them the call is denied as a whole: no
workload gets credentials.`,
  fix: `
Allow all three, and fix the trust anchor and the certificate:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Service": "rolesanywhere.amazonaws.com" },
  "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
  "Condition": {
    "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/TA_ID" },
    "StringEquals": { "aws:PrincipalTag/x509Subject/CN": "build-7" }
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-action-for-roles-anywhere-trust-policy',
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
  ],
  aliases: ['access-analyzer:MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY'],
  policyKinds: ['trust'],

  *policy({ statements, unknown }) {
    const trusting = statements.filter(trustsRolesAnywhere);
    const [first] = trusting;
    if (first?.action === undefined || unknown.length > 0) return;
    // What is not told may be the rest.
    if (trusting.some(({ action, unknown: parts }) => parts.length > 0 || !isWhole(action))) return;
    const allowed = union(trusting.map(actionsOf));
    const missing = NEEDED.filter((action) => !allows(allowed, action)).map((action) => `\`${action}\``);
    if (missing.length === 0) return;
    yield {
      at: first.action,
      message: `\`${SERVICE}\` gets no session: it needs ${missing.join(' and ')} as well`,
      when: first.when,
      aliases: ['access-analyzer:MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY'],
    };
  },
} satisfies Rule;

const SERVICE = 'rolesanywhere.amazonaws.com';

const NEEDED = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];

function trustsRolesAnywhere({ effect, principal }: Statement): boolean {
  return effect === 'Allow' && principal?.negated === false && principal.items.some(isRolesAnywhere);
}

function isRolesAnywhere({ type, value }: Principal): boolean {
  return type === 'Service' && literalOf(value)?.toLowerCase() === SERVICE;
}

function allows(allowed: ActionSet, action: string): boolean {
  const id = actionId(action);
  return id !== undefined && has(allowed, id);
}
