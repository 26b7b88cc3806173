import { areDisjoint, names } from '../../src/access/action-set.js';
import { actionsOfItem } from '../../src/access/statement-set.js';
import { type WritableTag, writableTags } from '../../src/access/tag-writing.js';
import type { Located } from '../../src/document/place.js';
import { displayText } from '../../src/document/value.js';
import { guardsOf, holdersOf } from '../../src/inventory/memberships.js';
import type { Policy } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'tag-based-access-with-writable-tags',
  category: 'privilege',
  severity: 'high',
  preset: 'recommended',
  summary: 'The holder may set the tags that decide what he may do',
  why: `
A condition on a tag (\`aws:ResourceTag/team\`, \`aws:PrincipalTag/role\`) is as strong as the permission to set that tag. Who may
stop the instances of his team, and tag any instance, stops all of them in two calls. The policy looks narrow, and
reviews take it for that.

Reported are Allows that depend on a tag together with Allows of the same holder, in whichever policy, that let him set
it on what they are about, or on himself. Silent: setting of tags that is bound to the very tag, to what is just being
created (\`ec2:CreateAction\`, or by a statement that lets create), to other keys (\`aws:TagKeys\`) or other values (\`aws:RequestTag\`), and holders of a Deny that
is about setting tags.`,
  fix: `
Let tags be set on what is created, in the same call, and on nothing else:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "ec2:CreateTags",
  "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "ec2:CreateAction": "RunInstances", "aws:RequestTag/team": "web" } }
}
\`\`\`

or keep the key that decides out of it:

\`\`\`json
{
  "Effect": "Deny",
  "Action": ["ec2:CreateTags", "ec2:DeleteTags"],
  "Resource": "*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html',
  ],
  aliases: ['cwe:CWE-639'],
  coveredBy: ['admin-access'],

  *inventory({ policies, identities }) {
    const { byPolicy, memberships } = holdersOf(identities);
    const said = new Set<Located>();
    for (const identity of identities) yield* problems(guardsOf(identity, memberships), said);
    for (const policy of policies) {
      if (policy.kind === 'identity' && !byPolicy.has(policy)) yield* problems([policy], said);
    }
  },
} satisfies Rule;

/** One problem for each entry of `Action` that sets a tag which decides. */
function* problems(policies: readonly Policy[], said: Set<Located>): Iterable<Problem> {
  for (const found of writableTags(policies)) {
    const at = wordsOf(found);
    if (said.has(at)) continue;
    said.add(at);
    yield problem(found, at);
  }
}

function wordsOf({ writer, setting }: WritableTag): Located {
  const { action } = writer;
  const items = action?.negated === false ? action.items : [];
  return items.find((item) => !areDisjoint(actionsOfItem(item), setting)) ?? action ?? writer;
}

function problem({ gate, setting, decided: actions, certain }: WritableTag, at: Located): Problem {
  const [name = ''] = names(setting);
  const [decided = ''] = names(actions);
  const key = displayText(gate.condition.key);
  const where = gate.of === 'principal' ? 'the holder himself' : 'whatever he likes';
  return {
    at,
    message: `\`${name}\` sets the tag \`${gate.tag}\` on ${where}, and that tag decides over \`${decided}\``,
    confidence: certain ? 'proven' : 'possible',
    related: [{ at: gate.condition, message: `\`${key}\` is what access depends on` }],
  };
}
