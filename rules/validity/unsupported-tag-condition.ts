import { tagTestOnNotAction, type UntaggedActions, untaggedActions } from '../../src/access/untagged-actions.js';
import { type Condition, displayText, type Statement } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'unsupported-tag-condition',
  category: 'validity',
  severity: 'info',
  preset: 'validity',
  summary: 'An Allow asks for a resource tag that requests for its action never hold',
  why: `
\`aws:ResourceTag/…\` is in a request only where the action acts on a type of resource whose tags AWS passes on. For
listings and other actions without such a type (\`ec2:DescribeInstances\`, \`s3:ListAllMyBuckets\`) the key is missing,
the condition fails, and the Allow grants nothing, whatever tags there are. The statement looks like access by tags and
is none; what somebody then adds to make it work is mostly the same action without any condition.`,
  fix: `
Put the actions that know no tags into a statement of their own, with the resources they take:

\`\`\`json
[
  {
    "Effect": "Allow",
    "Action": ["ec2:StartInstances", "ec2:StopInstances"],
    "Resource": "*",
    "Condition": { "StringEquals": { "aws:ResourceTag/team": "data" } }
  },
  { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" }
]
\`\`\`

Neither \`IfExists\` nor a negated operator is a way out: with them every resource is allowed.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-allow-with-unsupported-tag-condition-key-for-service',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html',
  ],
  aliases: [
    'access-analyzer:ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    'access-analyzer:ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
  ],

  *statement(statement) {
    if (statement.effect === 'Allow') yield* tagProblems(statement, 'ALLOW');
  },
} satisfies Rule;

/** What is to be said of a condition on a resource's tag, beside the actions of its statement. */
export function* tagProblems(statement: Statement, effect: 'ALLOW' | 'DENY'): Iterable<Problem> {
  for (const untagged of untaggedActions(statement)) {
    yield {
      at: untagged.item,
      message: messageOf(untagged),
      related: [{ at: untagged.condition, message: 'This condition asks for it' }],
      aliases: [`access-analyzer:${effect}_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE`],
    };
  }
  const condition = tagTestOnNotAction(statement);
  const { action } = statement;
  if (condition === undefined || action === undefined) return;
  yield {
    at: action,
    message: `\`NotAction\` takes in actions whose requests never hold \`${keyOf(condition)}\``,
    related: [{ at: condition, message: 'This condition asks for it' }],
    aliases: [`access-analyzer:${effect}_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE`],
  };
}

/** Longer keys are cut, so that the message fits a line. */
const LONGEST_KEY = 60;

function keyOf(condition: Condition): string {
  const key = displayText(condition.key);
  return key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
}

function messageOf({ item, condition, names: [first = ''], count }: UntaggedActions): string {
  const written = displayText(item);
  const key = `\`${keyOf(condition)}\``;
  if (written.toLowerCase() === first.toLowerCase())
    return `\`${written}\` takes no ${key}: its requests never hold it`;
  const others = count === 1 ? `\`${first}\`` : `${count} actions such as \`${first}\``;
  return `\`${written}\` holds ${others}, whose requests never hold ${key}`;
}
