import type { Place } from '../../document/place.js';
import { literalOf, literalText, type Text, type Value } from '../../document/value.js';
import { linkKey } from '../../inventory/facts.js';
import { hole } from '../cloudformation/compose.js';
import { attributeOf } from './attributes.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { References } from './references.js';
import { isLiteral, literalAttribute, resourceHole } from './texts.js';

/** The names that an attribute holds, one or many. */
export interface Links {
  readonly known: readonly Text[];
  /** Who else may be meant, as far as the input tells: one or some of these, or anyone; absent where all are known. */
  readonly mayBe?: readonly Text[] | 'anyone';
}

/** The attributes by which one resource names another: its name, its ARN, its id, and what some types have instead. */
const NAME_ATTRIBUTES = ['id', 'arn', 'name', 'bucket', 'url', 'key_id', 'domain_name'];

/** The attributes that name many. */
const MANY = ['groups', 'managed_policy_arns', 'policy_arns', 'roles', 'users'];

/** Who is meant where one resource of a plan or state names another. */
export class Linker {
  readonly references: References;
  readonly #hasConfiguration: boolean;

  constructor(input: TerraformInput) {
    this.references = new References(input);
    this.#hasConfiguration = input.configuration !== undefined;
  }

  /**
   * The resources that an attribute names. Where the configuration tells which resource of the plan is meant, the name
   * stands for that very resource, since different accounts may have others of the same name; else it is the name or
   * ARN as it stands.
   *
   * @param types the types that may be meant
   */
  linksOf(resource: TerraformResource, attribute: string, types: readonly string[]): Links {
    const value = attributeOf(resource, attribute);
    if (value === undefined) return { known: [] };
    const targets = this.#targetsOf(resource, attribute, types);
    const byName = new Map(targets.found.flatMap((target) => keysOf(target).map((key) => [key, target] as const)));
    const items = value.kind === 'list' ? value.items : [value];
    const literal = items.filter(isLiteral).filter((item) => literalOf(item) !== '');
    const known = literal.map((name) => {
      const target = byName.get(linkKey(literalOf(name) ?? ''));
      return target === undefined ? name : { ...name, parts: [hole(target.address)] };
    });
    const unknown = items.filter((item) => item.kind === 'unknown');
    if (unknown.length === 0) return { known };
    const named = new Set(literal.map((name) => byName.get(linkKey(literalOf(name) ?? ''))));
    const left = targets.found.filter((target) => !named.has(target));
    if (targets.isOpen || left.length === 0) return { known, mayBe: 'anyone' };
    const meant = left.map((target) => resourceHole(target, unknown[0]?.place ?? value.place));
    // An attribute that takes many takes all of them; one that takes one takes one of them.
    const takesAll = MANY.includes(attribute) && value.kind === 'unknown';
    return takesAll || left.length === unknown.length ? { known: [...known, ...meant] } : { known, mayBe: meant };
  }

  #targetsOf(
    resource: TerraformResource,
    attribute: string,
    types: readonly string[],
  ): { readonly found: readonly TerraformResource[]; readonly isOpen: boolean } {
    if (!this.#hasConfiguration) return { found: [], isOpen: true };
    const { found, isOpen } = this.references.targetsOf(resource, attribute);
    const fitting = new Map(found.map((target) => [target.resource.address, target.resource]));
    const others = [...fitting.values()].filter(({ type }) => !types.includes(type));
    for (const { address } of others) fitting.delete(address);
    return { found: [...fitting.values()], isOpen: isOpen || others.length > 0 };
  }
}

/** What a resource is called by others: by a reference to it, and by the names and ARNs that are known of it. */
export function namesOf(resource: TerraformResource): readonly Text[] {
  const literal = NAME_ATTRIBUTES.flatMap((name) => literalAttribute(resource, name) ?? []);
  return [resourceHole(resource, resource.place), ...literal];
}

/** What the names of a resource are compared by. */
function keysOf(resource: TerraformResource): readonly string[] {
  const literal = NAME_ATTRIBUTES.flatMap((name) => literalAttribute(resource, name) ?? []);
  return literal.map((text) => linkKey(literalOf(text) ?? ''));
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
