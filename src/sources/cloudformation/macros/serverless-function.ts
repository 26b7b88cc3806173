import { childrenOf, keyOf, memberOf, type Node, scalarOf, stringOf } from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import {
  copiedEntry,
  copyOf,
  listAt,
  mapAt,
  type Sketch,
  type SketchEntry,
  textAt,
} from '../../../document/rewrite.js';
import { eventPolicies } from './serverless-events.js';
import { inlinePolicy } from './serverless-policies.js';
import {
  carried,
  entryAt,
  isPlainMap,
  madeOf,
  nameAt,
  presentMember,
  propertyOf,
  retyped,
  type ServerlessMaker,
  type ServerlessResource,
} from './serverless-resource.js';
import { executionRoleOf, type RoleAdditions } from './serverless-role.js';

/** Properties of SAM's function that Lambda's does not have, or has in another form that no rule asks for. */
const SAM_ONLY: ReadonlySet<string> = new Set([
  'AssumeRolePolicyDocument',
  'AutoPublishAlias',
  'AutoPublishAliasAllProperties',
  'AutoPublishCodeSha256',
  'CapacityProviderConfig',
  'CodeUri',
  'DeadLetterQueue',
  'DeploymentPreference',
  'EventInvokeConfig',
  'Events',
  'FunctionUrlConfig',
  'ImageUri',
  'InlineCode',
  'PermissionsBoundary',
  'Policies',
  'PropagateTags',
  'ProvisionedConcurrencyConfig',
  'Role',
  'RolePath',
  'SourceKMSKeyArn',
  'Tags',
  'Tracing',
  'VersionDescription',
]);

/**
 * `AWS::Serverless::Function`: a function, the role that it runs as, and its URL. The permissions that SAM makes for
 * events are left out: each lets one source of the template's own invoke one function.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export const functionResources: ServerlessMaker = (resource) => {
  const { document, properties } = resource;
  const role = executionRoleOf(resource, () => additionsTo(resource));
  const own = properties === undefined ? [] : childrenOf(document, properties);
  const kept = own.filter((child) => !SAM_ONLY.has(keyOf(document, child) ?? ''));
  const queue = propertyOf(resource, 'DeadLetterQueue');
  const target = queue === undefined ? undefined : presentMember(document, queue, 'TargetArn');
  const tracing = propertyOf(resource, 'Tracing');
  const entries: readonly SketchEntry[] = [
    ...kept.map((child) => copiedEntry(document, child)),
    entryAt(role.arnAt, 'Role', role.arn),
    ...renamedWithin(resource, 'DeadLetterConfig', 'TargetArn', target),
    ...renamedWithin(resource, 'TracingConfig', 'Mode', tracing),
  ];
  return [retyped(resource, 'AWS::Lambda::Function', entries), ...role.made, ...urlOf(resource)];
};

/** A property of one member. */
function renamedWithin(
  { document }: ServerlessResource,
  name: string,
  member: string,
  node: Node | undefined,
): readonly SketchEntry[] {
  if (node === undefined) return [];
  const at = keyPlaceOf(document, node);
  return [entryAt(at, name, mapAt(at, { [member]: copyOf(document, node) }))];
}

/** What the function's role gets for what the function does. */
function additionsTo(resource: ServerlessResource): RoleAdditions {
  const { document } = resource;
  const at = (name: string, otherwise: Place): Place => {
    const node = propertyOf(resource, name);
    return node === undefined ? otherwise : keyPlaceOf(document, node);
  };
  const isDurable = propertyOf(resource, 'DurableConfig') !== undefined;
  const tracing = propertyOf(resource, 'Tracing');
  const isTraced = tracing !== undefined && stringOf(document, tracing) !== 'Disabled';
  const isInVpc = propertyOf(resource, 'VpcConfig') !== undefined;
  const basic = isDurable ? 'AWSLambdaBasicDurableExecutionRolePolicy' : 'AWSLambdaBasicExecutionRole';
  const own = nameAt(resource);
  return {
    service: 'lambda.amazonaws.com',
    managed: [
      { at: own, path: `service-role/${basic}` },
      ...(isTraced ? [{ at: at('Tracing', own), path: 'AWSXrayWriteOnlyAccess' }] : []),
      ...(isInVpc ? [{ at: at('VpcConfig', own), path: 'service-role/AWSLambdaVPCAccessExecutionRole' }] : []),
      ...eventPolicies(resource),
    ],
    inline: [...deadLetterPolicy(resource), ...destinationPolicies(resource)],
  };
}

/** What a function needs to leave what it could not handle in a queue or topic. */
function deadLetterPolicy(resource: ServerlessResource): readonly Sketch[] {
  const { document } = resource;
  const queue = propertyOf(resource, 'DeadLetterQueue');
  const target = queue === undefined ? undefined : presentMember(document, queue, 'TargetArn');
  const type = queue === undefined ? undefined : memberOf(document, queue, 'Type');
  if (queue === undefined || type === undefined || target === undefined) return [];
  const action = scalarOf(document, type) === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage';
  return [grant(keyPlaceOf(document, queue), 'DeadLetterQueuePolicy', action, copyOf(document, target))];
}

/** What sending a result to a destination needs, by the destination's type. */
const DESTINATION_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['SQS', 'sqs:SendMessage'],
  ['SNS', 'sns:Publish'],
  ['EventBridge', 'events:PutEvents'],
  ['Lambda', 'lambda:InvokeFunction'],
]);

/** For destinations that the template gives. A queue or topic that SAM makes is the function's own. */
function destinationPolicies(resource: ServerlessResource): readonly Sketch[] {
  const { document } = resource;
  const config = propertyOf(resource, 'EventInvokeConfig');
  const destinations = config === undefined ? undefined : memberOf(document, config, 'DestinationConfig');
  return ['OnSuccess', 'OnFailure'].flatMap((name) => {
    const to = destinations === undefined ? undefined : presentMember(document, destinations, name);
    const type = to === undefined ? undefined : memberOf(document, to, 'Type');
    const arn = to === undefined ? undefined : presentMember(document, to, 'Destination');
    if (to === undefined || type === undefined || arn === undefined) return [];
    const at = keyPlaceOf(document, to);
    const kind = scalarOf(document, type) ?? '';
    const target = copyOf(document, arn);
    if (kind === 'S3Bucket') return [bucketGrant(at, `${resource.name}${name}S3Policy`, target)];
    const action = DESTINATION_ACTIONS.get(kind);
    return action === undefined ? [] : [grant(at, `${resource.name}${name}Policy`, action, target)];
  });
}

function grant(at: Place, name: string, action: string, target: Sketch): Sketch {
  return inlinePolicy(at, name, documentAt(at, [statementAt(at, action, target)]));
}

function bucketGrant(at: Place, name: string, bucket: Sketch): Sketch {
  const objects = mapAt(at, { 'Fn::Join': listAt(at, [textAt(at, '/'), listAt(at, [bucket, textAt(at, '*')])]) });
  const statements = [statementAt(at, 's3:PutObject', objects), statementAt(at, 's3:ListBucket', bucket)];
  return inlinePolicy(at, name, documentAt(at, statements));
}

function documentAt(at: Place, statements: readonly Sketch[]): Sketch {
  return mapAt(at, { Version: textAt(at, '2012-10-17'), Statement: listAt(at, statements) });
}

function statementAt(at: Place, action: string, target: Sketch): Sketch {
  return mapAt(at, { Effect: textAt(at, 'Allow'), Action: textAt(at, action), Resource: target });
}

/**
 * The function's URL. The permission for everybody that SAM makes where a URL asks for no authentication is not written:
 * the URL itself says so.
 */
function urlOf(resource: ServerlessResource): readonly SketchEntry[] {
  const { document } = resource;
  const config = propertyOf(resource, 'FunctionUrlConfig');
  if (config === undefined) return [];
  const at = keyPlaceOf(document, config);
  if (!isPlainMap(document, config)) {
    resource.note(at, '`FunctionUrlConfig` is not known');
    return [];
  }
  const id = resource.take('Url');
  const target = entryAt(at, 'TargetFunctionArn', mapAt(at, { Ref: textAt(at, resource.name) }));
  const entries = [target, ...childrenOf(document, config).map((child) => copiedEntry(document, child))];
  return [madeOf(resource, id, 'AWS::Lambda::Url', { kind: 'map', at: placeOf(document, config), entries })];
}

/** `AWS::Serverless::StateMachine`: a state machine and the role that it runs as. */
export const stateMachineResources: ServerlessMaker = (resource) => {
  const { document } = resource;
  const tracing = propertyOf(resource, 'Tracing');
  const enabled = tracing === undefined ? undefined : memberOf(document, tracing, 'Enabled');
  const isTraced = tracing !== undefined && enabled !== undefined && scalarOf(document, enabled) === 'true';
  const role = executionRoleOf(resource, () => ({
    service: 'states.amazonaws.com',
    managed: isTraced ? [{ at: keyPlaceOf(document, tracing), path: 'AWSXrayWriteOnlyAccess' }] : [],
    inline: [],
  }));
  const entries = [...carried(resource, 'Name', 'StateMachineName'), entryAt(role.arnAt, 'RoleArn', role.arn)];
  return [retyped(resource, 'AWS::StepFunctions::StateMachine', entries), ...role.made];
};
