import { hole } from '../../document/compose.js';
import { childrenOf, keyOf, stringOf } from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { literalOf, literalText, type Text, type Value } from '../../document/value.js';
import { linkKey } from '../../inventory/facts.js';
import { attributeOf } from './attributes.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { References } from './references.js';
import { isLiteral, resourceHole } from './texts.js';

/** The names that an attribute holds, one or many. */
export interface Links {
  readonly known: readonly Text[];
  /** Who else may be meant, as far as the input tells: one or some of these, or anyone; absent where all are known. */
  readonly mayBe?: readonly Text[] | 'anyone';
}

/** The attributes by which one resource names another: its name, its ARN, its id, and what some types have instead. */
const NAME_ATTRIBUTES: ReadonlySet<string> = new Set(['id', 'arn', 'name', 'bucket', 'url', 'key_id', 'domain_name']);

/** The attributes that name many. */
const MANY = ['groups', 'managed_policy_arns', 'policy_arns', 'roles', 'users'];

/** Who is meant where one resource of a plan or state names another. */
export class Linker {
  readonly references: References;
  readonly #hasConfiguration: boolean;
  readonly #resources: readonly TerraformResource[];
  /** By type: resources by the keys that names are looked up by; `many` where several share one. */
  readonly #named = new Map<string, ReadonlyMap<string, TerraformResource | 'many'>>();

  constructor(input: TerraformInput) {
    this.references = new References(input);
    this.#hasConfiguration = input.configuration !== undefined;
    this.#resources = input.resources;
  }

  /**
   * The resources that an attribute names: by name or ARN where one is known, else by the configuration. Where several
   * resources share a name, as those of different accounts may, the ARN, the provider or the configuration tells which
   * is meant; where none of them does, it may be anyone.
   *
   * @param types the types that may be meant
   */
  linksOf(resource: TerraformResource, attribute: string, types: readonly string[]): Links {
    const value = attributeOf(resource, attribute);
    if (value === undefined) return { known: [] };
    const items = value.kind === 'list' ? value.items : [value];
    const literal = items.filter(isLiteral).filter((item) => literalOf(item) !== '');
    const unknown = items.filter((item) => item.kind === 'unknown');
    const named = literal.map((name) => this.#resourceNamed(name, types, resource.provider));
    const isClear = unknown.length === 0 && !named.some(({ one }) => one === 'many');
    const targets = isClear ? NO_TARGETS : this.#targetsOf(resource, attribute, types);
    const meant = namedAmong(literal, named, targets.found);
    // A name that only one resource has is as good as a reference to it.
    const known = literal.flatMap((name, i) => {
      if (named[i]?.isShared !== true) return [name];
      const one = meant[i];
      return one === undefined ? [] : [resourceHole(one, name.place)];
    });
    if (known.length < literal.length) return { known, mayBe: 'anyone' };
    if (unknown.length === 0) return { known };
    const left = targets.found.filter((target) => !meant.includes(target));
    if (targets.isOpen || left.length === 0) return { known, mayBe: 'anyone' };
    const others = left.map((target) => resourceHole(target, unknown[0]?.place ?? value.place));
    // An attribute that takes many takes all of them; one that takes one takes one of them.
    const takesAll = MANY.includes(attribute) && value.kind === 'unknown';
    return takesAll || left.length === unknown.length ? { known: [...known, ...others] } : { known, mayBe: others };
  }

  /** The resource of one of the types that has a name, as far as a name tells one. */
  #resourceNamed(name: Text, types: readonly string[], provider: string | undefined): Named {
    const literal = literalOf(name) ?? '';
    const found = (key: string): Named['one'] => {
      const [one, another] = types.flatMap((type) => this.#namesOfType(type).get(key) ?? []);
      return another === undefined ? one : 'many';
    };
    const one = found(linkKey(literal));
    if (one !== 'many') return { one, isShared: false };
    const exact = isArn(literal) ? found(exactKey(literal)) : undefined;
    const beside = provider === undefined ? undefined : found(providerKey(literal, provider));
    return { one: exact ?? beside ?? 'many', isShared: true };
  }

  #namesOfType(type: string): ReadonlyMap<string, TerraformResource | 'many'> {
    const known = this.#named.get(type);
    if (known !== undefined) return known;
    const named = new Map<string, TerraformResource | 'many'>();
    for (const resource of this.#resources) {
      if (resource.type !== type || resource.mode !== 'managed') continue;
      for (const key of lookupKeysOf(resource)) named.set(key, named.has(key) ? 'many' : resource);
    }
    this.#named.set(type, named);
    return named;
  }

  #targetsOf(resource: TerraformResource, attribute: string, types: readonly string[]): NamedTargets {
    if (!this.#hasConfiguration) return { found: [], isOpen: true };
    const { found, isOpen } = this.references.targetsOf(resource, attribute);
    const all = [...new Set(found.map((target) => target.resource))];
    const fitting = all.filter(({ type }) => types.includes(type));
    return { found: fitting, isOpen: isOpen || fitting.length < all.length };
  }
}

/** The resources that an expression refers to, of the types that may be meant. */
interface NamedTargets {
  readonly found: readonly TerraformResource[];
  readonly isOpen: boolean;
}

/** The resource that a name tells. */
interface Named {
  readonly one: TerraformResource | 'many' | undefined;
  /** Whether others have the name as well. */
  readonly isShared: boolean;
}

const NO_TARGETS: NamedTargets = { found: [], isOpen: false };

/** Of names that several resources have: that one which the expression refers to. */
function namedAmong(
  names: readonly Text[],
  known: readonly Named[],
  targets: readonly TerraformResource[],
): readonly (TerraformResource | undefined)[] {
  const byName = new Map(targets.flatMap((target) => [...keysOf(target)].map((key) => [key, target] as const)));
  return names.map((name, i) => {
    const one = known[i]?.one;
    return byName.get(linkKey(literalOf(name) ?? '')) ?? (one === 'many' ? undefined : one);
  });
}

/** What a resource is called by others: by a reference to it, and by the names and ARNs that are known of it. */
export function namesOf(resource: TerraformResource): readonly Text[] {
  return [resourceHole(resource, resource.place), ...knownNames(resource)];
}

/** What the names of a resource are compared by. */
function keysOf(resource: TerraformResource): ReadonlySet<string> {
  return new Set(knownNames(resource).map((text) => linkKey(literalOf(text) ?? '')));
}

/** The keys by which a resource is looked up: what its names are compared by, also by provider, and whole ARNs. */
function lookupKeysOf(resource: TerraformResource): ReadonlySet<string> {
  const { provider } = resource;
  const names = knownNames(resource).map((text) => literalOf(text) ?? '');
  const beside = provider === undefined ? [] : names.map((name) => providerKey(name, provider));
  return new Set([...names.map(linkKey), ...names.filter(isArn).map(exactKey), ...beside]);
}

function isArn(name: string): boolean {
  return name.startsWith('arn:');
}

function exactKey(arn: string): string {
  return `= ${arn}`;
}

function providerKey(name: string, provider: string): string {
  return `${provider} ${linkKey(name)}`;
}

const namesByResource = new WeakMap<TerraformResource, readonly Text[]>();

/** The names and ARNs that are known of a resource: what is known only after apply is not among its values. */
function knownNames(resource: TerraformResource): readonly Text[] {
  const remembered = namesByResource.get(resource);
  if (remembered !== undefined) return remembered;
  const { document, values } = resource;
  const names: Text[] = [];
  for (const child of values === undefined ? [] : childrenOf(document, values)) {
    const isName = NAME_ATTRIBUTES.has(keyOf(document, child) ?? '');
    const text = isName ? stringOf(document, child) : undefined;
    if (text !== undefined && text !== '') names.push(literalText(placeOf(document, child), text));
  }
  namesByResource.set(resource, names);
  return names;
}

/** The texts of a value, one or many, that are known. */
export function textsOf(value: Value | undefined): readonly Text[] {
  if (value?.kind === 'list') return value.items.flatMap((item) => textsOf(item));
  return isLiteral(value) && literalOf(value) !== '' ? [value] : [];
}

/** A name that stands for somebody whom the input does not tell. */
export function somebody(resource: TerraformResource, attribute: string): Text {
  const place: Place = resource.place;
  return { ...literalText(place, ''), parts: [hole(`${resource.address}.${attribute}`)] };
}
