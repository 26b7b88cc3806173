import type { Place } from '../document/place.js';
import type { Inventory } from '../inventory/model.js';
import type { Failure } from '../report/report.js';
import type { Checks, Problem, Rule } from '../rule.js';
import { type LoadedPlugin, reasonOf } from './plugins.js';

/** Takes note of what a plugin's rule did wrong. */
export type OnFailure = (failure: Failure) => void;

/**
 * The rules of plugins, so that one that throws, or yields what is no problem, stops at that and is told of: what it
 * found before stands, and so does all that others find.
 *
 * @param onFailure is told once for each rule and file
 */
export function guardedRules(plugins: readonly LoadedPlugin[], onFailure: OnFailure): readonly Rule[] {
  const told = new Set<string>();
  return plugins.flatMap(({ name, rules }) =>
    rules.map((rule) =>
      guardedRule(rule, (error, file) => {
        const message = `plugin "${name}": the rule ${rule.id} failed: ${reasonOf(error)}`;
        const key = JSON.stringify([file, rule.id]);
        if (!told.has(key)) onFailure({ file: file ?? name, message });
        told.add(key);
      }),
    ),
  );
}

type OnError = (error: unknown, file: string | undefined) => void;

function guardedRule(rule: Rule, onError: OnError): Rule {
  const { load } = rule;
  if (load === undefined) return { ...rule, ...guardedChecks(rule, onError) };
  return {
    ...rule,
    ...guardedChecks(rule, onError),
    load: async (options) => {
      try {
        return guardedChecks(await load.call(rule, options), onError);
      } catch (error) {
        onError(error, undefined);
        return {};
      }
    },
  };
}

function guardedChecks(checks: Checks, onError: OnError): Checks {
  const { statement, policy, identity, resource, inventory, estate } = checks;
  return {
    ...(statement && { statement: guarded(statement.bind(checks), fileOf, onError) }),
    ...(policy && { policy: guarded(policy.bind(checks), fileOf, onError) }),
    ...(identity && { identity: guarded(identity.bind(checks), fileOf, onError) }),
    ...(resource && { resource: guarded(resource.bind(checks), fileOf, onError) }),
    ...(inventory && { inventory: guarded(inventory.bind(checks), fileOfInventory, onError) }),
    ...(estate && {
      estate: guarded(estate.bind(checks), ({ inventories: [first] }) => first && fileOfInventory(first), onError),
    }),
  };
}

/** A check that ends where it throws. */
function guarded<Subject, Others extends readonly unknown[]>(
  check: (subject: Subject, ...others: Others) => Iterable<Problem>,
  fileOfSubject: (subject: Subject) => string | undefined,
  onError: OnError,
): (subject: Subject, ...others: Others) => Iterable<Problem> {
  return function* (subject, ...others) {
    try {
      for (const problem of check(subject, ...others)) yield checked(problem);
    } catch (error) {
      onError(error, fileOfSubject(subject));
    }
  };
}

/** The problem, if the rest of the program can report it; else throws. */
function checked(problem: Problem): Problem {
  const notes = [...(problem.related ?? []), ...(problem.steps ?? [])];
  const isWhole = [problem, ...notes].every(({ at, message }) => typeof message === 'string' && isPlace(at?.place));
  if (!isWhole || !(problem.edits ?? []).every(({ at, text }) => typeof text === 'string' && isPlace(at))) {
    throw new TypeError('what it yields has no `message` or no `at` of the model');
  }
  return problem;
}

function isPlace(place: Place | undefined): boolean {
  return place?.document?.file !== undefined && typeof place.node === 'number';
}

function fileOf({ place }: { readonly place: Place }): string {
  return place.document.file.path;
}

function fileOfInventory({ policies, identities, resources }: Inventory): string | undefined {
  const [first] = [...policies, ...identities, ...resources];
  return first && fileOf(first);
}
