import { hole, holeText, isTransparent, textOf, unknownAt } from '../../document/compose.js';
import { memberOf } from '../../document/document.js';
import type { Place } from '../../document/place.js';
import { literalText, type Part, type Value } from '../../document/value.js';
import { referenceFormats } from '../arns.js';
import { parameterValue } from './parameters.js';
import type { Resolver } from './resolver.js';
import type { Declaration } from './template.js';

/** Longer names than this are no names: they are holes. */
const MOST_NAME_PARTS = 32;
const LONGEST_NAME = 1024;

/** What a property is that a pattern names and the template does not give. */
const DEFAULTS: Readonly<Record<string, string>> = { Path: '/', GroupName: 'default', Cluster: 'default' };

/**
 * What `Ref`, or a name in `Fn::Sub`, stands for: a pseudo parameter, a parameter or a resource. A name that the
 * template does not know is a hole of which nothing is known.
 *
 * @param place what the user wrote
 */
export function referenceTo(resolver: Resolver, name: string, place: Place): Value {
  const { template } = resolver;
  const parameter = template.parameters.get(name);
  if (parameter !== undefined) return parameterValue(template, name, parameter, place);
  const resource = template.resources.get(name);
  if (resource !== undefined) {
    return textOf(place, fill(resolver, resource, referenceFormats(resource.type)?.Ref ?? '{name}'));
  }
  return name.startsWith('AWS::') ? pseudoParameter(resolver, name, place) : nowhere(resolver, name, place);
}

/**
 * What `Fn::GetAtt` stands for: an attribute of a resource. Attributes that the table does not hold are holes; those
 * that are ARNs by their name keep an ARN's segments.
 */
export function attributeOf(resolver: Resolver, name: string, attribute: string, place: Place): Value {
  const resource = resolver.template.resources.get(name);
  const id = `${name}.${attribute}`;
  if (resource === undefined) return nowhere(resolver, name, place, id);
  const formats = referenceFormats(resource.type) ?? {};
  const pattern = attribute !== 'name' && Object.hasOwn(formats, attribute) ? formats[attribute] : undefined;
  if (pattern !== undefined) return textOf(place, fill(resolver, resource, pattern));
  if (holdsAnything(resource.type, attribute)) return holeText(place, id, true);
  return /A(?:rn|RN)$/.test(attribute) ? textOf(place, arnOfUnknownFormat(id)) : holeText(place, id);
}

/** What people and their code put in: custom resources, nested stacks' outputs, stored parameters. */
function holdsAnything(type: string, attribute: string): boolean {
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') return true;
  return attribute.startsWith('Outputs.') || (type === 'AWS::SSM::Parameter' && attribute === 'Value');
}

function arnOfUnknownFormat(id: string): readonly Part[] {
  const segment = (name: string) => [':', hole(`${id} ${name}`)];
  return ['arn:', hole('AWS::Partition'), ...['service', 'region', 'account'].flatMap(segment), ':', hole(id)];
}

function nowhere(resolver: Resolver, name: string, place: Place, id = name): Value {
  // A macro, the serverless one first of all, adds resources of its own.
  if (!resolver.template.isTransformed) {
    resolver.note(place, `"${name}" is neither a parameter nor a resource of the template`);
  }
  return holeText(place, id, true);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html */
function pseudoParameter(resolver: Resolver, name: string, place: Place): Value {
  switch (name) {
    case 'AWS::AccountId':
    case 'AWS::Partition':
    case 'AWS::Region':
    case 'AWS::StackName':
      return holeText(place, name);
    case 'AWS::StackId':
      return textOf(place, [
        ...['arn:', hole('AWS::Partition'), ':cloudformation:', hole('AWS::Region'), ':', hole('AWS::AccountId')],
        ...[':stack/', hole('AWS::StackName'), '/', hole(name)],
      ]);
    case 'AWS::URLSuffix':
      // amazonaws.com.cn in China; service principals are the same in both for nearly all services.
      return literalText(place, 'amazonaws.com');
    case 'AWS::NoValue':
      return { kind: 'absent', place };
    case 'AWS::NotificationARNs':
      return unknownAt(place, '"AWS::NotificationARNs" is given when the stack is made');
    default:
      return nowhere(resolver, name, place);
  }
}

/** Fills a pattern of the reference table in for one resource. */
function fill(resolver: Resolver, resource: Declaration, pattern: string): readonly Part[] {
  // The pieces at odd places are the names between braces.
  return pattern.split(/[{}]/).flatMap((piece, i) => (i % 2 === 0 ? [piece] : partNamed(resolver, resource, piece)));
}

function partNamed(resolver: Resolver, resource: Declaration, name: string): readonly Part[] {
  if (name === 'partition') return [hole('AWS::Partition')];
  if (name === 'region') return [hole('AWS::Region')];
  if (name === 'account') return [hole('AWS::AccountId')];
  if (name === 'name') return nameOf(resolver, resource);
  const given = propertyParts(resolver, resource, name);
  if (given !== undefined) return given;
  const standard = DEFAULTS[name];
  return standard === undefined || hasProperty(resolver, resource, name)
    ? [hole(`${resource.name}.${name}`)]
    : [standard];
}

/** A resource's own name: as its template gives it, else a hole that is called after its logical id. */
function nameOf(resolver: Resolver, resource: Declaration): readonly Part[] {
  const property = referenceFormats(resource.type)?.name;
  const given = property === undefined ? undefined : propertyParts(resolver, resource, property);
  return given ?? [hole(resource.name)];
}

/** A property as parts of a segment; undefined where it is absent, not fixed, or no segment. */
function propertyParts(resolver: Resolver, resource: Declaration, name: string): readonly Part[] | undefined {
  const value = resolver.property(resource, name);
  if (!isTransparent(value) || value.parts.length === 0 || value.parts.length > MOST_NAME_PARTS) return undefined;
  const literal = value.parts.filter((part) => typeof part === 'string').join('');
  return literal.length > LONGEST_NAME || literal.includes(':') ? undefined : value.parts;
}

function hasProperty(resolver: Resolver, resource: Declaration, name: string): boolean {
  if (resource.properties === undefined) return false;
  return memberOf(resolver.template.document, resource.properties, name) !== undefined;
}
