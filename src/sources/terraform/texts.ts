import { hole, textOf } from '../../document/compose.js';
import type { Place } from '../../document/place.js';
import { literalOf, type Part, stringOfValue, type Text, type Value } from '../../document/value.js';
import { referenceFormats } from '../arns.js';
import { attributeOf } from './attributes.js';
import type { TerraformResource } from './model.js';
import type { Target } from './targets.js';
import { typeName } from './type-names.js';

/** A text that is one hole, called after a resource: what stands for it in links. */
export function resourceHole({ address }: TerraformResource, place: Place): Text {
  return { kind: 'text', place, parts: [hole(address)], scalar: 'string' };
}

/** The literal text of an attribute; undefined where it is empty, not known or no text. */
function literalAttribute(resource: TerraformResource, name: string): Text | undefined {
  const value = attributeOf(resource, name);
  return isLiteral(value) && literalOf(value) !== '' ? value : undefined;
}

/** Whether a value is a text all of which is known. */
export function isLiteral(value: Value | undefined): value is Text {
  return stringOfValue(value) !== undefined;
}

/**
 * What an attribute of a resource is where the plan does not tell it: of an ARN the skeleton that its type has, else a
 * hole.
 *
 * @returns undefined where the target is no attribute
 */
export function textOfTarget({ resource, attribute }: Target, place: Place): Text | undefined {
  if (attribute === undefined) return undefined;
  const literal = literalAttribute(resource, attribute);
  if (literal !== undefined) return { ...literal, place };
  const id = `${resource.address}.${attribute}`;
  if (attribute === 'id' || attribute === 'arn') {
    const arn = arnOf(resource);
    if (arn !== undefined) return textOf(place, arn);
  }
  return textOf(place, /^arn$|_arn$/.test(attribute) ? arnOfUnknownFormat(id) : [hole(id)]);
}

/** Whether a text begins as an ARN does. */
export function beginsAsArn({ parts: [first] }: Text): boolean {
  return typeof first === 'string' && first.startsWith('arn:');
}

/** The ARN of a resource as far as its type tells: segments that nobody knows are holes. */
function arnOf(resource: TerraformResource): readonly Part[] | undefined {
  const known = typeName(resource.type);
  const formats = known === undefined ? undefined : referenceFormats(known.type);
  const pattern = [formats?.['Arn'], formats?.Ref].find((one) => one?.startsWith('arn:'));
  if (known === undefined || pattern === undefined) return undefined;
  // The pieces at odd places are the names between braces.
  const pieces = pattern.split(/[{}]/);
  return pieces.map((piece, i) => (i % 2 === 0 ? piece : partNamed(resource, known.name, piece)));
}

/** An ARN of which no more is known than that it has an ARN's segments. */
function arnOfUnknownFormat(id: string): readonly Part[] {
  const segments = ['service', 'region', 'account'].flatMap((name) => [':', hole(`${id} ${name}`)]);
  return ['arn:', hole('AWS::Partition'), ...segments, ':', hole(id)];
}

function partNamed(resource: TerraformResource, nameAttribute: string, name: string): Part {
  if (name === 'partition') return hole('AWS::Partition');
  if (name === 'region') return hole('AWS::Region');
  if (name === 'account') return hole('AWS::AccountId');
  if (name === 'name') return stringOfValue(literalAttribute(resource, nameAttribute)) ?? hole(resource.address);
  if (name === 'Path') return stringOfValue(attributeOf(resource, 'path')) ?? '/';
  return hole(`${resource.address}.${name}`);
}
