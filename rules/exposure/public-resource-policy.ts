import { areDisjoint, count, expandAll, isEmpty, names } from '../../src/access/action-set.js';
import { amount } from '../../src/access/amount.js';
import type { Verdict } from '../../src/access/answer.js';
import { applicable } from '../../src/access/applicable.js';
import { isEverybody } from '../../src/access/principals.js';
import { leftToStrangers, strangersThrough } from '../../src/access/public.js';
import { actionsOf } from '../../src/access/statement-set.js';
import type { Located } from '../../src/document/place.js';
import { displayText, member } from '../../src/document/value.js';
import type { PlacedPolicy } from '../../src/inventory/model.js';
import type { Statement } from '../../src/policy/model.js';
import type { Confidence, Problem, Rule } from '../../src/rule.js';
import { isForOpenUrl } from './public-function-url.js';

export default {
  id: 'public-resource-policy',
  category: 'exposure',
  severity: 'critical',
  preset: 'recommended',
  summary: 'A resource policy lets anyone in',
  why: `
With \`"Principal": "*"\`, or everybody but a few by \`NotPrincipal\`, the statement speaks to every AWS account there is,
and to anonymous callers where the service takes them. A queue or topic that anyone can write to is a way into whatever
reads it; a key that anyone can use opens what it protects; a repository or secret that anyone can read is published.

The rule judges by what is allowed. A condition that only callers of your own can meet closes the statement: the
organization (\`aws:PrincipalOrgID\`), an account (\`aws:SourceAccount\`, \`kms:CallerAccount\`), a source of yours
(\`aws:SourceArn\`), a VPC endpoint, narrow addresses, with a fixed value. So does a Deny that holds for every stranger.
\`kms:ViaService\` alone does not, nor do \`IfExists\`, \`ForAllValues\`, negated operators and wildcards that everybody
matches.

Buckets and access points are \`public-s3-principal\`'s; types that have a network or another layer before them are
\`public-network-resource-policy\`'s; function URLs without authentication are \`public-function-url\`'s.`,
  fix: `
Name who is let in, or fix the caller by a condition. For a topic that writes to a queue:

\`\`\`json
"Principal": { "Service": "sns.amazonaws.com" },
"Action": "sqs:SendMessage",
"Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'security-hub:KMS.5',
    'security-hub:SQS.3',
    'security-hub:SNS.4',
    'checkov:CKV_AWS_33',
    'checkov:CKV_AWS_168',
    'checkov:CKV_AWS_169',
    'cfn_nag:F7',
    'cfn_nag:F8',
    'cfn_nag:F13',
    'cfn_nag:F18',
    'cfn_nag:F21',
    'cfn_nag:F76',
    'kics:kms_allows_wildcard_principal',
    'kics:sqs_policy_with_public_access',
    'kics:sns_topic_is_publicly_accessible',
    'kics:lambda_permission_principal_is_wildcard',
    'terrascan:AC_AWS_0365',
    'terrascan:AC_AWS_0385',
    'terrascan:AC_AWS_0482',
    'regula:FG_R00049',
    'regula:FG_R00252',
    'regula:FG_R00276',
    'semgrep:aws-kms-key-wildcard-principal',
    'semgrep:aws-sqs-queue-policy-wildcard-principal',
    'guard:KMS_NO_WILDCARD_PRINCIPAL',
    'guard:SNS_TOPICPOLICY_NO_WILDCARD_PRINCIPAL',
  ],

  policyKinds: ['resource'],
  // A condition of the statement that does not hold strangers back is why it is reported.
  coversStatement: true,

  *statement(statement, policy) {
    if (isS3(policy.resourceType) || isBehindANetwork(policy)) return;
    if (!isForOpenUrl(statement)) yield* openToStrangers(statement, policy);
  },
} satisfies Rule;

/** Buckets and access points of every kind of S3: general purpose, directory, Outposts, object Lambda. */
export function isS3(resourceType: string | undefined): boolean {
  return /^AWS::S3(?:Express|Outposts|ObjectLambda)?::/.test(resourceType ?? '');
}

/** Whether a bucket's policy speaks of actions of other services alone: S3 takes no such statement. */
function isForeign(statement: Statement, { resourceType }: PlacedPolicy): boolean {
  if (!isS3(resourceType)) return false;
  const actions = actionsOf(statement);
  return (
    !isEmpty(actions) && areDisjoint(actions, expandAll(['s3:*', 's3express:*', 's3-outposts:*', 's3-object-lambda:*']))
  );
}

/** Types whose resources have a network, a mount or another layer of access before them. */
const BEHIND_A_NETWORK = [
  'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGateway::RestApi',
  'AWS::EFS::FileSystem',
  'AWS::Lambda::LayerVersion',
  'AWS::S3Files::FileSystem',
];

/** Whether strangers need more than the policy to reach a resource; a search domain only if it stands in a VPC. */
export function isBehindANetwork({ resourceType, resource, target }: PlacedPolicy): boolean {
  if (resourceType === undefined) return false;
  if (resourceType.startsWith('AWS::VpcLattice::') || BEHIND_A_NETWORK.includes(resourceType)) return true;
  const isSearch = /^AWS::(?:OpenSearchService|Elasticsearch)::/.test(resourceType);
  return isSearch && member((target ?? resource)?.properties, 'VPCOptions') !== undefined;
}

/** A statement that lets strangers in, in words. */
export interface Opening {
  /** The words that say who. */
  readonly at: Located;
  /** Who may do what, as a message begins. */
  readonly words: string;
  /** How a message goes on: on what, or what does not keep them out. */
  readonly where: string;
  readonly confidence: Confidence;
}

/** How a statement lets strangers in, if it does. */
export function openingOf(statement: Statement, policy: PlacedPolicy): Opening | undefined {
  const { verdict } = strangersThrough(statement, policy);
  if (verdict === 'no' || statement.principal === undefined || isForeign(statement, policy)) return undefined;
  const everybody = statement.principal.negated ? undefined : statement.principal.items.find(isEverybody);
  const who = everybody === undefined ? statement.principal.name : displayText(everybody.value);
  const isCertain = verdict === 'yes' && policy.resourceType !== undefined && !mayBeOfAnEndpoint(statement, policy);
  return {
    at: everybody ?? statement.principal,
    words: `\`${who}\` lets anyone call ${actionWords(statement, policy)}`,
    where: remark(statement, verdict) ?? ` on \`${resourceWord(statement)}\``,
    confidence: isCertain ? 'proven' : 'possible',
  };
}

/** The problem with a statement that lets strangers in, if it does. */
export function* openToStrangers(statement: Statement, policy: PlacedPolicy): Iterable<Problem> {
  const opening = openingOf(statement, policy);
  if (opening === undefined) return;
  const { at, words, where, confidence } = opening;
  yield { at, message: `${words}${where}`, confidence };
}

/** S3 takes no `*` as a bucket policy's resource: a bare document that has it is most likely a VPC endpoint's policy. */
function mayBeOfAnEndpoint({ resource }: Statement, { form, resourceType }: PlacedPolicy): boolean {
  if (!isS3(resourceType)) return false;
  return form === 'document' && resource?.items.every((item) => displayText(item) === '*') === true;
}

/** What a statement speaks of: the first entry of its resources. */
function resourceWord({ resource }: Statement): string {
  const [first] = resource?.negated === true ? [] : (resource?.items ?? []);
  return first === undefined ? '*' : displayText(first);
}

/** What a condition seems to do and does not. */
function remark({ conditions }: Statement, verdict: Verdict): string | undefined {
  const [first, second] = conditions;
  if (first === undefined || verdict !== 'yes') return undefined;
  const what = second === undefined ? `\`${displayText(first.key)}\` keeps` : 'its conditions keep';
  return `: ${what} no stranger out`;
}

/** The actions that are open: as written where it is one entry, a single one by name, more by number. */
export function actionWords(statement: Statement, policy: PlacedPolicy): string {
  const { action } = statement;
  const [only, more] = action?.items ?? [];
  if (action?.negated === false && only !== undefined && more === undefined) return `\`${displayText(only)}\``;
  // Whatever else is listed, a resource knows only its own service's actions.
  const open = applicable(leftToStrangers(statement, policy), statement);
  const [first, second] = names(open);
  if (first === undefined) return 'what it lists';
  return second === undefined ? `\`${first}\`` : `${amount(count(open))} actions`;
}
