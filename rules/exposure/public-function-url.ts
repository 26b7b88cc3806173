import { strangersThrough } from '../../src/access/public.js';
import { displayText, literalOf, stringOfValue } from '../../src/document/value.js';
import type { PlacedPolicy, Resource } from '../../src/inventory/model.js';
import { propertyVariants } from '../../src/inventory/property.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition, Statement } from '../../src/policy/model.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'public-function-url',
  category: 'exposure',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A function URL takes requests from anyone, without authentication',
  why: `
With the authentication type \`NONE\` Lambda asks nobody who they are: whoever has the address calls the function, as often
as they like, at your cost. The address is no secret; it is in the browser's log, and the names below \`lambda-url\` are
gone through by scanners. All that stands between them and what the function's role may do is the function's own code.

That is what a webhook wants that checks a signature itself. Where the callers are your own, Lambda can tell them.`,
  fix: `
Let Lambda check the caller, and say who may call:

\`\`\`yaml
Url:
  Type: AWS::Lambda::Url
  Properties:
    TargetFunctionArn: !GetAtt Orders.Arn
    AuthType: AWS_IAM
\`\`\`

For browsers, put CloudFront with origin access control, or an API with an authorizer, before the function. For a webhook
that checks signatures, suppress the finding with that as its reason.`,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html',
  ],
  aliases: ['cwe:CWE-306', 'security-hub:Lambda.1', 'checkov:CKV_AWS_258', 'cdk-nag:LambdaFunctionUrlAuth'],

  *inventory({ resources, policies }) {
    const urls = resources.filter(({ type }) => type === 'AWS::Lambda::Url');
    const open = urls.flatMap(openUrls);
    yield* open;
    // Where the URLs are in sight, permissions for them say the same once more.
    if (urls.length > 0) return;
    for (const policy of policies) {
      if (policy.resourceType === 'AWS::Lambda::Function')
        for (const each of policy.statements) yield* opened(each, policy);
    }
  },
} satisfies Rule;

/** The problem with a URL that asks nobody who they are. */
function openUrls(url: Resource): readonly Problem[] {
  return propertyVariants(url, 'AuthType').flatMap(({ value, when }): readonly Problem[] => {
    if (value === undefined || stringOfValue(value) !== 'NONE') return [];
    return [
      { at: value, when, message: `\`NONE\` lets anyone on the internet call the function behind \`${url.name}\`` },
    ];
  });
}

/** The problem with a permission to call a function by such a URL, which may be elsewhere. */
function* opened(statement: Statement, policy: PlacedPolicy): Iterable<Problem> {
  if (!isForOpenUrl(statement)) return;
  const { verdict } = strangersThrough(statement, policy);
  const [at] = statement.principal?.items ?? [];
  if (verdict === 'no' || at === undefined) return;
  yield {
    at,
    message: `\`${displayText(at.value)}\` lets anyone on the internet call the function by a URL without authentication`,
    confidence: verdict === 'yes' ? 'proven' : 'possible',
  };
}

/** Whether a statement lets callers in by a function URL that asks nobody who they are, and by nothing else. */
export function isForOpenUrl({ conditions }: Statement): boolean {
  return conditions.some((condition) => asks(condition, OPEN_URL));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-auth-none */
const OPEN_URL: Readonly<Record<string, string>> = {
  'lambda:functionurlauthtype': 'NONE',
  'lambda:invokedviafunctionurl': 'true',
};

function asks(condition: Condition, values: Readonly<Record<string, string>>): boolean {
  const key = conditionKeyName(condition) ?? '';
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  const { ifExists, set, name } = condition.operator;
  if (value === undefined || ifExists || set !== undefined || !(name === 'StringEquals' || name === 'Bool'))
    return false;
  return (
    condition.values.length > 0 &&
    condition.values.every((given) => literalOf(given)?.toLowerCase() === value.toLowerCase())
  );
}
