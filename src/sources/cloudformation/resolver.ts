import { unknownAt } from '../../document/compose.js';
import { childrenOf, isList, isMap, keyOf, memberOf, type Node } from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { keyText, scalarValue, type Unknown, type Value } from '../../document/value.js';
import type { Unresolved } from '../../inventory/model.js';
import { functionNamed } from './functions.js';
import { type Call, callOf, longCallOf } from './intrinsic.js';
import type { Declaration, Template } from './template.js';

/** References that lead from one property to the next, more of them than this, are not followed. */
const LONGEST_CHAIN = 16;

/** A document nests less deep than this; references from one property to the next could add up to more. */
const DEEPEST = 600;

/** Turns the nodes of one template into values: what references and functions stand for, as far as it tells. */
export class Resolver {
  readonly template: Template;
  readonly #notes: Unresolved[] = [];
  /** Properties being resolved, to notice circles. */
  readonly #chain: string[] = [];
  readonly #calls = new Map<Node, number>();
  #depth = 0;
  readonly #properties = new Map<string, Value | undefined>();

  constructor(template: Template) {
    this.template = template;
  }

  /** What could not be resolved and leaves no trace in the values. */
  get notes(): readonly Unresolved[] {
    return this.#notes;
  }

  note(place: Place, reason: string): void {
    this.#notes.push({ place, reason });
  }

  /** A hole's id for what a call gives: the same for the same call, however often it is resolved. */
  idOf({ name, node }: Call): string {
    const number = this.#calls.get(node) ?? this.#calls.size + 1;
    this.#calls.set(node, number);
    return `${name} #${number}`;
  }

  /** The result of a call that this input does not tell. */
  unknown(call: Call, reason: string): Unknown {
    return unknownAt(placeOf(this.template.document, call.node), reason);
  }

  /** What a node means. Never fails: what cannot be known is unknown, or a hole. */
  resolve(node: Node): Value {
    const { document } = this.template;
    if (this.#depth >= DEEPEST) return unknownAt(placeOf(document, node), 'functions are nested too deep');
    this.#depth++;
    const value = this.#called(callOf(document, node), node);
    this.#depth--;
    return value;
  }

  /** What a call's argument means. */
  argument(call: Call): Value {
    if (call.argument !== call.node) return this.resolve(call.argument);
    return this.#called(longCallOf(this.template.document, call.node), call.node);
  }

  /** What a resource's property means, undefined where it has none or where it leads back to itself. */
  property(resource: Declaration, name: string): Value | undefined {
    const { document } = this.template;
    const node = resource.properties === undefined ? undefined : memberOf(document, resource.properties, name);
    if (node === undefined) return undefined;
    const key = `${resource.name}.${name}`;
    if (this.#properties.has(key)) return this.#properties.get(key);
    if (this.#chain.includes(key) || this.#chain.length >= LONGEST_CHAIN) return undefined;
    this.#chain.push(key);
    const value = this.resolve(node);
    this.#chain.pop();
    this.#properties.set(key, value);
    return value;
  }

  #called(call: Call | undefined, node: Node): Value {
    return call === undefined ? this.#plain(node) : functionNamed(call.name)(this, call);
  }

  #plain(node: Node): Value {
    const { document } = this.template;
    const place = placeOf(document, node);
    if (isMap(document, node)) {
      const members = childrenOf(document, node).filter((child) => !this.#isMacro(child));
      const entries = members.map((child) => ({ key: keyText(document, child), value: this.resolve(child) }));
      return { kind: 'map', place, entries };
    }
    if (isList(document, node)) {
      return { kind: 'list', place, items: childrenOf(document, node).map((child) => this.resolve(child)) };
    }
    // Properties have types, and CloudFormation makes of a number or boolean what its property wants.
    const value = scalarValue(document, node);
    return value.kind === 'text' ? { ...value, scalar: 'string' } : value;
  }

  /** A macro or loop beside other members adds members of its own, which nobody knows. */
  #isMacro(node: Node): boolean {
    const key = keyOf(this.template.document, node) ?? '';
    if (key !== 'Fn::Transform' && !key.startsWith('Fn::ForEach::')) return false;
    const name = key === 'Fn::Transform' ? key : 'Fn::ForEach';
    this.note(placeOf(this.template.document, node), `\`${name}\` is not expanded`);
    return true;
  }
}
