import type { ActionSet } from '../../access/action-set.js';
import { expandAll, has } from '../../access/action-set.js';
import { actionId } from '../../aws/actions.js';
import type { EscalationPath, Gain, Need } from '../../aws/escalation/path.js';
import { escalationPaths } from '../../aws/escalation/paths.js';
import { strongPolicies } from '../../aws/escalation/strong-policies.js';
import { displayText, type Guard } from '../../document/value.js';
import { covers } from '../../policy/wildcard.js';
import type { ConditionBlock } from '../invariant.js';
import { type Aim, aimsOf } from './aims.js';
import { type Grant, type Granted, Inquiry } from './inquiry.js';
import { isAdministrator, isBounded, type Subject } from './subject.js';

/** A path that somebody can take. */
export interface Way {
  readonly path: EscalationPath;
  /** Whether it rests on nothing that the input does not tell. */
  readonly isProven: boolean;
  /** What grants each of its steps, in their order. */
  readonly grants: readonly [Grant, ...Grant[]];
  /** The template conditions under which all of it is there. */
  readonly when: readonly Guard[];
}

let actions: ActionSet | undefined;

/** All actions that any path asks for. */
function pathActions(): ActionSet {
  actions ??= expandAll(escalationPaths().flatMap(({ needs }) => needs.flatMap((need) => need.actions)));
  return actions;
}

const inquiries = new WeakMap<Subject, Inquiry>();

/** What asks about somebody: one for each, which remembers its answers. */
export function inquiryOf(subject: Subject): Inquiry {
  const found = inquiries.get(subject) ?? new Inquiry(subject, pathActions());
  inquiries.set(subject, found);
  return found;
}

/**
 * The ways to more rights that somebody has, the strongest first.
 *
 * @param only the gain that is asked for; any where absent
 */
export function waysOf(subject: Subject, inquiry = inquiryOf(subject), only?: Gain): readonly Way[] {
  const open = escalationPaths().filter(
    ({ needs, gain }) => (only === undefined || gain === only) && needs.every((need) => isAllowed(need, inquiry)),
  );
  return open.flatMap((path) => wayAlong(path, subject, inquiry) ?? []);
}

/** Whether a statement allows what a step asks for, on whatever. */
function isAllowed(need: Need, { allowed }: Inquiry): boolean {
  return need.actions.some((action) => has(allowed, actionId(action) ?? -1));
}

/** The way that somebody has along a path, if there is one. */
export function wayAlong(path: EscalationPath, subject: Subject, inquiry: Inquiry): Way | undefined {
  const { needs, presumes, onlyBounded } = path;
  if (onlyBounded === true && !gainsByUnbinding(subject)) return undefined;
  const steps = path.needs.some(({ on }) => on.startsWith('one '))
    ? stepsOnOne(needs, inquiry)
    : needs.map((need) => stepOf(path, need, subject, inquiry));
  const found = steps.flatMap((step) => step ?? []);
  const [first, ...rest] = found;
  if (first === undefined || found.length < needs.length) return undefined;
  if (path.onlyNamed === true && !found.some(({ granted }) => isNamed(granted.grant))) return undefined;
  const when = found.flatMap((step) => step.granted.when);
  if (when.some((guard) => when.some(({ condition, is }) => condition === guard.condition && is !== guard.is))) {
    return undefined;
  }
  const isProven =
    found.every((step) => step.isSure) &&
    presumes === undefined &&
    (onlyBounded !== true || subject.boundary !== undefined);
  return {
    path,
    isProven,
    grants: [first.granted.grant, ...rest.map((step) => step.granted.grant)],
    when: onceEach(when),
  };
}

/** Whether a statement names the service of the action that it grants. */
function isNamed({ statement: { action }, action: granted }: Grant): boolean {
  const service = granted.slice(0, granted.indexOf(':') + 1);
  return action?.negated === false && action.items.some((item) => displayText(item).toLowerCase().startsWith(service));
}

interface Step {
  readonly granted: Granted;
  /** Whether what is granted is surely what the path needs. */
  readonly isSure: boolean;
}

/** How a step can be taken: rather surely than maybe. */
function stepOf(path: EscalationPath, need: Need, subject: Subject, inquiry: Inquiry): Step | undefined {
  let possible: Step | undefined;
  for (const action of need.actions) {
    for (const aim of aimsOf(path, need, subject)) {
      const granted = grantedFor(need, action, aim, inquiry);
      if (granted === undefined) continue;
      const isSure = aim.isSure && granted.verdict === 'yes';
      if (isSure) return { granted, isSure };
      possible ??= { granted, isSure };
    }
  }
  return possible;
}

function grantedFor(need: Need, action: string, { resources, isUntagged }: Aim, inquiry: Inquiry): Granted | undefined {
  return inquiry.granted(action, resources, blockFor(need, action, inquiry, isUntagged));
}

/** The steps of a path that are all about one and the same user or role, whoever it is. */
function stepsOnOne(needs: readonly Need[], inquiry: Inquiry): readonly Step[] {
  const [first, second] = needs;
  if (first === undefined || second === undefined) return [];
  const kind = first.on === 'one user' ? 'user' : 'role';
  for (const action of first.actions) {
    for (const resource of resourcesIn(inquiry, action, `arn:*:iam::*:${kind}/*`)) {
      for (const other of second.actions) {
        const theirs = inquiry.granted(other, [resource], blockFor(second, other, inquiry, true));
        if (theirs === undefined) continue;
        const ours = inquiry.granted(action, [theirs.resource], blockFor(first, action, inquiry, true));
        if (ours === undefined) continue;
        return [ours, theirs].map((granted) => ({
          granted,
          isSure: ours.verdict === 'yes' && theirs.verdict === 'yes',
        }));
      }
    }
  }
  return [];
}

/** More resources of one action are not gone through. */
const MOST_RESOURCES = 20;

/** The resources of a kind for which statements allow an action, as patterns. */
function resourcesIn(inquiry: Inquiry, action: string, kind: string): readonly string[] {
  const found = inquiry.allowing(action).flatMap(({ resource }) => {
    if (resource === undefined || resource.negated) return [kind];
    return resource.items.map(({ parts }) => parts.join('')).map((item) => (covers(kind, item) ? item : kind));
  });
  return [...new Set(found)].slice(0, MOST_RESOURCES);
}

/**
 * What has to be so of a request for it to be of use: who is empowered is not kept within a boundary, what is attached
 * makes an administrator, the role goes to a service that does as it is told.
 *
 * @param isUntagged whether it is about something without tags, as most things are
 */
function blockFor({ passedTo }: Need, action: string, inquiry: Inquiry, isUntagged: boolean): ConditionBlock {
  const absent = [...inquiry.keys()].filter(
    (key) =>
      (isUntagged && key.includes(':resourcetag/')) ||
      (key === 'iam:permissionsboundary' && !action.endsWith('Boundary')),
  );
  const attaches = /^iam:Attach/.test(action) && inquiry.mentions('iam:policyarn');
  const isPassed = passedTo !== undefined && inquiry.mentions('iam:passedtoservice');
  return {
    ...(absent.length === 0 ? {} : { Null: Object.fromEntries(absent.map((key) => [key, 'true'])) }),
    ...(attaches ? { ArnEquals: { 'iam:PolicyARN': strongPolicyArns() } } : {}),
    ...(isPassed ? { StringEquals: { 'iam:PassedToService': passedTo } } : {}),
  };
}

/** The policies of AWS that it is of use to attach, in all partitions. */
function strongPolicyArns(): readonly string[] {
  strongArns ??= ['aws', 'aws-cn', 'aws-us-gov'].flatMap((partition) =>
    strongPolicies().map((name) => `arn:${partition}:iam::aws:policy/${name}`),
  );
  return strongArns;
}

let strongArns: readonly string[] | undefined;

/** Whether somebody has more rights without his permissions boundary, or may: nobody tells whether a policy's holder has one. */
function gainsByUnbinding({ identity, boundary, ...subject }: Subject): boolean {
  if (identity === undefined) return true;
  if (boundary === undefined || !isBounded({ boundary })) return false;
  if (isAdministrator(subject)) return true;
  return waysOf({ ...subject, identity }).some(({ isProven }) => isProven);
}

function onceEach(guards: readonly Guard[]): readonly Guard[] {
  return guards.filter(
    ({ condition, is }, index) =>
      guards.findIndex((other) => other.condition === condition && other.is === is) === index,
  );
}
