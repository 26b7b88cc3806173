import { displayText, member, stringOfValue, type Value } from '../document/value.js';
import type { PolicyType } from './source.js';

/**
 * What a bare policy document most likely is, by its content: with a `Principal` a resource or trust policy, else an
 * identity policy. Service and resource control policies cannot be told from the others by content alone, unless they
 * deny what only they can deny for all.
 */
export function policyTypeOf(policy: Value): PolicyType {
  const statements = many(member(policy, 'Statement'));
  if (!statements.some((s) => has(s, 'Principal') || has(s, 'NotPrincipal'))) {
    return statements.some(guardsOrganization) ? { kind: 'scp' } : { kind: 'identity' };
  }
  const actions = statements.flatMap((s) => [...words(s, 'Action'), ...words(s, 'NotAction')]);
  if (isTrust(statements, actions)) return { kind: 'trust', resourceType: 'AWS::IAM::Role' };
  if (isResourceControl(statements)) return { kind: 'rcp' };
  const resources = statements.flatMap((s) => words(s, 'Resource'));
  const resourceType = resourceTypeOf(actions, resources);
  return resourceType === undefined ? { kind: 'resource' } : { kind: 'resource', resourceType };
}

function many(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
}

function has(statement: Value, key: string): boolean {
  return member(statement, key) !== undefined;
}

function words(statement: Value, key: string): readonly string[] {
  return many(member(statement, key)).flatMap((item) => (item.kind === 'text' ? [displayText(item)] : []));
}

function isDenied(statement: Value): boolean {
  return stringOfValue(member(statement, 'Effect')) === 'Deny';
}

/** Nobody but an organization denies leaving the organization. */
function guardsOrganization(statement: Value): boolean {
  if (!isDenied(statement)) return false;
  return words(statement, 'Action').some((action) => action.toLowerCase() === 'organizations:leaveorganization');
}

const ASSUME_ACTIONS = ['sts:assumerole', 'sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext'];

function isTrust(statements: readonly Value[], actions: readonly string[]): boolean {
  const assumes = actions.some((action) => action.toLowerCase().startsWith('sts:'));
  const onlySts = actions.every((action) => ASSUME_ACTIONS.some((start) => action.toLowerCase().startsWith(start)));
  const noResource = statements.every((s) => !has(s, 'Resource') && !has(s, 'NotResource'));
  if (!assumes) return false;
  // A control policy over these actions denies on all roles; a trust policy has no resource, or one by mistake.
  return noResource || (onlySts && !statements.some(isDenied));
}

/** Resource control policies deny to everybody on everything, by conditions; a statement without resource is a slip. */
function isResourceControl(statements: readonly Value[]): boolean {
  const whole = statements.filter((s) => has(s, 'Resource'));
  return whole.length > 0 && whole.every(isControl);
}

function isControl(s: Value): boolean {
  const everybody = words(s, 'Principal')[0] === '*';
  const everything = words(s, 'Resource').every((resource) => resource === '*');
  return isDenied(s) && everybody && everything && has(s, 'Condition') && words(s, 'Action').length > 0;
}

/** The resource type that an action's service attaches policies to. */
const TYPE_BY_SERVICE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    s3: 'AWS::S3::Bucket',
    sqs: 'AWS::SQS::Queue',
    sns: 'AWS::SNS::Topic',
    kms: 'AWS::KMS::Key',
    lambda: 'AWS::Lambda::Function',
    secretsmanager: 'AWS::SecretsManager::Secret',
    ecr: 'AWS::ECR::Repository',
    dynamodb: 'AWS::DynamoDB::Table',
    kinesis: 'AWS::Kinesis::Stream',
    es: 'AWS::OpenSearchService::Domain',
    elasticfilesystem: 'AWS::EFS::FileSystem',
    events: 'AWS::Events::EventBus',
    backup: 'AWS::Backup::BackupVault',
    'execute-api': 'AWS::ApiGateway::RestApi',
    glacier: 'AWS::Glacier::Vault',
    codeartifact: 'AWS::CodeArtifact::Domain',
  }),
);

function resourceTypeOf(actions: readonly string[], resources: readonly string[]): string | undefined {
  const services = new Set(actions.map((action) => action.split(':', 1)[0]?.toLowerCase() ?? ''));
  const named = resources.find((resource) => resource.startsWith('arn:'))?.split(':')[2];
  const service = services.size === 1 ? [...services][0] : undefined;
  const key = service !== undefined && service !== '*' ? service : named;
  if (key === 's3' && resources.some((resource) => resource.includes(':accesspoint/'))) return 'AWS::S3::AccessPoint';
  return key === undefined ? undefined : TYPE_BY_SERVICE.get(key);
}
