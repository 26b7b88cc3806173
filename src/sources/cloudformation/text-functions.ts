import { holeText, isTransparent, overChoices, partsOf, textOf } from '../../document/compose.js';
import { childrenOf, isMap, keyOf, type Node, scalarOf } from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { type Guard, literalOf, type Part, stringOfValue, type Text, type Value } from '../../document/value.js';
import { argumentsOf, type Call, callOf } from './intrinsic.js';
import { attributeOf, referenceTo } from './references.js';
import type { Resolver } from './resolver.js';
import { type SubPart, splitSub } from './sub.js';

/** What an `Fn::Sub` is given: its text, and the values of names of its own. */
export interface Substitution {
  /** The node of the text. */
  readonly node: Node;
  readonly parts: readonly SubPart[];
  /** Resolved once each, however often the text names them. */
  readonly own: ReadonlyMap<string, Value>;
}

/** Takes the arguments of an `Fn::Sub` apart; undefined where they are none. */
export function substitutionOf(resolver: Resolver, call: Call): Substitution | undefined {
  const { document } = resolver.template;
  const [first, names] = argumentsOf(document, call) ?? [call.argument];
  const text = first === undefined ? undefined : scalarOf(document, first);
  if (first === undefined || text === undefined) return undefined;
  const own = new Map<string, Value>();
  if (names !== undefined && isMap(document, names)) {
    for (const child of childrenOf(document, names)) own.set(keyOf(document, child) ?? '', resolver.resolve(child));
  }
  return { node: first, parts: splitSub(text), own };
}

/** What a name between the braces of an `Fn::Sub` stands for. */
export function substituted(resolver: Resolver, name: string, own: ReadonlyMap<string, Value>, place: Place): Value {
  const given = own.get(name);
  if (given !== undefined) return given;
  const dot = name.indexOf('.');
  if (dot < 0) return referenceTo(resolver, name, place);
  return attributeOf(resolver, name.slice(0, dot), name.slice(dot + 1), place);
}

/** `Fn::Sub` */
export function substitute(resolver: Resolver, call: Call): Value {
  const substitution = substitutionOf(resolver, call);
  if (substitution === undefined) return resolver.unknown(call, '`Fn::Sub` is given no text');
  const { node, parts, own } = substitution;
  const place = placeOf(resolver.template.document, node);
  const values = parts.map(({ literal, name }) =>
    name === undefined ? textOf(place, [literal ?? '']) : substituted(resolver, name, own, place),
  );
  return overChoices({ place }, values, (decided) =>
    textOf(
      place,
      decided.flatMap((value, i) => partsOf(value, parts[i]?.name)),
    ),
  );
}

/** `Fn::Join` */
export function join(resolver: Resolver, call: Call): Value {
  const { document } = resolver.template;
  const place = placeOf(document, call.node);
  const [delimiter, list] = (argumentsOf(document, call) ?? []).map((node) => resolver.resolve(node));
  if (delimiter === undefined || list === undefined) {
    return resolver.unknown(call, '`Fn::Join` is not written as CloudFormation takes it');
  }
  return overChoices({ place }, [delimiter, list], (values, when) => joined(place, values[0], values[1], when));
}

function joined(place: Place, delimiter: Value | undefined, list: Value | undefined, when: readonly Guard[]): Value {
  if (delimiter === undefined || list?.kind !== 'list') return list ?? holeText(place, 'Fn::Join', true);
  return overChoices(
    { place },
    list.items,
    (items) => {
      const present = items.flatMap(flattened).filter((item) => item.kind !== 'absent');
      const parts = present.flatMap((item, i): readonly Part[] =>
        i === 0 ? partsOf(item) : [...partsOf(delimiter), ...partsOf(item)],
      );
      return textOf(place, parts);
    },
    when,
  );
}

function flattened(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

/** `Fn::Split` */
export function split(resolver: Resolver, call: Call): Value {
  return splitting(resolver, call, (list, text) => {
    const holes = text?.kind === 'text' ? text.parts.filter((part) => typeof part !== 'string') : [];
    const names = holes.map((part) => `"${part.kind === 'hole' ? part.id : part.name}"`).join(' and ') || 'a text';
    return list ?? resolver.unknown(call, `the list that ${names} is split into is not known`);
  });
}

/**
 * Splits a text.
 *
 * @param finish turns the list, or undefined where it cannot be told, into the result
 */
function splitting(
  resolver: Resolver,
  call: Call,
  finish: (list: Value | undefined, text: Value | undefined) => Value,
): Value {
  const { document } = resolver.template;
  const place = placeOf(document, call.node);
  const values = (argumentsOf(document, call) ?? []).map((node) => resolver.resolve(node));
  return overChoices({ place }, values, ([delimiter, text]) => {
    const by = stringOfValue(delimiter);
    const isSplit = by !== undefined && by !== '' && text?.kind === 'text' && text.parts.every((p) => lacks(p, by));
    return finish(isSplit ? { kind: 'list', place, items: pieces(text, by) } : undefined, text);
  });
}

/** Whether a part that is not literal is sure not to hold a delimiter. Names that AWS makes up hold no `/` and no `,`. */
function lacks(part: Part, delimiter: string): boolean {
  if (typeof part === 'string') return true;
  if (part.kind !== 'hole' || part.opaque) return false;
  const isName = !part.id.includes('.') && !part.id.includes(' ');
  return delimiter.includes(':') || delimiter.includes('//') || (isName && /^[/,|]+$/.test(delimiter));
}

function pieces(text: Text, by: string): readonly Text[] {
  const found: Part[][] = [[]];
  for (const part of text.parts) {
    const [first, ...others] = typeof part === 'string' ? part.split(by) : [part];
    if (first !== undefined) found.at(-1)?.push(first);
    for (const other of others) found.push([other]);
  }
  return found.map((parts) => textOf(text.place, parts));
}

/** `Fn::Select` */
export function select(resolver: Resolver, call: Call): Value {
  const { document } = resolver.template;
  const place = placeOf(document, call.node);
  const [index, list] = argumentsOf(document, call) ?? [];
  if (index === undefined || list === undefined) {
    return resolver.unknown(call, '`Fn::Select` is not written as CloudFormation takes it');
  }
  const inner = callOf(document, list);
  const chosen = (from: Value | undefined, text?: Value): Value =>
    overChoices({ place }, [resolver.resolve(index), from ?? { kind: 'absent', place }], ([position, values]) => {
      const item = values?.kind === 'list' ? itemAt(values.items, position) : undefined;
      // A piece of a text without wildcards and colons holds none either.
      return item ?? holeText(place, resolver.idOf(call), !isTransparent(text));
    });
  return inner?.name === 'Fn::Split' ? splitting(resolver, inner, chosen) : chosen(resolver.resolve(list));
}

function itemAt(items: readonly Value[], position: Value | undefined): Value | undefined {
  const index = position?.kind === 'text' ? literalOf(position) : undefined;
  return index !== undefined && /^\d{1,4}$/.test(index) ? items[Number(index)] : undefined;
}
