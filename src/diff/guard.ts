import type { Answer } from '../access/answer.js';
import { newAccess } from '../access/new-access.js';
import { parseJson } from '../document/json.js';
import type { Located } from '../document/place.js';
import { plainValue } from '../document/value.js';
import type { Policy, PolicyKind } from '../policy/model.js';
import { readPolicy } from '../policy/read.js';
import type { Grant } from './compare.js';
import { statementText } from './statement-text.js';
import { isAsLimited } from './surroundings.js';
import type { Unit } from './unit.js';
import { requestWords } from './words.js';

/**
 * What a policy that takes away from others takes away no longer: a control policy, or an identity policy that only
 * denies and whose holder is not in sight. By itself it allows nothing, so it is judged beside full access.
 */
export function* loosened(head: Unit, base: Unit | undefined): Generator<Grant> {
  if (base === undefined || head.identity !== undefined || !isGuard(base) || !(isGuard(head) || onlyDenies(head)))
    return;
  if (isAsLimited(head.sight, base.sight)) return;
  const full = fullAccess(base.kind);
  const answers = newAccess(
    { policies: [full, ...head.sight.access.policies] },
    { policies: [full, ...base.sight.access.policies] },
  );
  const [policy] = head.policies;
  for (const answer of answers.slice(0, 1)) {
    const grant = grantOf(answer, spotOf(head, base), policy === undefined ? {} : { policy });
    // Whether another policy of its holder allows it, nobody can tell.
    yield base.kind === 'identity' ? { ...grant, problem: { ...grant.problem, confidence: 'possible' } } : grant;
  }
}

/**
 * What a policy that is gone took away: a control policy, a boundary, an identity policy that only denied.
 *
 * @param at where to point, as there is nothing in the head that says so
 */
export function* lost(base: Unit, at: Located): Generator<Grant> {
  const isLimit = base.kind === 'boundary' || isGuard(base);
  if (base.identity !== undefined || base.isHeld || !isLimit) return;
  const full = fullAccess(base.kind);
  const { policies } = base.sight.access;
  const left = denies(base) ? { policies: [full, ...policies] } : { policies };
  for (const answer of newAccess({ policies: [full] }, left).slice(0, 1)) {
    const grant = grantOf(answer, at, {});
    const message = `${nameOf(base)} is gone: ${grant.problem.message}`;
    yield { ...grant, problem: { ...grant.problem, message } };
  }
}

/** Whether a policy is there to take away. A boundary allows what it says, and is compared as any. */
function isGuard(unit: Unit): boolean {
  const { kind } = unit;
  return kind === 'scp' || kind === 'rcp' || (kind === 'identity' && onlyDenies(unit));
}

function onlyDenies({ sight }: Unit): boolean {
  return sight.access.policies.every(({ statements }) => statements.every(isDeny));
}

function isDeny({ effect }: Policy['statements'][number]): boolean {
  return effect === 'Deny';
}

function denies({ sight }: Unit): boolean {
  return sight.access.policies.some(({ statements }) => statements.some(isDeny));
}

function grantOf({ verdict, witness }: Answer, at: Located, owner: Pick<Grant, 'policy'>): Grant {
  const isProven = verdict === 'yes' && witness !== undefined;
  const message =
    witness === undefined
      ? 'what is denied here may be less than before'
      : requestWords(witness, isProven ? 'is no longer denied' : 'may no longer be denied', false);
  return {
    problem: {
      at,
      message,
      confidence: isProven ? 'proven' : 'possible',
      ...(witness === undefined ? {} : { witness }),
      when: witness?.when ?? [],
    },
    ...owner,
  };
}

/** The first Deny that the base has not, else the policy. */
function spotOf(head: Unit, base: Unit): Located {
  const texts = new Set(textsOf(base).map(({ text }) => text));
  const changed = textsOf(head).find(({ text }) => !texts.has(text));
  return changed?.statement ?? head.policies[0] ?? { place: { document: head.inventory.document, node: 0 } };
}

function textsOf({ sight }: Unit) {
  return sight.access.policies.flatMap(({ statements, version }) =>
    statements.map((statement) => ({ statement, text: statementText(statement, version) })),
  );
}

const KIND_NAMES: Readonly<Partial<Record<PolicyKind, string>>> = {
  scp: 'the service control policy',
  rcp: 'the resource control policy',
  boundary: 'the permissions boundary',
};

function nameOf({ kind, file, policies }: Unit): string {
  const name = policies[0]?.resource?.name ?? file.path;
  return `${KIND_NAMES[kind] ?? 'the policy'} \`${name}\``;
}

/** The policy under which everything is allowed, as AWS attaches it where control policies begin. */
function fullAccess(kind: PolicyKind): Policy {
  const principal = kind === 'rcp' ? { Principal: '*' } : {};
  const statement = { Effect: 'Allow', ...principal, Action: '*', Resource: '*' };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { document } = parseJson({ path: 'FullAWSAccess', text });
  if (document === undefined) throw new Error('FullAWSAccess is JSON');
  return readPolicy(plainValue(document, 0), { kind, withoutChoices: true });
}
