import { displayText, literalOf, type Principal } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'redundant-principal',
  category: 'validity',
  severity: 'info',
  preset: 'strict',
  summary: 'A trust policy names a session of a role beside the role itself',
  why: `
Who trusts a role trusts every session of it. A principal like
\`arn:aws:sts::111122223333:assumed-role/deploy/build-7\` beside \`arn:aws:iam::111122223333:role/deploy\` changes nothing,
and misleads whoever reads it: it looks as though one session alone were let in.`,
  fix: `
Remove the session; or, where that one alone is meant, the role:

\`\`\`json
"Principal": { "AWS": "arn:aws:iam::111122223333:role/deploy" }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-principal-in-role-trust-policy',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session',
  ],
  aliases: ['access-analyzer:REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY'],
  policyKinds: ['trust'],

  *statement({ principal }) {
    if (principal === undefined || principal.items.length < 2) return;
    const roles = new Map(principal.items.flatMap((item) => entryOf(item, ROLE)));
    if (roles.size === 0) return;
    for (const session of principal.items) {
      const [[name] = []] = entryOf(session, SESSION);
      const role = name === undefined ? undefined : roles.get(name);
      if (role === undefined) continue;
      yield {
        at: session.value,
        message: `\`${displayText(session.value)}\` is a session of a role that is let in whole`,
        related: [{ at: role.value, message: 'This is the role' }],
        aliases: ['access-analyzer:REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY'],
      };
    }
  },
} satisfies Rule;

/** The role's account and name; a session's ARN leaves out the path. AWS's own page writes it as one of `iam`, too. */
const ROLE = /^arn:[^:]+:iam::(\d{12}:)role\/(?:.*\/)?([^/]+)$/;
const SESSION = /^arn:[^:]+:(?:sts|iam)::(\d{12}:)assumed-role\/([^/]+)\/./;

/** A principal by the role that it is, or is a session of: none where it is neither. */
function entryOf(principal: Principal, form: RegExp): readonly (readonly [role: string, principal: Principal])[] {
  const [, account, name] = form.exec(literalOf(principal.value) ?? '') ?? [];
  return principal.type !== 'AWS' || account === undefined || name === undefined ? [] : [[account + name, principal]];
}
