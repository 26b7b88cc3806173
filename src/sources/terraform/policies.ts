import { displayText, member, memberEntry, stringOfValue, type Text, type Value } from '../../document/value.js';
import { type FactCollection, type Link, linkKey } from '../../inventory/facts.js';
import type { Resource } from '../../inventory/model.js';
import { readPolicy } from '../../policy/read.js';
import { attributeOf, isLeftOver } from './attributes.js';
import { identitiesNamed, identityTypeOf } from './identities.js';
import { type Linker, namesOf } from './links.js';
import type { TerraformInput, TerraformResource } from './model.js';
import {
  POLICY_ATTRIBUTES,
  type PolicyAttribute,
  policyAttributesOf,
  type SeparateResource,
} from './policy-attributes.js';
import { POLICY_DOCUMENT, policyDocumentValue } from './policy-document.js';
import { policyTextValue } from './policy-text.js';
import { resourceHole } from './texts.js';

/** A policy document that an attribute holds, and what it is called. */
interface Found {
  readonly value: Value;
  readonly name: Text | undefined;
}

/** Collects the policies of one plan or state. */
export class PolicyCollector {
  readonly #linker: Linker;
  readonly #facts: FactCollection;
  readonly #resources: readonly TerraformResource[];
  readonly #gone: readonly TerraformResource[];
  /** What separate resources write the policies of, by their type; looked for when it is asked for. */
  readonly #separate = new Map<string, ReadonlySet<string>>();
  /** The same of those that the plan takes away. */
  readonly #separateGone = new Map<string, ReadonlySet<string>>();

  constructor(input: TerraformInput, linker: Linker, facts: FactCollection) {
    this.#linker = linker;
    this.#facts = facts;
    this.#resources = input.resources;
    this.#gone = input.gone ?? [];
  }

  /** Adds every policy document that a resource holds. */
  collect(terraform: TerraformResource, resource: Resource): void {
    for (const attribute of policyAttributesOf(terraform.type)) {
      if (!this.#isSuch(terraform, attribute)) continue;
      for (const found of this.#found(terraform, attribute)) {
        if (!this.#isRepeated(terraform, attribute, found.name)) this.#add(terraform, resource, attribute, found);
      }
    }
  }

  /** Whether an attribute holds such a policy at all: see `PolicyAttribute.only`. */
  #isSuch(terraform: TerraformResource, { only }: PolicyAttribute): boolean {
    if (only === undefined) return true;
    const value = attributeOf(terraform, only.attribute);
    if (value === undefined) return only.isDefault === true;
    if (value.kind === 'unknown') this.#facts.notes.push(value);
    return stringOfValue(value) === only.value;
  }

  #found(terraform: TerraformResource, { path, name }: PolicyAttribute): readonly Found[] {
    const [first = '', second] = path;
    const value = attributeOf(terraform, first);
    if (value === undefined) return [];
    if (second === undefined)
      return [{ value: this.#followed(terraform, first, value), name: nameAt(terraform, name) }];
    if (value.kind !== 'list') return [{ value, name: undefined }];
    return value.items.flatMap((block): readonly Found[] => {
      const inner = block.kind === 'map' ? member(block, second) : block;
      const own = name === undefined ? undefined : memberEntry(block, name)?.value;
      return inner === undefined ? [] : [{ value: inner, name: own?.kind === 'text' ? own : undefined }];
    });
  }

  /** A policy that is known only after apply may be a document whose statements the plan knows. */
  #followed(terraform: TerraformResource, attribute: string, value: Value): Value {
    if (value.kind !== 'unknown') return value;
    const { found, isOpen } = this.#linker.references.targetsOf(terraform, attribute);
    const [only, another] = found;
    if (isOpen || only === undefined || another !== undefined || only.resource.type !== POLICY_DOCUMENT) return value;
    return policyDocumentValue(only.resource, this.#linker.references) ?? value;
  }

  #add(terraform: TerraformResource, resource: Resource, attribute: PolicyAttribute, { value, name }: Found): void {
    if (value.kind === 'null' || stringOfValue(value)?.trim() === '') return;
    // Left open by a plan without configuration: most likely what the provider fills in.
    if (value.kind === 'unknown' && attribute.separate !== undefined && terraform.block === undefined) return;
    const { kind, form, resourceType } = attribute;
    const text = value.kind === 'text' ? policyTextValue(value) : { value };
    const context = { kind, withoutChoices: true, ...(resourceType === undefined ? {} : { resourceType }) } as const;
    const read = readPolicy(text.value, context);
    const { problem, document } = text;
    const faults =
      problem === undefined ? [] : [{ ...problem, message: `The policy's JSON is broken: ${problem.message}` }];
    this.#facts.policies.push({
      policy: { ...read, faults: [...faults, ...read.faults] },
      form,
      names: form === 'managed' ? namesOf(terraform) : [],
      resource,
      holders: this.#holdersOf(terraform, resource, attribute),
      ...(name === undefined ? {} : { name }),
    });
    if (document !== undefined) this.#facts.embedded.push(document);
  }

  #holdersOf(terraform: TerraformResource, resource: Resource, { holder }: PolicyAttribute): readonly Link[] {
    if (holder === undefined) return [];
    if (holder === 'itself') {
      const type = identityTypeOf(terraform.type);
      return type === undefined ? [] : [{ type, to: resourceHole(terraform, resource.place) }];
    }
    const { links, open } = identitiesNamed(this.#linker, terraform, holder.attribute, holder.type);
    this.#facts.unknownLinks.push(...open.map((link) => ({ ...link, resource })));
    return links;
  }

  /** Whether a resource of its own writes the same policy, or did: what stays as it is does not know yet. */
  #isRepeated(terraform: TerraformResource, { path, separate, name: named }: PolicyAttribute, name: Text | undefined) {
    if (separate === undefined) return false;
    const suffix = named === undefined ? '' : ` ${name === undefined ? '' : displayText(name)}`;
    const isAmong = (targets: ReadonlySet<string>) =>
      targets.size > 0 && namesOf(terraform).some((own) => targets.has(`${linkKey(displayText(own))}${suffix}`));
    if (isAmong(this.#targetsOf(separate, named, this.#resources, this.#separate))) return true;
    return (
      isLeftOver(terraform, path[0] ?? '') && isAmong(this.#targetsOf(separate, named, this.#gone, this.#separateGone))
    );
  }

  /** What the policies of a type are of, with the policy's name where it has one. */
  #targetsOf(
    { type, target }: SeparateResource,
    named: string | undefined,
    resources: readonly TerraformResource[],
    remembered: Map<string, ReadonlySet<string>>,
  ): ReadonlySet<string> {
    const known = remembered.get(type);
    if (known !== undefined) return known;
    const owners = POLICY_ATTRIBUTES.filter(({ separate }) => separate?.type === type).map((row) => row.type);
    const targets = new Set<string>();
    for (const resource of resources) {
      if (resource.type !== type || resource.mode !== 'managed') continue;
      const name = nameAt(resource, named);
      const suffix = named === undefined ? '' : ` ${name === undefined ? '' : displayText(name)}`;
      const { known: owned } = this.#linker.linksOf(resource, target, owners);
      for (const text of owned) targets.add(`${linkKey(displayText(text))}${suffix}`);
    }
    remembered.set(type, targets);
    return targets;
  }
}

function nameAt(terraform: TerraformResource, attribute: string | undefined): Text | undefined {
  const value = attribute === undefined ? undefined : attributeOf(terraform, attribute);
  return value?.kind === 'text' ? value : undefined;
}
