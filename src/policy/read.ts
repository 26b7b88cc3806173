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
import { resourceControlFaults } from './resource-control.js';
import { leastSize } from './size.js';
import { withVariables } from './variables.js';

/** What a policy is, as far as its surroundings tell. */
export interface PolicyContext {
  readonly kind: PolicyKind;
  readonly resourceType?: string;
  /** The template conditions under which the policy exists. */
  readonly when?: readonly Guard[];
  /** The value holds no choice, so none need be looked for: plain documents have none. */
  readonly withoutChoices?: true;
}

const TOO_MANY_CONDITIONS = 'the statement depends on too many conditions';

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];
/** The entries of a statement by the elements that they are. */
type StatementEntries = {
  -readonly [name in (typeof STATEMENT_ELEMENTS)[number]]: Entry | undefined;
};

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
] as const;

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
      resourceType,
      size: leastSize(value),
      versionElement: version,
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
    const strange = entries.filter(({ key }) => !POLICY_ELEMENTS.includes(displayText(key)));
    // Where there is no statement either, that one fault says all.
    if (elementOf(entries, 'Statement') !== undefined) {
      for (const { key } of strange) {
        this.#fault(key, `\`${displayText(key)}\` is no element of a policy`, 'INVALID_POLICY_ELEMENT');
      }
    }
    this.#string(elementOf(entries, 'Id'), 'Id');
    const version = this.#version(entries);
    this.#versionElement ??= version;
    this.#hasVariables = version !== undefined && literalOf(version) === '2012-10-17';
    this.#readStatements(value, elementOf(entries, 'Statement'), when);
  }

  /** An element that is a single string. */
  #string(entry: Entry | undefined, name: string): Text | undefined {
    const value = entry?.value;
    if (value === undefined || value.kind === 'unknown' || value.kind === 'choice') return undefined;
    if (value.kind !== 'text' || !isString(value)) this.#fault(value, `\`${name}\` is no string`, 'DATA_TYPE_MISMATCH');
    return value.kind === 'text' ? value : undefined;
  }

  #version(entries: readonly Entry[]): Text | undefined {
    const entry = elementOf(entries, 'Version');
    const value = entry?.value;
    if (value?.kind === 'unknown') this.#unknown.push(value);
    if (value?.kind === 'choice') {
      this.#unknown.push(unknownAt(value, `the version of the policy language depends on condition "${value.guard}"`));
    }
    const text = this.#string(entry, 'Version');
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
    const variants = this.#context.withoutChoices ? [{ value, when }] : variantsOf(value, when);
    if (variants === undefined) this.#unknown.push(unknownAt(value, TOO_MANY_CONDITIONS));
    const faults = this.#faults.length;
    for (const variant of variants ?? []) {
      if (variant.value.kind === 'map') this.#statements.push(this.#statement(variant.value, index, variant.when));
      else if (variant.value.kind === 'unknown') this.#unknown.push(variant.value);
      else this.#fault(variant.value, 'A statement is no object', 'DATA_TYPE_MISMATCH');
    }
    // What is wrong in one variant is often wrong in all.
    if (this.#faults.length > faults) this.#faults.push(...distinct(this.#faults.splice(faults)));
  }

  #statement(map: MapValue, index: number, when: readonly Guard[]): Statement {
    const unknown: Unknown[] = [];
    const entries = this.#statementEntries(map, unknown);
    const sid = this.#string(entries.Sid, 'Sid');
    const action = this.#element(this.#one(entries.Action, entries.NotAction), unknown, false);
    const resource = this.#element(this.#one(entries.Resource, entries.NotResource), unknown, true);
    const principal = this.#principal(map, this.#one(entries.Principal, entries.NotPrincipal), unknown);
    if (action === undefined) this.#fault(map, 'The statement has no `Action`', 'MISSING_ACTION');
    if (resource === undefined && this.#needsResource()) {
      this.#fault(map, 'The statement has no `Resource`', 'MISSING_RESOURCE');
    }
    const effect = this.#effect(map, entries.Effect, unknown);
    const conditions = readConditions(entries.Condition, unknown, this.#faults, this.#hasVariables);
    const statement = { place: map.place, index, sid, effect, action, resource, principal, conditions, when, unknown };
    if (this.#context.kind === 'rcp') this.#faults.push(...resourceControlFaults(statement));
    return statement;
  }

  /** Sorts the entries by what they are; elements that are unknown as a whole go to the list of unknown parts. */
  #statementEntries(map: MapValue, unknown: Unknown[]): StatementEntries {
    const found: StatementEntries = {
      Sid: undefined,
      Effect: undefined,
      Action: undefined,
      NotAction: undefined,
      Resource: undefined,
      NotResource: undefined,
      Principal: undefined,
      NotPrincipal: undefined,
      Condition: undefined,
    };
    const strange: Entry[] = [];
    for (const entry of elementsOf(map)) {
      const name = STATEMENT_ELEMENTS.find((element) => element === displayText(entry.key));
      if (name === undefined) strange.push(entry);
      else found[name] = entry;
      if (entry.value.kind === 'unknown') unknown.push(entry.value);
    }
    this.#strangeElements(strange, found);
    return found;
  }

  /** One fault for all names that are none. One that is only miscased is read as what was meant. */
  #strangeElements(strange: readonly Entry[], found: StatementEntries): void {
    const [first] = strange;
    if (first === undefined) return;
    for (const entry of strange) {
      const lower = displayText(entry.key).toLowerCase();
      const meant = STATEMENT_ELEMENTS.find((element) => element.toLowerCase() === lower);
      if (meant !== undefined) found[meant] ??= entry;
    }
    const names = strange.map(({ key }) => `\`${displayText(key)}\``).join(', ');
    const what = strange.length === 1 ? 'is no element' : 'are no elements';
    this.#fault(first.key, `${names} ${what} of a statement`, 'INVALID_POLICY_ELEMENT');
  }

  /** A trust policy's resource is its role. */
  #needsResource(): boolean {
    const { kind, resourceType } = this.#context;
    return kind !== 'trust' && !(resourceType !== undefined && TYPES_WITHOUT_RESOURCE.includes(resourceType));
  }

  #effect(map: MapValue, entry: Entry | undefined, unknown: Unknown[]): Effect | undefined {
    if (entry === undefined) {
      this.#fault(map, 'The statement has no `Effect`', 'MISSING_EFFECT');
      return undefined;
    }
    const text = this.#string(entry, 'Effect');
    if (text === undefined) return undefined;
    const effect = literalOf(text);
    if (effect === 'Allow' || effect === 'Deny') return effect;
    if (effect === undefined) unknown.push(unknownAt(text, 'the effect is not known'));
    else if (isString(text)) this.#fault(text, `\`${effect}\` is neither \`Allow\` nor \`Deny\``, 'INVALID_EFFECT');
    return undefined;
  }

  /** The entry of an element or of its `Not` form; both at once is a fault, and the plain one is taken. */
  #one(plain: Entry | undefined, negated: Entry | undefined): Entry | undefined {
    if (plain !== undefined && negated !== undefined) {
      const message = `\`${displayText(negated.key)}\` stands beside \`${displayText(plain.key)}\``;
      this.#fault(negated.key, message, 'UNSUPPORTED_ELEMENT_COMBINATION');
    }
    return plain ?? negated;
  }

  #element(entry: Entry | undefined, unknown: Unknown[], takesVariables: boolean): Element | undefined {
    if (entry === undefined) return undefined;
    const name = displayText(entry.key);
    const strings = readStrings(entry.value, name, this.#faults);
    addNew(unknown, strings.unknown);
    if (entry.value.kind === 'list' && entry.value.items.length === 0) {
      this.#fault(
        entry.key,
        `\`${name}\` lists nothing`,
        takesVariables ? 'EMPTY_ARRAY_RESOURCE' : 'EMPTY_ARRAY_ACTION',
      );
    }
    const items = takesVariables && this.#hasVariables ? strings.items.map(withVariables) : strings.items;
    if (!takesVariables) this.#checkActions(items);
    return { place: entry.key.place, name, negated: name.startsWith('Not'), items, unknown: strings.unknown };
  }

  /** An action is `service:Name`; in a trust policy, one of STS. */
  #checkActions(items: readonly Text[]): void {
    for (const item of items) {
      const action = literalOf(item);
      if (action === undefined || !isString(item)) continue;
      if (!action.includes(':') && !/^\*+$/.test(action)) {
        this.#fault(item, `\`${action}\` names no service: an action is \`service:Name\``, 'INVALID_ACTION');
      } else if (this.#context.kind === 'trust' && !/^sts:/i.test(action)) {
        this.#fault(
          item,
          `\`${action}\` is no action of a trust policy: those are of \`sts\``,
          'UNSUPPORTED_ACTION_IN_POLICY',
        );
      }
    }
  }

  #principal(map: MapValue, entry: Entry | undefined, unknown: Unknown[]): PrincipalElement | undefined {
    const { kind } = this.#context;
    if (entry === undefined) {
      const isNeeded = kind === 'resource' || kind === 'trust' || kind === 'rcp';
      if (isNeeded) this.#fault(map, 'The statement has no `Principal`', 'MISSING_PRINCIPAL');
      return undefined;
    }
    const principal = readPrincipals(entry, this.#faults);
    if (entry.value.kind === 'map' && entry.value.entries.length === 0) {
      this.#fault(principal, `\`${principal.name}\` names nobody`, 'EMPTY_OBJECT_PRINCIPAL');
    }
    if (kind === 'trust' && principal.negated) {
      const code = 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL';
      this.#fault(principal, '`NotPrincipal` is not allowed in a trust policy', code);
    }
    addNew(unknown, principal.unknown);
    if (kind === 'identity' || kind === 'boundary' || kind === 'session' || kind === 'scp') {
      const code = kind === 'scp' ? 'SCP_SYNTAX_ERROR_PRINCIPAL' : 'UNSUPPORTED_PRINCIPAL';
      this.#fault(principal, `\`${principal.name}\` is not allowed in this kind of policy`, code);
    }
    return principal;
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
