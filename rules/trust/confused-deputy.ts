import { type ActionSet, areDisjoint, expandAll, isEmpty, minus } from '../../src/access/action-set.js';
import { isFixedDelivery } from '../../src/access/delivery.js';
import { actsForStrangers } from '../../src/access/deputy.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { DEPUTY_HARMS, SERVES_OWN_ACCOUNT } from '../../src/aws/service-deputies.js';
import { displayText, literalOf } from '../../src/document/value.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { PlacedPolicy, Principal, Rule, Statement } from '../../src/rule.js';

export default {
  id: 'confused-deputy',
  category: 'trust',
  severity: 'high',
  preset: 'recommended',
  summary: 'A resource policy lets an AWS service act on the resource for anybody',
  why: `
\`"Principal": {"Service": "s3.amazonaws.com"}\` means the service, for whichever of its customers it acts. A stranger who
knows the ARN points a bucket of his own at your queue, function or topic, and S3 delivers his notifications with your
permission: your function runs on his input, your topic sends his messages, your key decrypts for him. The service is a
confused deputy. What it needs is the condition that says for whom it may act.

What does no harm is silent: checks such as \`s3:GetBucketAcl\`, encryption, and the deliveries of logs that AWS documents,
where the account stands in the prefix. So are services that serve only the account of the resource. A source ARN with a
wildcard for its account, or that begins like the name of a bucket and goes on with a wildcard, closes nothing.`,
  fix: `
Say for whom the service may act: a resource, an account, or an organization:

\`\`\`json
"Principal": { "Service": "s3.amazonaws.com" },
"Action": "sqs:SendMessage",
"Condition": {
  "ArnLike": { "aws:SourceArn": "arn:aws:s3:::my-bucket" },
  "StringEquals": { "aws:SourceAccount": "111122223333" }
}
\`\`\`

In \`AWS::Lambda::Permission\` that is \`SourceArn\` and \`SourceAccount\`, in Terraform \`source_arn\` and \`source_account\`. A
bucket's ARN has no account in it, so name both.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount',
  ],
  aliases: [
    'access-analyzer:RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    'cwe:CWE-441',
    'checkov:CKV_AWS_364',
    'trivy:AVD-AWS-0067',
    'regula:FG_R00499',
    'semgrep:aws-lambda-permission-unrestricted-source-arn',
    'cfn-lint:W3663',
  ],
  // A condition of the statement that tells no source apart is why it is reported.
  coversStatement: true,

  policyKinds: ['resource'],

  *statement(statement, policy) {
    const { effect, principal } = statement;
    if (effect !== 'Allow' || principal === undefined || principal.negated) return;
    const services = principal.items.filter(({ type }) => type === 'Service');
    if (services.length === 0) return;
    const found = services.flatMap((service) => harmBy(service, statement, policy) ?? []);
    const [first] = [...found.filter(({ isSure }) => isSure), ...found];
    if (first === undefined) return;
    const more = found.length === 1 ? '' : ` and ${found.length - 1} more`;
    const what = kindOf(policy);
    const isAsked = statement.conditions.some((condition) => SOURCES.test(conditionKeyName(condition) ?? ''));
    yield {
      at: first.service,
      message: `\`${displayText(first.service.value)}\`${more} may ${first.words} ${what} on behalf of any account`,
      confidence: first.isSure ? 'proven' : 'possible',
      ...(isAsked ? {} : { aliases: ['access-analyzer:RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'] }),
    };
  },
} satisfies Rule;

/** What a policy is of, in words: the queue of `AWS::SQS::Queue`. */
function kindOf({ resourceType }: PlacedPolicy): string {
  const kind = resourceType?.split('::')[2]?.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return `the ${kind?.toLowerCase() ?? 'resource'}`;
}

const SOURCES = /^aws:source(?:account|arn|orgid|orgpaths)$/;

interface Harm {
  readonly service: Principal;
  readonly words: string;
  readonly isSure: boolean;
}

/** The worst that a service may do for strangers by a statement. */
function harmBy(service: Principal, statement: Statement, policy: PlacedPolicy): Harm | undefined {
  const spoken = actionsOf(statement);
  let unsure: Harm | undefined;
  for (const { actions, words } of DEPUTY_HARMS) {
    const harmful = minus(expandAll(actions), harmlessFor(service, statement));
    if (isEmpty(harmful) || areDisjoint(spoken, harmful)) continue;
    const { verdict } = actsForStrangers(statement, policy, service, harmful);
    if (verdict === 'yes') return { service, words, isSure: true };
    if (verdict === 'unknown') unsure ??= { service, words, isSure: false };
  }
  return unsure;
}

/** What a service does for nobody but the account of the resource, or where a stranger gains nothing by it. */
function harmlessFor(service: Principal, statement: Statement): ActionSet {
  const name = literalOf(service.value)?.toLowerCase();
  const own = SERVES_OWN_ACCOUNT.filter((one) => one.service === name).flatMap(({ actions }) => actions);
  return expandAll(isFixedDelivery(statement) ? [...own, 's3:PutObject'] : own);
}
