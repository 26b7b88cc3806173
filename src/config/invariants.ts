import {
  conditionsOf,
  DENYING_KINDS,
  GRANTING_KINDS,
  type Invariant,
  type InvariantScope,
  type Requests,
} from '../inventory/invariant.js';
import type { PlacedInvariant } from '../lint/settings.js';
import type { Failure } from '../report/report.js';
import { actionProblem } from './action-word.js';
import { type ConfigDocument, failureAt, spotOf } from './config-file.js';
import { resourceProblem } from './resource-word.js';

/** An invariant as a config file has it. */
export interface InvariantData extends Omit<Invariant, 'in' | 'except' | 'files'> {
  readonly in?: InvariantScope & Paths;
  readonly except?: Omit<InvariantScope, 'kinds'> & Paths;
}

interface Paths {
  readonly paths?: readonly string[];
}

/**
 * An invariant with the files that it is about.
 *
 * @param base absolute folder of the config file, with forward slashes
 */
export function placed({ in: within, except, ...invariant }: InvariantData, base: string): PlacedInvariant {
  const { paths: files, ...scope } = within ?? {};
  const { paths: exceptFiles, ...left } = except ?? {};
  return {
    ...invariant,
    base,
    ...(within === undefined ? {} : { in: scope }),
    ...(except === undefined ? {} : { except: left }),
    ...(files === undefined ? {} : { files }),
    ...(exceptFiles === undefined ? {} : { exceptFiles }),
  };
}

/** What is wrong with invariants that agree with the schema: words that are no actions, conditions that are none. */
export function invariantProblems(config: ConfigDocument, invariants: readonly InvariantData[]): readonly Failure[] {
  const ids = invariants.map(({ id }) => id);
  return invariants.flatMap((invariant, i) => {
    const at = `/invariants/${i}`;
    const fail = (pointer: string, message: string, key?: string): Failure =>
      failureAt(config.document, spotOf(config, `${at}${pointer}`, key), message);
    const { never, mustDeny, id } = invariant;
    const problems = [
      ...requestProblems('/never', never, fail),
      ...requestProblems('/mustDeny', mustDeny, fail),
      ...kindProblems(invariant, fail),
    ];
    if ((never === undefined) === (mustDeny === undefined)) {
      problems.unshift(fail('', 'expected one of the keys "never" and "mustDeny"'));
    }
    if (ids.indexOf(id) < i) problems.unshift(fail('/id', `"${id}" is the id of another invariant`));
    return problems;
  });
}

/** Says what is wrong at a place within an invariant; of a map at one of its keys, if it is given. */
type Fail = (pointer: string, message: string, key?: string) => Failure;

function requestProblems(at: string, requests: Requests | undefined, fail: Fail): readonly Failure[] {
  if (requests === undefined) return [];
  const actions = requests.actions.flatMap((action, i) => {
    const problem = actionProblem(action);
    return problem === undefined ? [] : [fail(`${at}/actions/${i}`, problem)];
  });
  const resources = (requests.resources ?? []).flatMap((resource, i) => {
    const problem = resourceProblem(resource);
    return problem === undefined ? [] : [fail(`${at}/resources/${i}`, problem)];
  });
  const { problems } = conditionsOf(requests.condition);
  return [...actions, ...resources, ...problems.map((problem) => fail(at, problem, 'condition'))];
}

/** Not every kind of policy can grant something, nor is every one asked what it denies. */
function kindProblems({ in: within, never }: InvariantData, fail: Fail): readonly Failure[] {
  const fitting = never === undefined ? DENYING_KINDS : GRANTING_KINDS;
  const what = never === undefined ? 'is asked what it denies' : 'grants anything';
  return (within?.kinds ?? []).flatMap((kind, i) =>
    fitting.includes(kind)
      ? []
      : [fail(`/in/kinds/${i}`, `no policy of kind "${kind}" ${what}: expected ${fitting.join(', ')}`)],
  );
}
