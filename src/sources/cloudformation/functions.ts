import { holeText, idOf, overChoices, textOf } from '../../document/compose.js';
import { childrenOf, isMap, memberOf, type Node, scalarOf } from '../../document/document.js';
import { placeOf } from '../../document/place.js';
import { displayText, literalOf, literalText, stringOfValue, type Value } from '../../document/value.js';
import { argumentsOf, type Call, conditionalOf, UNKNOWN_CALL } from './intrinsic.js';
import { isPlainText } from './parameters.js';
import { attributeOf, referenceTo } from './references.js';
import type { Resolver } from './resolver.js';
import { join, select, split, substitute } from './text-functions.js';

type IntrinsicFunction = (resolver: Resolver, call: Call) => Value;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = new Map([
  ['Ref', ref],
  ['Fn::Base64', base64],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAtt', getAtt],
  ['Fn::If', conditional],
  ['Fn::ImportValue', importValue],
  ['Fn::Join', join],
  ['Fn::Length', length],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', substitute],
  ['Fn::ToJsonString', toJsonString],
]);

/** The function of a name. Those that are not resolved, known or not, give unknowns. */
export function functionNamed(name: string): IntrinsicFunction {
  return FUNCTIONS.get(name) ?? notResolved;
}

function notResolved(resolver: Resolver, call: Call): Value {
  const { document } = resolver.template;
  const macro = call.name === 'Fn::Transform' ? memberOf(document, call.argument, 'Name') : undefined;
  const name = macro === undefined ? undefined : scalarOf(document, macro);
  if (name !== undefined) return resolver.unknown(call, `the macro "${name}" is not expanded`);
  if (call.name === UNKNOWN_CALL) return resolver.unknown(call, `${scalarOf(document, call.argument)} is not known`);
  const written = call.name.startsWith('Fn::ForEach::') ? 'Fn::ForEach' : call.name;
  return resolver.unknown(call, `\`${written}\` is not resolved`);
}

function misused(resolver: Resolver, call: Call): Value {
  return resolver.unknown(call, `\`${call.name}\` is not written as CloudFormation takes it`);
}

function ref(resolver: Resolver, call: Call): Value {
  const { document } = resolver.template;
  const name = scalarOf(document, call.argument);
  if (name === undefined) return misused(resolver, call);
  return referenceTo(resolver, name, placeOf(document, call.argument));
}

function getAtt(resolver: Resolver, call: Call): Value {
  const { document } = resolver.template;
  const place = placeOf(document, call.argument);
  const dotted = scalarOf(document, call.argument);
  if (dotted !== undefined) {
    const dot = dotted.indexOf('.');
    if (dot < 0) return misused(resolver, call);
    return attributeOf(resolver, dotted.slice(0, dot), dotted.slice(dot + 1), place);
  }
  const [first, ...rest] = argumentsOf(document, call) ?? [];
  const name = first === undefined ? undefined : scalarOf(document, first);
  if (name === undefined || rest.length === 0) return misused(resolver, call);
  return overChoices(
    { place },
    rest.map((node) => resolver.resolve(node)),
    (values) => {
      const attribute = values.map(stringOfValue);
      if (attribute.includes(undefined)) return resolver.unknown(call, `an attribute of "${name}" is not named`);
      return attributeOf(resolver, name, attribute.join('.'), place);
    },
  );
}

function conditional(resolver: Resolver, call: Call): Value {
  const { document } = resolver.template;
  const parts = conditionalOf(document, call);
  if (parts === undefined) return misused(resolver, call);
  const place = placeOf(document, call.node);
  const { condition, yes, no } = parts;
  return { kind: 'choice', place, guard: condition, yes: resolver.resolve(yes), no: resolver.resolve(no) };
}

/** What another stack exports: equal to itself by its name, beyond that anything. */
function importValue(resolver: Resolver, call: Call): Value {
  const place = placeOf(resolver.template.document, call.node);
  return overChoices({ place }, [resolver.argument(call)], ([name]) =>
    name?.kind === 'text'
      ? holeText(name.place, `import ${idOf(name)}`, true)
      : resolver.unknown(call, 'the name of an import is not known'),
  );
}

/** Where the keys are not known, the candidates decide: what they agree on is the value. */
function findInMap(resolver: Resolver, call: Call): Value {
  const nodes = argumentsOf(resolver.template.document, call) ?? [];
  const keys = nodes.slice(0, 3).map((node) => resolver.resolve(node));
  if (keys.length < 3) return misused(resolver, call);
  return overChoices({ place: placeOf(resolver.template.document, call.node) }, keys, ([name, top, second]) => {
    const found = candidates(resolver, stringOfValue(name), stringOfValue(top), stringOfValue(second));
    if (found.length === 0) return standardOf(resolver, call, nodes[3]);
    const [value, ...others] = found;
    if (value !== undefined && others.every((other) => shown(other) === shown(value))) return at(value, call, resolver);
    const path = [name, top, second].map((key) => (key?.kind === 'text' ? idOf(key) : '?')).join('.');
    const isPlain = found.every((value) => value.kind === 'text' && isPlainText(displayText(value)));
    if (found.every((value) => value.kind === 'text')) {
      return holeText(placeOf(resolver.template.document, call.node), path, !isPlain);
    }
    return resolver.unknown(call, `\`Fn::FindInMap\` depends on where the stack is made ("${path}")`);
  });
}

/** The values that a mapping holds under the keys that are known, under any for those that are not. */
function candidates(
  resolver: Resolver,
  name: string | undefined,
  top: string | undefined,
  second: string | undefined,
): readonly Value[] {
  const { document, mappings } = resolver.template;
  const mapping = name === undefined ? undefined : mappings.get(name);
  const under = (node: Node, key: string | undefined): readonly Node[] => {
    if (key === undefined) return childrenOf(document, node);
    const found = memberOf(document, node, key);
    return found === undefined ? [] : [found];
  };
  const leaves = mapping === undefined ? [] : under(mapping, top).flatMap((node) => under(node, second));
  return leaves.filter((node) => !isMap(document, node)).map((node) => resolver.resolve(node));
}

function standardOf(resolver: Resolver, call: Call, options: Node | undefined): Value {
  const node = options === undefined ? undefined : memberOf(resolver.template.document, options, 'DefaultValue');
  if (node !== undefined) return resolver.resolve(node);
  return resolver.unknown(call, '`Fn::FindInMap` names what no mapping of the template holds');
}

function shown(value: Value): string {
  if (value.kind === 'list') return value.items.map(shown).join('\n');
  return value.kind === 'text' ? displayText(value) : value.kind;
}

/** A mapping's value as if it stood at the call. */
function at(value: Value, call: Call, resolver: Resolver): Value {
  const place = placeOf(resolver.template.document, call.node);
  if (value.kind === 'list') return { ...value, place, items: value.items.map((item) => at(item, call, resolver)) };
  return { ...value, place };
}

function base64(resolver: Resolver, call: Call): Value {
  const place = placeOf(resolver.template.document, call.node);
  return overChoices({ place }, [resolver.argument(call)], ([value]) => {
    const text = stringOfValue(value);
    if (text === undefined) return holeText(place, resolver.idOf(call));
    return literalText(place, Buffer.from(text).toString('base64'));
  });
}

function length(resolver: Resolver, call: Call): Value {
  const place = placeOf(resolver.template.document, call.node);
  return overChoices({ place }, [resolver.argument(call)], ([list]) => {
    const isCounted = list?.kind === 'list' && list.items.every((item) => item.kind === 'text' || item.kind === 'map');
    return isCounted ? literalText(place, String(list.items.length), 'number') : holeText(place, resolver.idOf(call));
  });
}

/** Only of texts; maps and lists are read as what they are where a policy is expected (see `policyValue`). */
function toJsonString(resolver: Resolver, call: Call): Value {
  const place = placeOf(resolver.template.document, call.node);
  const value = resolver.argument(call);
  const literal = value.kind === 'text' ? literalOf(value) : undefined;
  return literal === undefined
    ? resolver.unknown(call, '`Fn::ToJsonString` is not resolved here')
    : textOf(place, [JSON.stringify(literal)]);
}
