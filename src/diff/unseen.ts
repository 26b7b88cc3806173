import type { Grant } from './compare.js';
import type { Unseen } from './sight.js';
import type { Unit } from './unit.js';

/**
 * Changes of what belongs to an identity and is not in the input: nobody can tell what they allow. What has the same
 * name before and after is taken to be the same.
 */
export function* unseenChanges(head: Unit, base: Unit | undefined): Generator<Grant> {
  const { identity, sight } = head;
  if (identity === undefined) return;
  const before = base?.sight.unseen ?? new Map<string, Unseen>();
  const grant = (at: Grant['problem']['at'], message: string): Grant => ({
    problem: { at, message, confidence: 'possible' },
    identity,
  });
  for (const [key, unseen] of sight.unseen) {
    if (!before.has(key)) yield grant(unseen, `${added(unseen)}, and what that allows is not in sight`);
  }
  if (base === undefined) return;
  const hasAny = sight.access.policies.length > 0 || sight.unseen.size > 0;
  for (const [key, unseen] of before) {
    if (sight.unseen.has(key) || !hasAny) continue;
    yield grant(identity, `${removed(unseen, identity)}: what it denied is not in sight, and may be newly allowed`);
  }
  const { unseenBoundary } = base.sight;
  const now = sight.unseenBoundary;
  if (unseenBoundary === undefined || !hasAny || now?.name === unseenBoundary.name) return;
  const what = `the permissions boundary \`${unseenBoundary.name}\` of ${identity.type} \`${identity.name}\``;
  const happened = now === undefined && sight.access.boundary === undefined ? 'is gone' : 'is another';
  yield grant(now ?? identity.boundary ?? identity, `${what} ${happened}: what it kept back may be newly allowed`);
}

function added({ what, name }: Unseen): string {
  return what === 'group' ? `group \`${name}\` is newly joined` : `policy \`${name}\` is newly attached`;
}

function removed({ what, name }: Unseen, identity: { readonly type: string; readonly name: string }): string {
  const who = `${identity.type} \`${identity.name}\``;
  return what === 'group' ? `${who} left group \`${name}\`` : `policy \`${name}\` is no longer attached to ${who}`;
}
