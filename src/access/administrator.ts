import { literalOf } from '../document/value.js';
import type { Policy, Statement } from '../policy/model.js';
import { type ActionSet, all, count, expandAll, intersect, isEmpty, minus } from './action-set.js';
import { leavesNameOpen } from './service-wildcard.js';
import { actionsOf, allowedEverywhere, deniedEverywhere } from './statement-set.js';

/** How an administrator is made up: what is allowed on every resource, and by which statements. */
export interface Administrator {
  readonly actions: ActionSet;
  readonly grants: readonly [Statement, ...Statement[]];
  /** Other statements, each of which would be enough by itself. */
  readonly again: readonly Statement[];
  /** How many actions of the catalogue are not allowed after all. */
  readonly missing: number;
}

/** Whoever lacks more of the catalogue than this is no administrator but the holder of a wide policy. */
const LARGEST_GAP = 0.05;

/**
 * Each of these alone lets the holder give himself, or another whom he can become, whatever else is missing, so a Deny
 * that leaves one of them leaves an administrator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
const WAYS_BACK = [
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicyVersion',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
];

/**
 * Whether policies together allow everything on everything: but for a small rest all there is, ways to get the rest
 * included, on all resources and under no condition that limits what is reached. Spelling and spreading over statements
 * do not matter; Denies count unless they leave a way back; a boundary limits.
 *
 * @returns undefined where they do not
 */
export function administrator(policies: readonly Policy[], boundary?: Policy): Administrator | undefined {
  if (!areSweeping(policies)) return undefined;
  const { actions: allowed, grants } = allowedEverywhere(policies);
  const [first, ...rest] = grants;
  if (first === undefined) return undefined;
  const bounded = boundary === undefined ? allowed : intersect(allowed, allowedEverywhere([boundary]).actions);
  if (!isNearlyAll(bounded)) return undefined;
  const denying = boundary === undefined ? policies : [...policies, boundary];
  const actions = minus(bounded, deniedEverywhere(denying, grants));
  if (!hasWayBack(actions)) return undefined;
  const alone = grants.filter((statement) => isNearlyAll(actionsOf(statement)));
  const [enough = first, ...again] = alone;
  const needed: Administrator['grants'] = alone.length === 0 ? [first, ...rest] : [enough];
  return { actions, grants: needed, again, missing: count(minus(all(), actions)) };
}

/** To come near to everything service by service takes more entries than this. */
const FEWEST_SERVICES = 200;

/**
 * Whether policies have what it takes to come near to everything: `NotAction`, an entry for many services at once, or
 * one for nearly each of them. A look at the words, since nearly all policies fail it.
 */
function areSweeping(policies: readonly Policy[]): boolean {
  let services = 0;
  for (const { statements } of policies) {
    for (const { effect, action } of statements) {
      if (effect !== 'Allow' || action === undefined) continue;
      if (action.negated) return true;
      for (const item of action.items) {
        const pattern = literalOf(item);
        if (pattern === undefined || !leavesNameOpen(pattern)) continue;
        const star = pattern.search(/[*?]/);
        if (star <= pattern.indexOf(':') || !pattern.includes(':') || ++services > FEWEST_SERVICES) return true;
      }
    }
  }
  return false;
}

function isNearlyAll(actions: ActionSet): boolean {
  return hasWayBack(actions) && count(minus(all(), actions)) <= count(all()) * LARGEST_GAP;
}

function hasWayBack(actions: ActionSet): boolean {
  return !isEmpty(intersect(actions, waysBack()));
}

let ways: ActionSet | undefined;

function waysBack(): ActionSet {
  ways ??= expandAll(WAYS_BACK);
  return ways;
}
