import { childrenOf, memberOf, type Node, scalarOf } from '../../../document/document.js';
import { keyPlaceOf, type Place } from '../../../document/place.js';
import { isPlainMap, presentMember, propertyOf, type ServerlessResource } from './serverless-resource.js';

/** The managed policies that SAM gives a function's role to read from a source of events. */
const POLICY_BY_EVENT: ReadonlyMap<string, string> = new Map([
  ['DynamoDB', 'service-role/AWSLambdaDynamoDBExecutionRole'],
  ['Kinesis', 'service-role/AWSLambdaKinesisExecutionRole'],
  ['MSK', 'service-role/AWSLambdaMSKExecutionRole'],
  ['SQS', 'service-role/AWSLambdaSQSQueueExecutionRole'],
]);

/** Events for which SAM writes policies by its own lights. */
const WITH_OWN_POLICY: ReadonlySet<string> = new Set(['DocumentDB', 'MQ', 'SelfManagedKafka']);

/** The managed policies that the events of a function add to its role. */
export function eventPolicies(resource: ServerlessResource): readonly { readonly at: Place; readonly path: string }[] {
  const { document } = resource;
  const added = new Map<string, Place>();
  for (const { node, type } of eventsOf(resource)) {
    const path = POLICY_BY_EVENT.get(type);
    if (path !== undefined && !added.has(path)) added.set(path, keyPlaceOf(document, node));
    if (WITH_OWN_POLICY.has(type)) {
      resource.note(keyPlaceOf(document, node), `what AWS SAM grants for an event of type ${type} is not expanded`);
    }
  }
  return [...added].map(([path, at]) => ({ at, path }));
}

/** The APIs that SAM makes for functions which name none. */
export type ImplicitApi = 'ServerlessRestApi' | 'ServerlessHttpApi';

/** The APIs that the events of a function ask for without naming one, with the first event that does. */
export function implicitApisOf(resource: ServerlessResource): ReadonlyMap<ImplicitApi, Place> {
  const { document } = resource;
  const found = new Map<ImplicitApi, Place>();
  for (const { node, type } of eventsOf(resource)) {
    const [api, property] =
      type === 'Api' ? (['ServerlessRestApi', 'RestApiId'] as const) : (['ServerlessHttpApi', 'ApiId'] as const);
    if (type !== 'Api' && type !== 'HttpApi') continue;
    const properties = memberOf(document, node, 'Properties');
    const named = properties === undefined ? undefined : presentMember(document, properties, property);
    if (named === undefined && !found.has(api)) found.set(api, keyPlaceOf(document, node));
  }
  return found;
}

function eventsOf(resource: ServerlessResource): readonly { readonly node: Node; readonly type: string }[] {
  const { document } = resource;
  const events = propertyOf(resource, 'Events');
  if (events === undefined || !isPlainMap(document, events)) return [];
  return childrenOf(document, events).map((node) => {
    const type = memberOf(document, node, 'Type');
    return { node, type: (type === undefined ? undefined : scalarOf(document, type)) ?? '' };
  });
}
