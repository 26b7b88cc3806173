import type { Access } from '../access/access.js';
import type { Answer, Witness } from '../access/answer.js';
import { newAccess } from '../access/new-access.js';
import { widestPatternOf } from '../access/text-pattern.js';
import type { Located } from '../document/place.js';
import { displayText, type Text } from '../document/value.js';
import type { Identity, PlacedPolicy } from '../inventory/model.js';
import type { Policy, PolicyKind, Statement } from '../policy/model.js';
import { matches } from '../policy/wildcard.js';
import type { Note, Problem } from '../rule.js';
import { loosened } from './guard.js';
import type { Pair } from './pair.js';
import { type Origin, type Sight, wordsOf } from './sight.js';
import { before } from './surroundings.js';
import type { Unit } from './unit.js';
import { unseenChanges } from './unseen.js';
import { possibleWords, requestWords } from './words.js';

/** Something that a unit newly allows, or may. */
export interface Grant {
  readonly problem: Problem;
  readonly policy?: PlacedPolicy;
  readonly statement?: Statement;
  readonly identity?: Identity;
  /** How its holder comes to have it, where others may have it too. */
  readonly holder?: Note;
}

const NOTHING: Access = { policies: [] };

/** What a unit of the head allows that its counterpart does not: a grant for each statement that does. */
export function compare({ head, base: counterpart }: Pair): readonly Grant[] {
  const base = counterpart !== undefined && isComparable(head, counterpart) ? counterpart : undefined;
  const known = before(head.sight, base?.sight);
  const versions = versionsOf(head.sight);
  const grants: Grant[] = [];
  const words = base === undefined ? undefined : wordsOf(base.sight);
  const told = new Set<Located>();
  const isKnown = (statement: Statement) => known.has(statement, versions.get(statement) ?? '2008-10-17');
  if (!allowing(head.sight).every(isKnown)) {
    for (const answer of newAccess(head.sight.access, base?.sight.access ?? NOTHING)) {
      const [statement] = answer.grants;
      if (statement !== undefined && isKnown(statement)) continue;
      const attachment = statement && managedAttachment(head.sight.origins.get(statement));
      // What one of AWS's policies brings in is one change, however many of its statements allow something.
      if (attachment !== undefined && told.has(attachment)) continue;
      if (attachment !== undefined) told.add(attachment);
      grants.push(grantOf(answer, head, base, words));
    }
  }
  for (const policy of head.sight.access.policies) {
    for (const { place, reason } of policy.unknown) {
      if (known.leavesOpen(reason)) continue;
      const message = `what stands here may newly allow anything: ${reason}`;
      grants.push({ ...ownerOf(head), problem: { at: { place }, message, confidence: 'possible' } });
    }
  }
  grants.push(...unseenChanges(head, base));
  return grants.length > 0 ? grants : [...loosened(head, base)];
}

/**
 * What was another kind of policy allowed something else altogether. The kind of a bare document is a guess by its
 * content, though, and may change with a statement: there it counts only whether it is for principals that it names.
 */
function isComparable(head: Unit, base: Unit): boolean {
  if (head.kind === base.kind) return true;
  const isBare = head.address === undefined && base.address === undefined;
  return isBare && namesPrincipals(head.kind) === namesPrincipals(base.kind);
}

function namesPrincipals(kind: PolicyKind): boolean {
  return kind === 'resource' || kind === 'trust' || kind === 'rcp' || kind === 'endpoint';
}

function allowing({ access }: Sight): readonly Statement[] {
  return access.policies.flatMap(({ statements }) => statements).filter(({ effect }) => effect !== 'Deny');
}

function versionsOf({ access }: Sight): ReadonlyMap<Statement, Policy['version']> {
  return new Map(
    access.policies.flatMap(({ statements, version }) => statements.map((statement) => [statement, version] as const)),
  );
}

function ownerOf({ identity, policies }: Unit): Pick<Grant, 'identity' | 'policy'> {
  const [policy] = policies;
  return identity === undefined ? (policy === undefined ? {} : { policy }) : { identity };
}

/** @param words what the base names, where there is one */
function grantOf(
  { verdict, witness, grants, reasons }: Answer,
  head: Unit,
  base: Unit | undefined,
  words: ReadonlySet<string> | undefined,
): Grant {
  const [statement] = grants;
  if (statement === undefined) return anyGrant(head, reasons);
  const { identity, sight } = head;
  const origin = sight.origins.get(statement) ?? {};
  const { policy, managedName } = origin;
  const isProven = verdict === 'yes' && witness !== undefined && isInSight(head, base);
  const happened = managedName === undefined ? 'is newly allowed' : `is newly allowed by \`${managedName}\``;
  const message =
    witness === undefined
      ? possibleWords(statement, reasons)
      : requestWords(witness, isProven ? happened : 'may be newly allowed', statement.resource === undefined);
  const holder = identity === undefined ? undefined : holderOf(identity, origin);
  return {
    problem: {
      at: spotOf(statement, origin, witness, words),
      message: isProven || witness === undefined || reasons.length === 0 ? message : `${message}: ${reasons[0]}`,
      confidence: isProven ? 'proven' : 'possible',
      ...(witness === undefined ? {} : { witness }),
      when: witness?.when ?? statement.when,
    },
    ...(policy === undefined ? {} : { policy, statement }),
    ...(identity === undefined ? {} : { identity }),
    ...(holder === undefined ? {} : { holder }),
  };
}

/** An answer that names no statement concerns all of the unit. */
function anyGrant(head: Unit, reasons: Answer['reasons']): Grant {
  const [reason = 'it cannot be told what it allows'] = reasons;
  const at = head.identity ?? head.policies[0] ?? { place: { document: head.inventory.document, node: 0 } };
  return {
    ...ownerOf(head),
    problem: { at, message: `may allow more than before: ${reason}`, confidence: 'possible' },
  };
}

/** Whether all that limits both sides is in sight, or is none: else nothing of what is allowed is proven. */
function isInSight({ kind, sight }: Unit, base: Unit | undefined): boolean {
  if (base === undefined && (kind === 'scp' || kind === 'rcp' || kind === 'boundary')) return false;
  if (sight.unseenBoundary !== undefined) return false;
  // What the base had besides may have allowed it already.
  return [...(base?.sight.unseen.keys() ?? [])].every((name) => sight.unseen.has(name));
}

/** Where one of AWS's policies is attached. */
function managedAttachment(origin: Origin | undefined): Located | undefined {
  return origin?.managedName === undefined ? undefined : origin.attachment;
}

/**
 * Points at the action that the request is allowed by, or where the base has that too at what else is new; of one of
 * AWS's policies at what attaches it.
 */
function spotOf(
  { action, resource, principal, place }: Statement,
  origin: Origin,
  witness: Witness | undefined,
  words: ReadonlySet<string> | undefined,
): Located {
  const attachment = managedAttachment(origin);
  if (attachment !== undefined) return attachment;
  const wanted = witness?.action.toLowerCase();
  const allowing = action?.items.find(
    (each) => wanted !== undefined && !action.negated && matches(widestPatternOf(each).toLowerCase(), wanted),
  );
  const isNew = (word: Text) => words?.has(displayText(word)) === false;
  const others = [...(resource?.items ?? []), ...(principal?.items.map(({ value }) => value) ?? [])];
  const changed = allowing !== undefined && isNew(allowing) ? allowing : others.find(isNew);
  return changed ?? allowing ?? action ?? { place };
}

/** How an identity comes to have a policy that others may have too. */
function holderOf({ type, name, place }: Identity, { policy, attachment }: Origin): Note | undefined {
  if (policy?.form === 'inline' && policy.holders.known.length < 2) return undefined;
  return { at: attachment ?? { place }, message: `${type} \`${name}\` holds it` };
}
