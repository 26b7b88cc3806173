import { idOf, overChoices, partsOf, textOf, unknownAt } from '../../document/compose.js';
import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  kindOf,
  type Node,
  type OriginSegment,
  scalarOf,
} from '../../document/document.js';
import { parseJson } from '../../document/json.js';
import { keyPlaceOf, type Located, type Place, partOf, placeOf } from '../../document/place.js';
import { literalOf, scalarValue, type Text, type Value } from '../../document/value.js';
import { argumentsOf, callOf } from './intrinsic.js';
import type { Resolver } from './resolver.js';
import { substituted, substitutionOf } from './text-functions.js';

/** A policy that a template holds as text. */
export interface PolicyText {
  /** What the text means; the text itself where it is no JSON. */
  readonly value: Value;
  /** The document within the text, undefined where it is no JSON. */
  readonly document?: Document;
  /** What is wrong with its JSON, where it can still be read. */
  readonly problem?: Located & { readonly message: string };
}

/** Characters of Unicode's private use area stand for references while JSON is parsed. */
const FIRST_PLACEHOLDER = 0xe000;
const LAST_PLACEHOLDER = 0xf8ff;

/** Functions within functions, deeper than this, are taken as one value. */
const DEEPEST = 20;

/**
 * Reads the JSON that a text holds, or that functions put together: `Fn::Sub` of a policy with references in it,
 * `Fn::Join` of its pieces. Every value's place leads into the template.
 */
export function readPolicyText(resolver: Resolver, node: Node): PolicyText {
  const builder = new TextBuilder(resolver);
  builder.add(node, 0);
  const { text, values } = builder;
  if (!text.trimStart().startsWith('{') || builder.isConfusable) return { value: resolver.resolve(node) };
  const { document, problems } = parseJson(resolver.template.document.file, text, builder.origin());
  const [problem] = problems;
  if (document === undefined) return { value: resolver.resolve(node) };
  if (problem !== undefined && builder.hasBareValues) {
    const reason = `the policy's JSON depends on ${[...new Set(values.map(({ name }) => `"${name}"`))].join(', ')}`;
    return { value: unknownAt(placeOf(resolver.template.document, node), reason) };
  }
  const value = embeddedValue(document, 0, values);
  if (problem === undefined) return { value, document };
  return { value, document, problem: { place: placeOf(document, 0), message: problem.message } };
}

interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** Puts a text together from literal stretches and placeholders, and keeps where each stretch stands. */
class TextBuilder {
  readonly values: NamedValue[] = [];
  text = '';
  /** Whether the text itself holds characters that placeholders are made of. */
  isConfusable = false;
  /** Whether values stand outside of JSON strings. */
  hasBareValues = false;
  readonly #resolver: Resolver;
  readonly #origin: OriginSegment[] = [];
  #isInString = false;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** Where the text comes from. A last, empty segment ends the one before it. */
  origin(): readonly OriginSegment[] {
    const last = this.#origin.at(-1);
    return last === undefined ? [] : [...this.#origin, { at: this.text.length, place: last.place }];
  }

  add(node: Node, depth: number): void {
    const { document } = this.#resolver.template;
    const call = callOf(document, node);
    const substitution = call?.name === 'Fn::Sub' ? substitutionOf(this.#resolver, call) : undefined;
    if (substitution !== undefined) {
      const place = placeOf(document, substitution.node);
      for (const { literal, name, from, to } of substitution.parts) {
        const part = partOf(place, from, to);
        if (name === undefined) this.#addLiteral(literal ?? '', part);
        else this.#addValue(substituted(this.#resolver, name, substitution.own, part), name, part);
      }
    } else if (call === undefined && !isMap(document, node) && !isList(document, node)) {
      const text = scalarOf(document, node) ?? '';
      this.#addLiteral(text, { document, node, from: 0, to: text.length });
    } else if (call?.name !== 'Fn::Join' || depth > DEEPEST || !this.#addJoined(argumentsOf(document, call), depth)) {
      const value = this.#resolver.resolve(node);
      this.#addValue(value, value.kind === 'text' ? idOf(value) : (call?.name ?? 'value'), placeOf(document, node));
    }
  }

  #addJoined([delimiter, list]: readonly Node[] = [], depth: number): boolean {
    const { document } = this.#resolver.template;
    if (delimiter === undefined || list === undefined || callOf(document, list) || !isList(document, list))
      return false;
    childrenOf(document, list).forEach((item, i) => {
      if (i > 0) this.add(delimiter, DEEPEST);
      this.add(item, depth + 1);
    });
    return true;
  }

  #addLiteral(text: string, place: Place): void {
    if (text === '') return;
    this.#origin.push({ at: this.text.length, place });
    this.text += text;
    this.isConfusable ||= /[\ue000-\uf8ff]|\\u[ef]/i.test(text);
    for (let i = 0; i < text.length; i++) {
      if (this.#isInString && text.charAt(i) === '\\') i++;
      else if (text.charAt(i) === '"') this.#isInString = !this.#isInString;
    }
  }

  /** What is literal is put in as it is. A value outside of a JSON string becomes one of its own. */
  #addValue(value: Value, name: string, place: Place): void {
    const literal = value.kind === 'text' ? literalOf(value) : undefined;
    const code = FIRST_PLACEHOLDER + this.values.length;
    if (literal !== undefined) this.#addLiteral(literal, place);
    else if (code > LAST_PLACEHOLDER) this.isConfusable = true;
    else {
      this.hasBareValues ||= !this.#isInString;
      this.values.push({ name, value: this.#isInString ? value : asJson(value, name) });
      this.#origin.push({ at: this.text.length, place });
      this.text += this.#isInString ? String.fromCharCode(code) : `"${String.fromCharCode(code)}"`;
    }
  }
}

/** A text that is put in outside of a JSON string is JSON that nobody knows. */
function asJson(value: Value, name: string): Value {
  if (value.kind !== 'text') return value;
  return unknownAt(value.place, `"${name}" stands for a part of the policy's JSON`);
}

/** The value of a node of the embedded document, with placeholders turned back into what they stand for. */
function embeddedValue(document: Document, node: Node, values: readonly NamedValue[]): Value {
  const place = placeOf(document, node);
  if (isMap(document, node)) {
    const entries = childrenOf(document, node).map((child) => ({
      key: keyOfParts(document, child, values),
      value: embeddedValue(document, child, values),
    }));
    return { kind: 'map', place, entries };
  }
  if (isList(document, node)) {
    const items = childrenOf(document, node).map((child) => embeddedValue(document, child, values));
    return { kind: 'list', place, items };
  }
  if (kindOf(document, node) !== 'string') return scalarValue(document, node);
  const pieces = piecesOf(place, scalarOf(document, node) ?? '', values);
  const [only, another] = pieces;
  if (only !== undefined && another === undefined && only.value.kind !== 'text') return only.value;
  return overChoices(
    { place },
    pieces.map(({ value }) => value),
    (decided) =>
      textOf(
        place,
        decided.flatMap((value, i) => partsOf(value, pieces[i]?.name)),
      ),
  );
}

function keyOfParts(document: Document, node: Node, values: readonly NamedValue[]): Text {
  const place = keyPlaceOf(document, node);
  const pieces = piecesOf(place, keyOf(document, node) ?? '', values);
  return textOf(
    place,
    pieces.flatMap(({ name, value }) => partsOf(value, name)),
  );
}

/** A string's literal stretches and the values between them. */
function piecesOf(place: Place, text: string, values: readonly NamedValue[]): readonly NamedValue[] {
  if (values.length === 0) return [{ name: '', value: textOf(place, [text]) }];
  const pieces: NamedValue[] = [];
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i) - FIRST_PLACEHOLDER];
    if (value === undefined) continue;
    if (i > copied) pieces.push({ name: '', value: textOf(place, [text.slice(copied, i)]) });
    pieces.push(value);
    copied = i + 1;
  }
  if (copied < text.length) pieces.push({ name: '', value: textOf(place, [text.slice(copied)]) });
  return pieces;
}
