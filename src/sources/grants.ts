import { hole, textOf } from '../document/compose.js';
import type { Place } from '../document/place.js';
import {
  displayText,
  type Entry,
  literalText,
  type MapValue,
  type Part,
  type Text,
  type Value,
} from '../document/value.js';
import type { PolicyFact } from '../inventory/facts.js';
import type { Resource } from '../inventory/model.js';
import { readPolicy } from '../policy/read.js';

/** A condition that a property of a grant stands for. */
interface ConditionProperty {
  readonly property: string;
  readonly operator: string;
  readonly key: string;
}

/** A resource type that grants access without a policy document: AWS makes a statement of its properties. */
interface GrantFormat {
  /** The type that the statement becomes part of the policy of. */
  readonly resourceType: string;
  /** The property that names what is granted access to, by its ARN or its name. */
  readonly resource: string;
  /** What its ARN has before the name: the service, and the start of the last segment. */
  readonly service: string;
  readonly start: string;
  /** The name where the property is absent. */
  readonly standard: string;
  readonly conditions: readonly ConditionProperty[];
}

/**
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html,
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html,
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html,
 * https://docs.aws.amazon.com/signer/latest/api/API_AddProfilePermission.html
 */
const GRANTS: Readonly<Record<string, GrantFormat>> = {
  'AWS::Events::EventBusPolicy': {
    resourceType: 'AWS::Events::EventBus',
    resource: 'EventBusName',
    service: 'events',
    start: 'event-bus/',
    standard: 'default',
    conditions: [],
  },
  'AWS::Lambda::LayerVersionPermission': {
    resourceType: 'AWS::Lambda::LayerVersion',
    resource: 'LayerVersionArn',
    service: 'lambda',
    start: 'layer:',
    standard: '*',
    conditions: [{ property: 'OrganizationId', operator: 'StringEquals', key: 'aws:PrincipalOrgID' }],
  },
  'AWS::Lambda::Permission': {
    resourceType: 'AWS::Lambda::Function',
    resource: 'FunctionName',
    service: 'lambda',
    start: 'function:',
    standard: '*',
    conditions: [
      { property: 'SourceArn', operator: 'ArnLike', key: 'aws:SourceArn' },
      { property: 'SourceAccount', operator: 'StringEquals', key: 'aws:SourceAccount' },
      { property: 'PrincipalOrgID', operator: 'StringEquals', key: 'aws:PrincipalOrgID' },
      { property: 'EventSourceToken', operator: 'StringEquals', key: 'lambda:EventSourceToken' },
      { property: 'FunctionUrlAuthType', operator: 'StringEquals', key: 'lambda:FunctionUrlAuthType' },
      { property: 'InvokedViaFunctionUrl', operator: 'Bool', key: 'lambda:InvokedViaFunctionUrl' },
    ],
  },
  'AWS::Signer::ProfilePermission': {
    resourceType: 'AWS::Signer::SigningProfile',
    resource: 'ProfileName',
    service: 'signer',
    start: '/signing-profiles/',
    standard: '*',
    conditions: [],
  },
};

/** A property of a grant, by CloudFormation's name: its key, and what it means. */
export interface GrantProperty {
  readonly key: Place;
  readonly value: Value;
}

/** Gives a property of a grant; undefined where it is not given. */
export type GrantProperties = (name: string) => GrantProperty | undefined;

/** Whether a resource type grants access without holding a policy document. */
function isGrant(type: string): boolean {
  return Object.hasOwn(GRANTS, type);
}

/** The grant of a resource that holds no document, as the policy that AWS makes of it; undefined for other types. */
export function grantOf(type: string, properties: GrantProperties, resource: Resource): PolicyFact | undefined {
  const format = isGrant(type) ? GRANTS[type] : undefined;
  if (format === undefined) return undefined;
  const builder = new GrantBuilder(properties, format, resource);
  const context = { kind: 'resource', resourceType: format.resourceType, when: resource.when } as const;
  return { policy: readPolicy(builder.policy(), context), form: 'setting', names: [], resource, holders: [] };
}

/** Writes a policy out of properties. What no property says stands where the resource's name stands. */
class GrantBuilder {
  readonly #property: GrantProperties;
  readonly #format: GrantFormat;
  readonly #place: Place;

  constructor(properties: GrantProperties, format: GrantFormat, { place }: Resource) {
    this.#property = properties;
    this.#format = format;
    this.#place = place;
  }

  policy(): MapValue {
    const statement = this.#property('Statement')?.value ?? this.#statement();
    const entries = [
      this.#entry('Version', literalText(this.#place, '2012-10-17')),
      this.#entry('Statement', statement),
    ];
    return { kind: 'map', place: this.#place, entries };
  }

  #statement(): MapValue {
    const entries = [
      this.#entry('Effect', literalText(this.#place, 'Allow')),
      ...this.#entryOf('Sid', 'StatementId', (value) => value),
      ...this.#entryOf('Principal', 'Principal', principal),
      ...this.#entryOf('Action', 'Action', (value) => value),
      this.#entry('Resource', this.#target(), this.#format.resource),
      ...this.#conditions(),
    ];
    return { kind: 'map', place: this.#place, entries };
  }

  /** What access is granted to, as an ARN. */
  #target(): Value {
    const { resource, standard } = this.#format;
    const given = this.#property(resource);
    if (given === undefined) return this.#arn(this.#place, [standard]);
    return mapped(given.value, (name) => (isArn(name) ? name : this.#arn(name.place, withoutAccount(name))));
  }

  #arn(place: Place, name: readonly Part[]): Text {
    const { service, start } = this.#format;
    const here = [hole('AWS::Region'), ':', hole('AWS::AccountId')];
    return textOf(place, ['arn:', hole('AWS::Partition'), `:${service}:`, ...here, `:${start}`, ...name]);
  }

  #conditions(): readonly Entry[] {
    const written = this.#property('Condition');
    if (written !== undefined) return this.#writtenCondition(written.value);
    const operators = new Map<string, Entry[]>();
    for (const { property, operator, key } of this.#format.conditions) {
      const entries = operators.get(operator) ?? [];
      entries.push(...this.#entryOf(key, property, (value) => value));
      if (entries.length > 0) operators.set(operator, entries);
    }
    const entries = [...operators].map(([operator, inner]) => this.#map(operator, inner));
    return entries.length === 0 ? [] : [this.#map('Condition', entries)];
  }

  /** The condition of an event bus policy: `{Type: StringEquals, Key: aws:PrincipalOrgID, Value: …}`. */
  #writtenCondition(condition: Value): readonly Entry[] {
    if (condition.kind !== 'map') return [this.#entry('Condition', condition, 'Condition')];
    const [type, key, value] = ['Type', 'Key', 'Value'].map((name) => find(condition, name));
    if (type?.kind !== 'text' || key?.kind !== 'text' || value === undefined) return [];
    const inner: MapValue = { kind: 'map', place: condition.place, entries: [{ key, value }] };
    const operator: MapValue = { kind: 'map', place: condition.place, entries: [{ key: type, value: inner }] };
    return [this.#entry('Condition', operator, 'Condition')];
  }

  /** An element of the statement, if there is the property that it is made of. */
  #entryOf(name: string, property: string, change: (value: Text) => Value): readonly Entry[] {
    const given = this.#property(property);
    return given === undefined ? [] : [this.#entry(name, mapped(given.value, change), property)];
  }

  #map(name: string, entries: readonly Entry[]): Entry {
    return this.#entry(name, { kind: 'map', place: this.#place, entries });
  }

  #entry(name: string, value: Value, property?: string): Entry {
    const given = property === undefined ? undefined : this.#property(property);
    return { key: literalText(given?.key ?? this.#place, name), value };
  }
}

/** `s3.amazonaws.com` is a service, `*` everybody, everything else an account, a user or a role. */
function principal(text: Text): Value {
  const shown = displayText(text);
  if (shown === '*') return text;
  const type = /\.amazonaws\.com(?:\.cn)?$/.test(shown) ? 'Service' : 'AWS';
  return { kind: 'map', place: text.place, entries: [{ key: literalText(text.place, type), value: text }] };
}

/** A function may be named with its account before it: `123456789012:function:name`. */
function withoutAccount(name: Text): readonly Part[] {
  const [first, ...others] = name.parts;
  const mark = ':function:';
  const at = typeof first === 'string' ? first.indexOf(mark) : -1;
  return typeof first === 'string' && at >= 0 ? [first.slice(at + mark.length), ...others] : name.parts;
}

/** Whether a text is an ARN, or may be one: it begins with something of which nothing is known. */
function isArn({ parts }: Text): boolean {
  const [first] = parts;
  if (typeof first === 'string') return first.startsWith('arn:');
  return first?.kind === 'hole' && first.opaque === true;
}

/** Applies a function of texts to a text, or to both branches of a choice. */
function mapped(value: Value, change: (value: Text) => Value): Value {
  if (value.kind === 'text') return change(value);
  if (value.kind !== 'choice') return value;
  return { ...value, yes: mapped(value.yes, change), no: mapped(value.no, change) };
}

function find(map: MapValue, name: string): Value | undefined {
  return map.entries.find(({ key }) => displayText(key) === name)?.value;
}
