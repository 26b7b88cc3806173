import type { Access } from '../access/access.js';
import { type ActionSet, areDisjoint, expand, expandAll } from '../access/action-set.js';
import type { Answer, Witness } from '../access/answer.js';
import { type Grant, granted } from '../access/granted.js';
import { actionsOf, isWhole } from '../access/statement-set.js';
import type { Located } from '../document/place.js';
import { displayText } from '../document/value.js';
import type { Condition, Policy, PrincipalElement, Statement } from '../policy/model.js';
import { appliedTo, grantedTo } from './access-of.js';
import { isCalled, speaksOf } from './called.js';
import { type Memberships, membershipsOf } from './memberships.js';
import {
  type Attachment,
  type Identity,
  type Inventory,
  identitiesByPolicy,
  isOfDevices,
  type PlacedPolicy,
} from './model.js';
import { ownResources } from './own-resource.js';

/** What is asked: who can do any of the actions on any of the resources, which are wildcard patterns. */
export interface Question {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Who: a name or ARN, with or without wildcards; anybody where absent. */
  readonly principal?: string;
  /** The identities that are asked about; all where absent. */
  readonly among?: ReadonlySet<Identity>;
  /** What holds of the requests that are asked about. */
  readonly conditions?: readonly Condition[];
}

/** A statement that lets somebody do what is asked, or may. */
export interface Permission {
  /** What to point at: the action of the statement, the attachment of an AWS managed policy, what is not told. */
  readonly at: Located;
  readonly verdict: 'yes' | 'unknown';
  /** The policy that grants; absent where that is one of AWS's, and where it is out of sight. */
  readonly policy?: PlacedPolicy;
  /** The attachment of an AWS managed policy that grants. */
  readonly attachment?: Attachment;
  /** Absent where all that is known is that more may be granted. */
  readonly statement?: Statement;
  /** The identities that have it. */
  readonly holders: readonly PermissionHolder[];
  /** Of a resource or trust policy: who is let in. */
  readonly principal?: PrincipalElement;
  readonly witness?: Witness;
  readonly reasons: readonly string[];
}

/** An identity that may do what is asked by a statement. */
export interface PermissionHolder {
  readonly identity: Identity;
  readonly verdict: 'yes' | 'unknown';
}

/**
 * Who can do what is asked, by the policies of one input: each statement once, with those who have it. An identity is
 * judged by all that applies to it; a policy without holders by itself, as whoever gets it; resource and trust policies
 * by themselves, whatever the caller's own policies say.
 */
export function whoCan(inventory: Inventory, question: Question): readonly Permission[] {
  const asked: Asked = { question, actions: expandAll(question.actions) };
  const memberships = membershipsOf(inventory.identities);
  const found = new Map<Located, Map<number, Permission>>();
  for (const identity of inventory.identities) {
    if (question.among?.has(identity) === false) continue;
    for (const one of permissionsOf(identity, memberships, asked)) add(found, one);
  }
  const held = identitiesByPolicy(inventory.identities);
  for (const policy of inventory.policies) {
    const { kind, form, holders } = policy;
    if (isOfDevices(policy) && areDisjoint(asked.actions, expand('iot:*'))) continue;
    // A managed policy may always be attached elsewhere; who is told of has it here.
    const isOpen = !held.has(policy) || (form === 'inline' && !holders.complete);
    const ownWay = kind === 'identity' && isOpen ? unheld(policy, held.has(policy), asked) : letIn(policy, asked);
    for (const one of ownWay) add(found, one);
  }
  return [...found.values()].flatMap((byIndex) => [...byIndex.values()]);
}

/** A question with the set of its actions. */
interface Asked {
  readonly question: Question;
  readonly actions: ActionSet;
}

/** What an identity is granted, statement by statement. */
function permissionsOf(identity: Identity, memberships: Memberships, asked: Asked): readonly Permission[] {
  const called = asked.question.principal === undefined ? 'yes' : isCalled(identity, asked.question.principal);
  if (called === 'no') return [];
  const applied = appliedTo(identity, memberships);
  const policies = applied.policies.map(({ from, policy }) => ({ from, policy: underConditions(policy, asked) }));
  const access = { ...applied.access, policies: policies.map(({ policy }) => policy) };
  const whole = grantedTo({ access, untold: applied.untold }, grantOf(asked));
  if (whole.verdict === 'no') return [];
  const doubt = called === 'unknown' ? [`whether ${identity.type} \`${identity.name}\` is meant is not told`] : [];
  const found: Permission[] = [];
  const denials = withoutAllows(access);
  for (const { from, policy } of policies) {
    // What AWS wrote stands nowhere in the input.
    const isAws = 'policyName' in from;
    const source = isAws ? { at: from, attachment: from } : { policy: from };
    for (const one of byStatement(policy, denials, asked, isAws ? () => from : wordsOf)) {
      const sure = doubtful(one, doubt);
      found.push({ ...sure, ...source, holders: [{ identity, verdict: sure.verdict }] });
    }
  }
  if (found.length > 0) return found;
  // Nothing in sight grants it, or none of it by itself; what is out of sight may.
  const reasons = [...whole.reasons, ...doubt];
  return [{ at: identity, verdict: 'unknown', holders: [{ identity, verdict: 'unknown' }], reasons }];
}

/**
 * What a policy grants whoever holds it.
 *
 * @param isHeld whether it has holders, and may have others
 */
function unheld(policy: PlacedPolicy, isHeld: boolean, asked: Asked): readonly Permission[] {
  const isAnybody = !isHeld && asked.question.principal === undefined;
  const doubt = isAnybody ? [] : [`who ${isHeld ? 'else ' : ''}holds the policy is not told`];
  return alone(policy, asked).map((one) => ({ ...doubtful(one, doubt), policy, holders: [] }));
}

/** Whom a resource or trust policy lets in. */
function letIn(policy: PlacedPolicy, asked: Asked): readonly Permission[] {
  if (policy.kind !== 'resource' && policy.kind !== 'trust') return [];
  const { resources, isTold } = ownResources(policy, asked.question.resources);
  if (resources.length === 0) return [];
  const { principal: who } = asked.question;
  return alone(policy, { ...asked, question: { ...asked.question, resources } }).flatMap((one) => {
    const { principal } = one.statement ?? {};
    const spoken = who === undefined || principal === undefined ? 'yes' : speaksOf(principal, who);
    if (spoken === 'no') return [];
    const doubt = [
      ...(spoken === 'unknown' ? ['whether that principal is let in is not told'] : []),
      ...(isTold ? [] : ['whether the policy is that of the resource is not told']),
    ];
    const witness = one.witness && principal ? { principal: whoIs(principal), ...one.witness } : one.witness;
    const found: Permission = { ...doubtful(one, doubt), policy, holders: [], ...(witness && { witness }) };
    return [principal === undefined ? found : { ...found, principal }];
  });
}

/** Whom an element lets in, in words: the first of those it lists. */
function whoIs({ items, negated }: PrincipalElement): string {
  const [first] = items;
  if (negated || first === undefined) return 'anyone';
  const shown = displayText(first.value);
  return shown === '*' ? 'anyone' : shown;
}

/** An answer for a statement, or for what a policy does not tell. */
type Found = Pick<Permission, 'at' | 'verdict' | 'statement' | 'witness' | 'reasons'>;

/** What a policy grants with nothing beside it. */
function alone(policy: PlacedPolicy, asked: Asked): readonly Found[] {
  return byStatement(underConditions(policy, asked), withoutAllows({ policies: [policy] }), asked, wordsOf);
}

/**
 * What each statement of a policy grants of what is asked, if it were the only one that allows.
 *
 * @param denials what applies with it, without what allows
 * @param pointAt what to point at in a statement
 */
function byStatement(policy: Policy, denials: Access, asked: Asked, pointAt: typeof wordsOf): readonly Found[] {
  const answerFor = (statements: readonly Statement[]): Answer =>
    granted({ ...denials, policies: [{ ...policy, unknown: [], statements }, ...denials.policies] }, grantOf(asked));
  // What policies leave open is told for those, not for each of the statements beside it.
  const isOpen = [policy, ...denials.policies].some(leavesOpen) && answerFor([]).verdict !== 'no';
  const found: Found[] = [];
  for (const statement of policy.statements) {
    if (statement.effect === 'Deny' || !mayConcern(statement, asked)) continue;
    const { verdict, witness, reasons, grants } = answerFor([statement]);
    if (verdict === 'no' || (verdict === 'unknown' && isOpen && !grants.includes(statement))) continue;
    found.push({ at: pointAt(statement, asked), verdict, statement, ...(witness && { witness }), reasons });
  }
  for (const { place, reason } of isOpen ? policy.unknown : []) {
    found.push({ at: { place }, verdict: 'unknown', reasons: [reason] });
  }
  return found;
}

/** Whether a policy has a statement of which nothing is told, not even its effect. */
function leavesOpen({ unknown, statements }: Policy): boolean {
  return unknown.length > 0 || statements.some(({ effect }) => effect === undefined);
}

function withoutAllows(access: Access): Access {
  const denials = access.policies.map((policy) => ({
    ...policy,
    statements: policy.statements.filter(({ effect }) => effect !== 'Allow'),
  }));
  return { ...access, policies: denials };
}

function grantOf({ actions, question: { resources } }: Asked): Grant {
  return { actions, resources };
}

/** Whether a statement speaks of an action that is asked about, or may; what else it asks for is the engine's. */
function mayConcern(statement: Statement, { actions }: Asked): boolean {
  return !isWhole(statement.action) || !areDisjoint(actionsOf(statement), actions);
}

/** A policy as it is for the requests that are asked about: what it allows, it allows under their conditions. */
function underConditions(policy: Policy, { question: { conditions = [] } }: Asked): Policy {
  if (conditions.length === 0) return policy;
  const statements = policy.statements.map((statement) =>
    statement.effect === 'Deny' ? statement : { ...statement, conditions: [...statement.conditions, ...conditions] },
  );
  return { ...policy, statements };
}

/** The words of a statement that speak of what is asked. */
function wordsOf(statement: Statement, { actions }: Asked): Located {
  const { action } = statement;
  if (action === undefined || action.negated) return action ?? statement;
  const speaks = action.items.find((item) => !areDisjoint(expand(displayText(item)), actions));
  return speaks ?? action;
}

/** An answer that rests on something more. */
function doubtful(found: Found, doubt: readonly string[]): Found {
  return doubt.length === 0 ? found : { ...found, verdict: 'unknown', reasons: [...found.reasons, ...doubt] };
}

/** Adds what is found; the same statement for another holder, or under another condition, to what is known of it. */
function add(found: Map<Located, Map<number, Permission>>, one: Permission): void {
  const source = one.policy ?? one.attachment ?? one.at;
  const byIndex = found.get(source) ?? new Map<number, Permission>();
  found.set(source, byIndex);
  // The statements of an AWS managed policy stand nowhere in the input, and what is not told has no index.
  const index = one.attachment !== undefined ? 0 : (one.statement?.index ?? -1 - one.at.place.node);
  const known = byIndex.get(index);
  byIndex.set(index, known === undefined ? one : joined(known, one));
}

function joined(known: Permission, other: Permission): Permission {
  const [first, second] = known.verdict === 'unknown' && other.verdict === 'yes' ? [other, known] : [known, other];
  const holders = new Map<Identity, PermissionHolder>();
  for (const holder of [...known.holders, ...other.holders]) {
    if (holders.get(holder.identity)?.verdict !== 'yes') holders.set(holder.identity, holder);
  }
  const reasons = first.verdict === 'yes' ? [] : [...new Set([...first.reasons, ...second.reasons])];
  return { ...first, holders: [...holders.values()], reasons };
}
