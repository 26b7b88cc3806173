import { gapOf } from '../../src/access/deny-gap.js';
import { displayText } from '../../src/document/value.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'deny-never-applies',
  category: 'condition',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A Deny does not apply where its key is missing, which is the case that it is written for',
  why: `
A Deny with a negated operator is meant as "unless it is one of these". \`StringNotEquals\` alone means that: without the
key it holds, and denies. \`ForAnyValue:StringNotEquals\` does not. It looks for a value that is not listed, and where the
key is missing there is no value. So a Deny for everybody outside certain organization paths spares callers who are in no
organization at all, one for resources without the right tag spares those without any tag, one for roles without the
right boundary spares those without a boundary.

The same comes of \`Null\` with \`"false"\` beside the negated operator: together they ask for a key that is there and
different. Where absence is harmless (the tag keys of a request, a header that the bucket's default replaces), or where
another Deny takes what this one leaves, nothing is reported. On MFA see \`bypassable-mfa-condition\`.`,
  fix: `
Use the negated operator alone, or \`ForAllValues:\` for keys that hold a list; both hold where the key is missing:

\`\`\`json
"Effect": "Deny",
"Condition": {
  "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-root/ou-data/*" }
}
\`\`\`

\`\`\`json
"Effect": "Deny",
"Action": ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
"Condition": {
  "StringNotEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundary" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths',
  ],
  aliases: ['cwe:CWE-863'],

  *statement(statement, policy) {
    if (statement.effect !== 'Deny' || statement.conditions.length === 0) return;
    const gap = gapOf(statement, policy);
    if (gap === undefined) return;
    const { condition, spared } = gap;
    const words = `\`${displayText(condition.operator.text)}\` on \`${displayText(condition.key)}\``;
    yield { at: condition, message: `${words} holds only where the key is there: ${spared} are not denied` };
  },
} satisfies Rule;
