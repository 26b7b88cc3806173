/**
 * What a step of a path has to be allowed on:
 *
 * - `own …`: the holder himself, a group that he is in, a policy that he has;
 * - `one …`: the same user or role in all steps that say so, whoever it is;
 * - `some`: anything that the action takes, such as what it creates;
 * - an ARN, in which `*` stands for whatever suits and `…` for a name that no policy gives: allowed on that is what is
 *   allowed on all.
 */
export type Target = 'own user' | 'own role' | 'own group' | 'own policy' | 'one user' | 'one role' | 'some' | Arn;
export type Arn = `arn:${string}`;

/** A step of a path. */
export interface Need {
  /** Any of these will do; the first is the usual one. */
  readonly actions: readonly [string, ...string[]];
  readonly on: Target;
  /** Of `iam:PassRole`: the services that a role may be passed to for this, any of which will do. */
  readonly passedTo?: readonly [string, ...string[]];
}

/** Where a path ends. */
export type Gain =
  /** The holder has whatever rights he wants, or those of anybody. */
  | 'administrator'
  /** He runs something of his own as any role that he may pass. */
  | 'passed role'
  /** He may pass any role to any service. */
  | 'any role to pass'
  /** He runs something of his own as a role that a workload has already. */
  | 'workload role'
  /** He sets up identities that no permissions boundary limits. */
  | 'unbounded identities';

/** A way to rights that nobody granted: all its steps together. */
export interface EscalationPath {
  readonly id: string;
  readonly gain: Gain;
  readonly needs: readonly [Need, ...Need[]];
  /** What the holder can do, as it goes behind "lets the holder". */
  readonly words: string;
  /** What else has to be so that no policy tells. */
  readonly presumes?: string;
  /**
   * It is of use in few accounts, so a policy that names no action of the service, but all there are, says nothing of it.
   */
  readonly onlyNamed?: true;
  /** Who can use it, where its steps do not say so by whose own they are. */
  readonly holder?: 'user';
  /** Only for holders of a permissions boundary: it is what the path gets rid of. */
  readonly onlyBounded?: true;
  readonly source: string;
}

/** Any user, role, group or customer-managed policy: one that no policy names. */
export const ANY_USER = 'arn:*:iam::*:user/…';
export const ANY_ROLE = 'arn:*:iam::*:role/…';
export const ANY_GROUP = 'arn:*:iam::*:group/…';
export const ANY_POLICY = 'arn:*:iam::*:policy/…';

/** A catalogue of such paths, which most of the others here are in as well. */
export function pathfinding(id: string): string {
  return `https://pathfinding.cloud/paths/${id}`;
}
