import { type Document, memberOf, type Node } from '../../document/document.js';
import { addressSteps, configurationPath, moduleCall, parseReference, type Reference } from './address.js';
import { expressionOf } from './attributes.js';
import { type Configuration, referencesOf } from './configuration.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { Search, type Target, type Targets } from './targets.js';
import { variableGiven } from './variables.js';

/** A reference has a few steps; of one with more, what it begins with is not looked for among the others. */
const MOST_STEPS = 20;

/** References that lead from module to module, more of them than this, are not followed. */
const LONGEST_CHAIN = 30;

/** Where an expression stands: a module instance, and the instance key that resources are picked by. */
interface Scope {
  readonly module: string;
  readonly key: string | undefined;
  /** The key of the block's own instance, whose `each.value` is meant. */
  readonly own: string | undefined;
  /** The `for_each` of the block, for `each.value`. */
  readonly forEach: Node | undefined;
}

/** Follows the references of a plan's configuration: through module inputs and outputs, instance by instance. */
export class References {
  readonly #document: Document;
  readonly #configuration: Configuration | undefined;
  /** Instances by the block that they come from: module instance and address within it. */
  readonly #instances = new Map<string, TerraformResource[]>();
  /** The same one by one, for those that have an instance key. */
  readonly #byKey = new Map<string, TerraformResource>();
  /** Data sources that were read while planning, in the same two ways. */
  readonly #read = new Map<string, TerraformResource[]>();
  readonly #readByKey = new Map<string, TerraformResource>();
  /** Instances of modules: by the module that they are called in and the name of the call, their addresses. */
  readonly #modules = new Map<string, Set<string>>();

  constructor({ document, configuration, resources, read = [] }: TerraformInput) {
    this.#document = document;
    this.#configuration = configuration;
    if (configuration === undefined) return;
    for (const resource of resources) addInstance(resource, this.#instances, this.#byKey);
    for (const resource of read) addInstance(resource, this.#read, this.#readByKey);
    for (const { module } of [...resources, ...read]) this.#addModule(module);
  }

  /** What an attribute of a resource takes its value from. */
  targetsOf(resource: TerraformResource, attribute: string): Targets {
    return this.targetsOfExpression(resource, expressionOf(resource, attribute));
  }

  /** What an expression takes its value from that stands in a resource's block. */
  targetsOfExpression(resource: TerraformResource, expression: Node | undefined): Targets {
    const { document, block, module, key } = resource;
    const references = referencesOf(document, expression);
    if (references === undefined) return new Search(true).result();
    const forEach = block === undefined ? undefined : memberOf(document, block, 'for_each_expression');
    const search = new Search();
    this.#follow(references, { module, key: keyMeant(references, key), own: key, forEach }, search, 0);
    return search.result();
  }

  /** What an expression takes its value from that stands in the root module, in no block: an output's. */
  targetsFromRoot(expression: Node): Targets {
    const search = new Search();
    const root = { module: '', key: undefined, own: undefined, forEach: undefined };
    this.#follow(referencesOf(this.#document, expression) ?? [], root, search, 0);
    return search.result();
  }

  #addModule(module: string): void {
    for (let inner = module; inner !== ''; ) {
      const parent = moduleCall(inner);
      if (parent === undefined) return;
      const id = `${parent.caller} ${parent.call.name}`;
      const known = this.#modules.get(id);
      if (known?.has(inner) === true) return;
      this.#modules.set(id, (known ?? new Set()).add(inner));
      inner = parent.caller;
    }
  }

  #follow(references: readonly string[], scope: Scope, search: Search, depth: number): void {
    if (depth > LONGEST_CHAIN || search.isFull) {
      search.isOpen = true;
      return;
    }
    for (const text of longest(references)) {
      const reference = parseReference(text);
      if (reference === undefined) search.isOpen = true;
      else if (search.enter(`${scope.module} ${scope.key ?? ''} ${text}`)) {
        this.#followOne(reference, scope, search, depth + 1);
      }
    }
  }

  #followOne(reference: Reference, scope: Scope, search: Search, depth: number): void {
    if (reference.kind === 'resource') this.#toResource(reference, scope, search);
    else if (reference.kind === 'variable') this.#toVariable(reference.name, scope, search, depth);
    else if (reference.kind === 'module') this.#toOutput(reference, scope, search, depth);
    else if (reference.kind === 'each') this.#toEach(scope, search, depth);
    else if (reference.kind === 'local') search.isOpen = true;
  }

  #toResource(reference: Reference & { readonly kind: 'resource' }, scope: Scope, search: Search): void {
    const { mode, type, name, attribute } = reference;
    const id = blockId(scope.module, mode, type, name);
    const planned = this.#instances.get(id);
    const read = this.#read.get(id);
    if (planned === undefined && read === undefined) {
      search.unread.push(...this.#unread(reference, scope));
      return;
    }
    const target = (resource: TerraformResource): Target =>
      attribute === undefined ? { resource } : { resource, attribute };
    const key = reference.key ?? scope.key;
    const isOne = reference.key !== undefined;
    search.found.push(...instancesMeant(id, key, isOne, planned, this.#byKey).map(target));
    search.read.push(...instancesMeant(id, key, isOne, read, this.#readByKey).map(target));
  }

  /** A data source that the plan has no values of: its block tells what it will read. */
  #unread(reference: Reference & { readonly kind: 'resource' }, { module, key }: Scope): readonly Target[] {
    const { mode, type, name } = reference;
    if (mode !== 'data') return [];
    const block = this.#configuration?.modules.get(configurationPath(module))?.blocks.get(`data.${type}.${name}`);
    if (block === undefined) return [];
    const address = module === '' ? `data.${type}.${name}` : `${module}.data.${type}.${name}`;
    const place = { document: this.#document, node: memberOf(this.#document, block, 'address') ?? block };
    const own = key === undefined ? {} : { key };
    const unread = { document: this.#document, address, mode, type, name, module, node: block, block, place, ...own };
    return [{ resource: { ...unread, isUnchanged: false } }];
  }

  #toVariable(name: string, { module }: Scope, search: Search, depth: number): void {
    const parent = moduleCall(module);
    const call = parent && this.#callOf(parent.caller, parent.call.name);
    const expressions = call === undefined ? undefined : memberOf(this.#document, call, 'expressions');
    const expression = expressions === undefined ? undefined : memberOf(this.#document, expressions, name);
    const references = referencesOf(this.#document, expression);
    // A variable of the root module, a default or a constant: what it holds is known, so it hides no resource.
    if (parent === undefined || call === undefined || references === undefined) {
      const given = variableGiven(this.#document, this.#configuration, configurationPath(module), name, expression);
      if (given === undefined) search.isComputed = true;
      else search.values.push(...given);
      return;
    }
    const forEach = memberOf(this.#document, call, 'for_each_expression');
    this.#follow(
      references,
      { module: parent.caller, key: keyMeant(references, parent.call.key), own: parent.call.key, forEach },
      search,
      depth,
    );
  }

  #toOutput(reference: Reference & { readonly kind: 'module' }, scope: Scope, search: Search, depth: number): void {
    const address = scope.module === '' ? `module.${reference.name}` : `${scope.module}.module.${reference.name}`;
    const output = this.#configuration?.modules.get(configurationPath(address))?.outputs.get(reference.output);
    const expression = output === undefined ? undefined : memberOf(this.#document, output, 'expression');
    const references = referencesOf(this.#document, expression);
    if (references === undefined) {
      search.isOpen ||= expression === undefined;
      return;
    }
    // A module that holds nothing but data sources has no instances that the plan would tell of.
    const all = [...(this.#modules.get(`${scope.module} ${reference.name}`) ?? [keyed(address, reference.key)])];
    const key = reference.key ?? scope.key;
    const narrowed =
      all.length > 1 || reference.key !== undefined
        ? all.filter((module) => addressSteps(module).at(-1)?.key === key)
        : all;
    for (const module of narrowed.length > 0 || reference.key !== undefined ? narrowed : all) {
      this.#follow(references, { module, key: undefined, own: undefined, forEach: undefined }, search, depth);
    }
  }

  #toEach(scope: Scope, search: Search, depth: number): void {
    const references = referencesOf(this.#document, scope.forEach);
    if (references === undefined) {
      const constant = scope.forEach && memberOf(this.#document, scope.forEach, 'constant_value');
      if (constant !== undefined) search.values.push(constant);
      else search.isComputed = true;
      return;
    }
    this.#follow(references, { ...scope, key: scope.own, forEach: undefined }, search, depth);
  }

  #callOf(caller: string, name: string): Node | undefined {
    return this.#configuration?.modules.get(configurationPath(caller))?.calls.get(name);
  }
}

function addInstance(
  resource: TerraformResource,
  instances: Map<string, TerraformResource[]>,
  byKey: Map<string, TerraformResource>,
): void {
  const { module, mode, type, name, key } = resource;
  const id = blockId(module, mode, type, name);
  const others = instances.get(id);
  if (others === undefined) instances.set(id, [resource]);
  else others.push(resource);
  if (key !== undefined) byKey.set(keyed(id, key), resource);
}

/** The instance of a key, else all of a block's; of a reference to one instance no other is meant. */
function instancesMeant(
  id: string,
  key: string | undefined,
  isOne: boolean,
  all: readonly TerraformResource[] | undefined,
  byKey: ReadonlyMap<string, TerraformResource>,
): readonly TerraformResource[] {
  const one = key === undefined ? undefined : byKey.get(keyed(id, key));
  if (one !== undefined) return [one];
  return isOne ? [] : (all ?? []);
}

/**
 * The instance key that an expression means by `each.key`, `count.index`, or the `each.value` of a set; without those
 * `a[*].arn` means all instances. An attribute of `each.value` is a key of its own: `a[each.value.role].arn`.
 */
function keyMeant(references: readonly string[], key: string | undefined): string | undefined {
  const isKey = references.some((text) => text === 'each.key' || text === 'count.index');
  const isElement = references.includes('each.value') && !references.some((text) => text.startsWith('each.value.'));
  return isKey || isElement ? key : undefined;
}

function keyed(address: string, key: string | undefined): string {
  return key === undefined ? address : `${address}[${key}]`;
}

function blockId(module: string, mode: 'managed' | 'data', type: string, name: string): string {
  return `${module} ${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** Of the references of an expression those that no longer one begins with: `a.b.arn` says all that `a.b` does. */
function longest(references: readonly string[]): readonly string[] {
  const beginnings = new Set<string>();
  for (const text of references) {
    let steps = 0;
    for (let at = 1; at < text.length && steps < MOST_STEPS; at++) {
      const character = text.charAt(at);
      if (character !== '.' && character !== '[') continue;
      beginnings.add(text.slice(0, at));
      steps++;
    }
  }
  return [...new Set(references)].filter((text) => !beginnings.has(text));
}
