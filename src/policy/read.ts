import type { Located, Place } from '../document/place.js';
import {
  displayText,
  type Entry,
  type Guard,
  literalOf,
  type MapValue,
  type Text,
  type Unknown,
  type Value,
} from '../document/value.js';
import { branchesOf, variantsOf } from './choices.js';
import { elementOf, elementsOf, faultAt, isString, manyOf, readStrings, unknownAt } from './elements.js';
import type { Effect, Element, Fault, Policy, PolicyKind, PrincipalElement, Statement } from './model.js';
import { readConditions } from './read-conditions.js';
import { readPrincipals } from './read-principals.js';
import { withVariables } from './variables.js';

/** What a policy is, as far as its surroundings tell. */
export interface PolicyContext {
  readonly kind: PolicyKind;
  readonly resourceType?: string;
  /** The template conditions under which the policy exists. */
  readonly when?: readonly Guard[];
}

const TOO_MANY_CONDITIONS = 'the statement depends on too many conditions';

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
];

/**
 * The types whose policies may leave `Resource` out.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
 * https://docs.aws.amazon.com/efs/latest/ug/create-file-system-policy.html
 */
const TYPES_WITHOUT_RESOURCE = ['AWS::ECR::PublicRepository', 'AWS::ECR::Repository', 'AWS::EFS::FileSystem'];

/**
 * Reads a policy document. Never fails: what is not well-formed becomes a fault, what the input does not tell becomes
 * unknown, and everything else is read.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(value: Value, context: PolicyContext): Policy {
  return new PolicyReader(context).read(value);
}

class PolicyReader {
  readonly #context: PolicyContext;
  readonly #faults: Fault[] = [];
  readonly #unknown: Unknown[] = [];
  readonly #statements: Statement[] = [];
  #versionElement: Text | undefined;
  /** Whether texts hold policy variables: version 2008-10-17 has none. */
  #hasVariables = false;

  constructor(context: PolicyContext) {
    this.#context = context;
  }

  read(value: Value): Policy {
    const { kind, resourceType, when = [] } = this.#context;
    const branches = branchesOf(value, when);
    if (branches === undefined) this.#unknown.push(unknownAt(value, 'the policy depends on too many conditions'));
    for (const branch of branches ?? []) this.#readDocument(branch.value, branch.when);
    const version = this.#versionElement;
    return {
      place: value.place,
      kind,
      version: version !== undefined && literalOf(version) === '2012-10-17' ? '2012-10-17' : '2008-10-17',
      statements: this.#statements,
      faults: this.#faults,
      unknown: this.#unknown,
      ...(resourceType === undefined ? {} : { resourceType }),
      ...(version === undefined ? {} : { versionElement: version }),
    };
  }

  #readDocument(value: Value, when: readonly Guard[]): void {
    if (value.kind === 'absent') return;
    if (value.kind === 'unknown') {
      this.#unknown.push(value);
      return;
    }
    if (value.kind !== 'map') {
      this.#fault(value, 'The policy is no object', 'DATA_TYPE_MISMATCH');
      return;
    }
    const entries = elementsOf(value);
    this.#checkNames(entries, POLICY_ELEMENTS, 'policy');
    this.#string(entries, 'Id');
    const version = this.#version(entries);
    this.#versionElement ??= version;
    this.#hasVariables = version !== undefined && literalOf(version) === '2012-10-17';
    this.#readStatements(value, elementOf(entries, 'Statement'), when);
  }

  #checkNames(entries: readonly Entry[], names: readonly string[], holder: string): void {
    for (const { key } of entries) {
      const name = displayText(key);
      if (!names.includes(name)) this.#fault(key, `\`${name}\` is no element of a ${holder}`, 'INVALID_POLICY_ELEMENT');
    }
  }

  /** An element that is a single string. */
  #string(entries: readonly Entry[], name: string): Text | undefined {
    const value = elementOf(entries, name)?.value;
    if (value === undefined || value.kind === 'unknown' || value.kind === 'choice') return undefined;
    if (value.kind !== 'text' || !isString(value)) this.#fault(value, `\`${name}\` is no string`, 'DATA_TYPE_MISMATCH');
    return value.kind === 'text' ? value : undefined;
  }

  #version(entries: readonly Entry[]): Text | undefined {
    const value = elementOf(entries, 'Version')?.value;
    if (value?.kind === 'unknown') this.#unknown.push(value);
    if (value?.kind === 'choice') {
      this.#unknown.push(unknownAt(value, `the version of the policy language depends on condition "${value.guard}"`));
    }
    const text = this.#string(entries, 'Version');
    if (text === undefined) return undefined;
    const version = literalOf(text);
    if (version === undefined) this.#unknown.push(unknownAt(text, 'the version of the policy language is not known'));
    else if (version !== '2012-10-17' && version !== '2008-10-17' && isString(text)) {
      this.#fault(text, `\`${version}\` is no version of the policy language`, 'INVALID_VERSION');
    }
    return text;
  }

  #readStatements(policy: MapValue, entry: Entry | undefined, when: readonly Guard[]): void {
    if (entry === undefined) {
      this.#fault(policy, 'The policy has no `Statement`', 'MISSING_STATEMENT');
      return;
    }
    const { key, value } = entry;
    if (value.kind === 'list' && value.items.length === 0) {
      this.#fault(key, '`Statement` holds no statement', 'MISSING_STATEMENT');
    }
    const statements = value.kind === 'list' ? value.items : [value];
    statements.forEach((statement, index) => {
      this.#readStatement(statement, index, when);
    });
  }

  /** A choice may put several statements where one stands: each then has its own variants. */
  #readStatement(value: Value, index: number, when: readonly Guard[]): void {
    const branches = branchesOf(value, when);
    if (branches === undefined) this.#unknown.push(unknownAt(value, TOO_MANY_CONDITIONS));
    for (const branch of branches ?? []) {
      for (const statement of manyOf(branch.value)) {
        if (statement.kind === 'choice') this.#readStatement(statement, index, branch.when);
        else this.#readVariants(statement, index, branch.when);
      }
    }
  }

  #readVariants(value: Value, index: number, when: readonly Guard[]): void {
    const variants = variantsOf(value, when);
    if (variants === undefined) this.#unknown.push(unknownAt(value, TOO_MANY_CONDITIONS));
    const faults = this.#faults.length;
    for (const variant of variants ?? []) {
      if (variant.value.kind === 'map') this.#statements.push(this.#statement(variant.value, index, variant.when));
      else if (variant.value.kind === 'unknown') this.#unknown.push(variant.value);
      else this.#fault(variant.value, 'A statement is no object', 'DATA_TYPE_MISMATCH');
    }
    // What is wrong in one variant is often wrong in all.
    this.#faults.push(...distinct(this.#faults.splice(faults)));
  }

  #statement(map: MapValue, index: number, when: readonly Guard[]): Statement {
    const entries = elementsOf(map);
    this.#checkNames(entries, STATEMENT_ELEMENTS, 'statement');
    const unknown = entries.map(({ value }) => value).filter((value) => value.kind === 'unknown');
    const sid = this.#string(entries, 'Sid');
    const action = this.#element(entries, 'Action', unknown, (text) => text);
    const resource = this.#element(entries, 'Resource', unknown, (text) => this.#text(text));
    const principal = this.#principal(map, entries, unknown);
    if (action === undefined) this.#fault(map, 'The statement has no `Action`', 'MISSING_ACTION');
    if (resource === undefined && this.#needsResource()) {
      this.#fault(map, 'The statement has no `Resource`', 'MISSING_RESOURCE');
    }
    return {
      place: map.place,
      index,
      effect: this.#effect(map, entries, unknown),
      conditions: readConditions(elementOf(entries, 'Condition'), unknown, this.#faults, (text) => this.#text(text)),
      when,
      unknown,
      ...(sid === undefined ? {} : { sid }),
      ...(action === undefined ? {} : { action }),
      ...(resource === undefined ? {} : { resource }),
      ...(principal === undefined ? {} : { principal }),
    };
  }

  /** A trust policy's resource is its role. */
  #needsResource(): boolean {
    const { kind, resourceType } = this.#context;
    return kind !== 'trust' && !(resourceType !== undefined && TYPES_WITHOUT_RESOURCE.includes(resourceType));
  }

  #effect(map: MapValue, entries: readonly Entry[], unknown: Unknown[]): Effect | undefined {
    if (elementOf(entries, 'Effect') === undefined) {
      this.#fault(map, 'The statement has no `Effect`', 'MISSING_EFFECT');
      return undefined;
    }
    const text = this.#string(entries, 'Effect');
    if (text === undefined) return undefined;
    const effect = literalOf(text);
    if (effect === 'Allow' || effect === 'Deny') return effect;
    if (effect === undefined) unknown.push(unknownAt(text, 'the effect is not known'));
    else if (isString(text)) this.#fault(text, `\`${effect}\` is neither \`Allow\` nor \`Deny\``, 'INVALID_EFFECT');
    return undefined;
  }

  /** The entry of an element or of its `Not` form; both at once is a fault, and the plain one is taken. */
  #one(entries: readonly Entry[], name: string): Entry | undefined {
    const plain = elementOf(entries, name);
    const negated = elementOf(entries, `Not${name}`);
    if (plain !== undefined && negated !== undefined) {
      this.#fault(negated.key, `\`Not${name}\` stands beside \`${name}\``, 'UNSUPPORTED_ELEMENT_COMBINATION');
    }
    return plain ?? negated;
  }

  #element(
    entries: readonly Entry[],
    name: string,
    unknown: Unknown[],
    read: (text: Text) => Text,
  ): Element | undefined {
    const entry = this.#one(entries, name);
    if (entry === undefined) return undefined;
    const written = displayText(entry.key);
    const strings = readStrings(entry.value, written, this.#faults);
    addNew(unknown, strings.unknown);
    const negated = written.startsWith('Not');
    return { place: entry.key.place, name: written, negated, items: strings.items.map(read), unknown: strings.unknown };
  }

  #principal(map: MapValue, entries: readonly Entry[], unknown: Unknown[]): PrincipalElement | undefined {
    const { kind } = this.#context;
    const entry = this.#one(entries, 'Principal');
    if (entry === undefined) {
      const isNeeded = kind === 'resource' || kind === 'trust' || kind === 'rcp';
      if (isNeeded) this.#fault(map, 'The statement has no `Principal`', 'MISSING_PRINCIPAL');
      return undefined;
    }
    const principal = readPrincipals(entry, this.#faults);
    addNew(unknown, principal.unknown);
    if (kind === 'identity' || kind === 'boundary' || kind === 'session' || kind === 'scp') {
      const code = kind === 'scp' ? 'SCP_SYNTAX_ERROR_PRINCIPAL' : 'UNSUPPORTED_PRINCIPAL';
      this.#fault(principal, `\`${principal.name}\` is not allowed in this kind of policy`, code);
    }
    return principal;
  }

  #text(text: Text): Text {
    return this.#hasVariables ? withVariables(text) : text;
  }

  #fault(at: Located, message: string, code: string): void {
    this.#faults.push(faultAt(at, message, code));
  }
}

/** The faults without those that say the same of the same place. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const messages = new Map<Place, Set<string>>();
  return faults.filter(({ place, message }) => {
    const known = messages.get(place);
    if (known?.has(message)) return false;
    messages.set(place, (known ?? new Set()).add(message));
    return true;
  });
}

/** An element that is unknown as a whole is in the statement's list already. */
function addNew(unknown: Unknown[], parts: readonly Unknown[]): void {
  for (const part of parts) if (!unknown.includes(part)) unknown.push(part);
}
