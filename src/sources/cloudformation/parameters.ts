import { holeText, unknownAt } from '../../document/compose.js';
import { childrenOf, memberOf, type Node, scalarOf, stringOf } from '../../document/document.js';
import type { Place } from '../../document/place.js';
import { literalText, type Value } from '../../document/value.js';
import type { Template } from './template.js';

/**
 * What a parameter stands for: its default, else what another template gives it, else its only allowed value, else a
 * hole (for lists: unknown). An empty default says that the deployer may leave the parameter out, not what it holds; it
 * counts as none.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 *
 * @param place of the reference: what the user wrote
 */
export function parameterValue(template: Template, name: string, declaration: Node, place: Place): Value {
  const { document } = template;
  const typeNode = memberOf(document, declaration, 'Type');
  const type = (typeNode === undefined ? undefined : stringOf(document, typeNode)) ?? 'String';
  const given = givenValue(template, name, declaration);
  // The default of such a parameter is the name under which Systems Manager holds the value.
  const isStored = type.startsWith('AWS::SSM::Parameter::Value<');
  if (isListType(type)) {
    if (given === undefined || isStored) return unknownAt(place, reasonOf(name, isStored));
    const items = given.split(',').map((item) => literalText(place, item.trim()));
    return { kind: 'list', place, items };
  }
  if (given !== undefined && !isStored) return literalText(place, given);
  return holeText(place, name, !isPlain(template, type, declaration));
}

function reasonOf(name: string, isStored: boolean): string {
  return isStored ? `parameter "${name}" is kept in Systems Manager` : `parameter "${name}" has no default`;
}

function isListType(type: string): boolean {
  return type.includes('List<') || type.includes('CommaDelimitedList');
}

function givenValue(template: Template, name: string, declaration: Node): string | undefined {
  const { document } = template;
  const standard = memberOf(document, declaration, 'Default');
  const text = standard === undefined ? undefined : scalarOf(document, standard);
  if (text !== undefined && text !== '') return text;
  const passed = template.given.get(name);
  if (passed !== undefined && passed !== '') return passed;
  const allowed = allowedValues(template, declaration);
  return standard === undefined && allowed.length === 1 ? allowed[0] : undefined;
}

function allowedValues(template: Template, declaration: Node): readonly string[] {
  const list = memberOf(template.document, declaration, 'AllowedValues');
  if (list === undefined) return [];
  return childrenOf(template.document, list).map((node) => scalarOf(template.document, node) ?? '');
}

/** Whether the values that a parameter takes hold neither wildcards nor colons, by its type or its allowed values. */
function isPlain(template: Template, type: string, declaration: Node): boolean {
  if (type === 'Number') return true;
  if (/^AWS::(?:SSM::Parameter::Value<)?AWS::/.test(type)) return true;
  if (type.startsWith('AWS::')) return !type.startsWith('AWS::SSM::Parameter::Value<');
  const allowed = allowedValues(template, declaration);
  return allowed.length > 0 && allowed.every(isPlainText);
}

/** Whether a text holds no wildcard, colon, quote or variable. */
export function isPlainText(text: string): boolean {
  return !/[*?:$"]/.test(text);
}
