import { areDisjoint, expand } from '../../src/access/action-set.js';
import { actsForStrangers } from '../../src/access/deputy.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { ROLE_DEPUTIES } from '../../src/aws/service-deputies.js';
import { displayText, literalOf } from '../../src/document/value.js';
import { matches } from '../../src/policy/wildcard.js';
import type { Principal, Rule } from '../../src/rule.js';
import { roleName } from './unpinned-oidc-subject.js';

export default {
  id: 'confused-deputy-trust',
  category: 'trust',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A service that other customers can point at a role may assume it for any of them',
  why: `
A service assumes a role because somebody named the role in a setting of the service. Most services check that this somebody
may pass the role (\`iam:PassRole\`), which is only possible within an account, and then nobody else can have the service
use it. For some services AWS says that its customers could name a role of somebody else's, or such a hole was found: what
stands between them and the role is the trust policy, and it is to say for which account the service may come.

Services that roles are passed to, such as \`ec2\`, \`lambda\`, \`ecs-tasks\` or \`events\`, are silent.`,
  fix: `
Say for which account, or for which resource of it, the service may assume the role:

\`\`\`json
"Principal": { "Service": "config.amazonaws.com" },
"Action": "sts:AssumeRole",
"Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
    'https://docs.aws.amazon.com/config/latest/developerguide/cross-service-confused-deputy-prevention.html',
  ],
  aliases: ['cwe:CWE-441'],
  // A condition of the statement that tells no source apart is why it is reported.
  coversStatement: true,

  policyKinds: ['trust'],

  *statement(statement, policy) {
    const { effect, principal } = statement;
    if (effect !== 'Allow' || principal === undefined || principal.negated) return;
    const deputies = principal.items.filter(isDeputy);
    if (deputies.length === 0 || areDisjoint(actionsOf(statement), expand('sts:AssumeRole'))) return;
    for (const service of deputies) {
      const { verdict } = actsForStrangers(statement, policy, service, expand('sts:AssumeRole'));
      if (verdict === 'no') continue;
      yield {
        at: service,
        message: `\`${displayText(service.value)}\` may assume ${roleName(policy)} on behalf of any account`,
        confidence: verdict === 'yes' ? 'proven' : 'possible',
      };
    }
  },
} satisfies Rule;

function isDeputy({ type, value }: Principal): boolean {
  const name = type === 'Service' ? literalOf(value) : undefined;
  return name !== undefined && ROLE_DEPUTIES.some(({ service }) => matches(service, name));
}
