import { holeText } from '../../document/compose.js';
import { memberOf, type Node } from '../../document/document.js';
import { literalOf, type Text } from '../../document/value.js';
import type { FactCollection, Link } from '../../inventory/facts.js';
import type { Resource } from '../../inventory/model.js';
import { readPolicy } from '../../policy/read.js';
import { identityTypeOf, linksAt, namesOf } from './identities.js';
import { type PolicyProperty, policyPropertiesOf } from './policy-properties.js';
import { type Found, follow, policyValue } from './policy-value.js';
import type { Resolver } from './resolver.js';
import type { Declaration } from './template.js';

/** Adds every policy document that a resource holds. */
export function collectPolicyFacts(
  resolver: Resolver,
  declaration: Declaration,
  resource: Resource,
  facts: FactCollection,
): void {
  const collector = new PolicyCollector(resolver, declaration, resource, facts);
  for (const property of policyPropertiesOf(declaration.type)) collector.collect(property);
}

/** Collects the policies of one resource. */
class PolicyCollector {
  readonly #resolver: Resolver;
  readonly #declaration: Declaration;
  readonly #resource: Resource;
  readonly #facts: FactCollection;

  constructor(resolver: Resolver, declaration: Declaration, resource: Resource, facts: FactCollection) {
    this.#resolver = resolver;
    this.#declaration = declaration;
    this.#resource = resource;
    this.#facts = facts;
  }

  collect(property: PolicyProperty): void {
    const { properties, when } = this.#declaration;
    if (properties === undefined) return;
    const { document } = this.#resolver.template;
    const last = property.path.slice(property.path.lastIndexOf('.') + 1);
    const found = follow(document, properties, property.path, when).filter(
      ({ parent }) => property.isAside !== true || memberOf(document, parent, last) !== undefined,
    );
    if (found.length === 0 || !this.#isSuch(property)) return;
    const holders = this.#holdersOf(property);
    for (const at of found) this.#add(property, at, holders);
  }

  /** Whether the property holds such a policy at all: see `PolicyProperty.only`. */
  #isSuch({ only }: PolicyProperty): boolean {
    if (only === undefined) return true;
    const value = this.#resolver.property(this.#declaration, only.property);
    const said = value?.kind === 'text' ? literalOf(value) : undefined;
    if (said === undefined && value !== undefined) {
      this.#resolver.note(value.place, `\`${only.property}\` of the policy is not known`);
    }
    return said === only.value;
  }

  #add(property: PolicyProperty, { node, parent, when }: Found, holders: readonly Link[]): void {
    const { value, embedded, problem } = policyValue(this.#resolver, node);
    if (value.kind === 'absent') return;
    const { kind, resourceType, form } = property;
    const read = readPolicy(value, { kind, when, ...(resourceType === undefined ? {} : { resourceType }) });
    const faults =
      problem === undefined ? [] : [{ ...problem, message: `The policy's JSON is broken: ${problem.message}` }];
    const name = property.name === undefined ? undefined : this.#nameAt(parent, property.name);
    this.#facts.policies.push({
      policy: { ...read, faults: [...faults, ...read.faults] },
      form,
      names: form === 'managed' ? namesOf(this.#resolver, this.#declaration, this.#resource) : [],
      resource: this.#resource,
      holders,
      ...(name === undefined ? {} : { name }),
    });
    if (embedded !== undefined) this.#facts.embedded.push(embedded);
  }

  #nameAt(parent: Node, property: string): Text | undefined {
    const node = memberOf(this.#resolver.template.document, parent, property);
    const value = node === undefined ? undefined : this.#resolver.resolve(node);
    return value?.kind === 'text' ? value : undefined;
  }

  /** Who a policy is for. Those of a managed policy become attachments, written down by the policy. */
  #holdersOf({ holders, form }: PolicyProperty): readonly Link[] {
    const resource = this.#resource;
    if (holders === undefined) return [];
    const own = holeText(resource.place, this.#declaration.name);
    if (holders === 'itself') {
      const type = identityTypeOf(resource.type);
      return type === undefined ? [] : [{ type, to: own }];
    }
    const links = Object.entries(holders).flatMap(([property, type]) => {
      const { known, isOpen } = linksAt(this.#resolver, this.#declaration, property);
      if (isOpen) this.#facts.unknownLinks.push({ type, resource });
      return known.map((to): Link => ({ type, to }));
    });
    if (form !== 'managed') return links;
    const policyName = namesOf(this.#resolver, this.#declaration, resource).at(-1) ?? own;
    for (const identity of links) {
      this.#facts.attachments.push({ place: identity.to.place, identity, policyName, resource, isBoundary: false });
    }
    return [];
  }
}
