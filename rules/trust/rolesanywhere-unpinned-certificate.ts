import { areDisjoint, expand } from '../../src/access/action-set.js';
import { assumable, requestsWith } from '../../src/access/assume.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { literalOf, type Text } from '../../src/document/value.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import { isNegatedOperator } from '../../src/policy/operator.js';
import type { Condition, Rule, Statement } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'rolesanywhere-unpinned-certificate',
  category: 'trust',
  severity: 'high',
  preset: 'recommended',
  summary: 'Every certificate of every trust anchor of the account may assume the role',
  why: `
IAM Roles Anywhere lets a machine outside of AWS assume a role by a certificate that one of the account's trust anchors
has signed. A role that asks for neither the anchor nor the certificate can be assumed with any certificate that any of
them ever signed: the printer's, the developer's laptop's, that of the test authority somebody adds next year. An anchor
that is the company's own authority has signed thousands.`,
  fix: `
Name the trust anchor, and what the certificate has to say:

\`\`\`json
"Principal": { "Service": "rolesanywhere.amazonaws.com" },
"Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
"Condition": {
  "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/TA_ID" },
  "StringEquals": { "aws:PrincipalTag/x509Subject/CN": "build-server.example.com" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/workload-identities.html',
  ],
  aliases: ['cwe:CWE-284'],

  policyKinds: ['trust'],

  *statement(statement, policy) {
    const { effect, principal } = statement;
    if (effect !== 'Allow' || principal === undefined || principal.negated) return;
    const service = principal.items.find(({ type, value }) => type === 'Service' && literalOf(value) === SERVICE);
    if (service === undefined || areDisjoint(actionsOf(statement), expand('sts:AssumeRole'))) return;
    const own = { ...statement, principal: { ...principal, items: [service], unknown: [] } };
    const others = [own, ...policy.statements.filter((one) => one.effect === 'Deny')].flatMap((one) =>
      one.conditions.filter((condition) => isPin(condition, one)).flatMap(plainRequests),
    );
    const { verdict } = assumable(own, policy, { action: 'sts:AssumeRole', others });
    if (verdict === 'no') return;
    yield {
      at: service,
      message: `\`${SERVICE}\` lets every certificate of every trust anchor assume ${roleName(policy)}`,
      confidence: verdict === 'yes' ? 'proven' : 'possible',
    };
  },
} satisfies Rule;

const SERVICE = 'rolesanywhere.amazonaws.com';

/** What a certificate, or the anchor that signed it, is known by. */
const PINS = /^(?:aws:sourcearn|sts:sourceidentity|aws:(?:principal|request)tag\/x509(?:subject|issuer|san)\/.+)$/;

/** Whether a condition names an anchor or something of the certificate; in a Deny, what it spares. */
function isPin(condition: Condition, { effect }: Statement): boolean {
  const isPositive = isNegatedOperator(condition.operator) === (effect === 'Deny');
  return isPositive && PINS.test(conditionKeyName(condition) ?? '') && condition.values.every(namesSomething);
}

/** Any anchor, any name: `*`, `arn:aws:rolesanywhere:*:*:trust-anchor/*`, `CN=*`. */
function namesSomething(value: Text): boolean {
  const literal = literalOf(value);
  return literal === undefined || !/^(?:CN=)?[*?]*$|:trust-anchor\/\*+$|:\*+$/.test(literal);
}

function plainRequests(condition: Condition) {
  const { operator } = condition;
  const set = operator.set === undefined ? undefined : ('ForAnyValue' as const);
  return requestsWith({
    ...condition,
    operator: { ...operator, name: operator.name?.replace('Not', ''), ifExists: false, set },
  });
}
