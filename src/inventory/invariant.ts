import { parseJson } from '../document/json.js';
import { didYouMean } from '../document/similar.js';
import { displayText, plainValue } from '../document/value.js';
import type { Condition, Policy, PolicyKind } from '../policy/model.js';
import { operatorNames } from '../policy/operator.js';
import { readPolicy } from '../policy/read.js';

/** What a configuration says must hold of all access: something is never granted, or something is denied. */
export interface Invariant {
  readonly id: string;
  /** Why, for those who read the finding. */
  readonly reason: string;
  /** What nobody is to be granted. */
  readonly never?: Requests;
  /** What is to be denied, whatever else allows it. */
  readonly mustDeny?: Requests;
  /** Where it must hold; everywhere where absent. */
  readonly in?: InvariantScope;
  /** Where it need not hold. */
  readonly except?: Omit<InvariantScope, 'kinds'>;
  /** Glob patterns of the files that it is about; every file where absent. Rules are asked for these alone. */
  readonly files?: readonly string[];
}

/** Requests: each of the actions on each of the resources, under a condition. */
export interface Requests {
  /** Action patterns: `s3:Delete*`. */
  readonly actions: readonly string[];
  /** Resource patterns; any where absent. */
  readonly resources?: readonly string[];
  /** A `Condition` block as policies have it; those requests alone are meant for which it holds. */
  readonly condition?: ConditionBlock;
}

/** Operators, keys and values as a policy writes them. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Identities and policies, by what they are called: patterns with `*` and `?`. */
export interface InvariantScope {
  readonly identities?: readonly string[];
  readonly policies?: readonly string[];
  readonly kinds?: readonly PolicyKind[];
}

/** The kinds of policies that grant, … */
export const GRANTING_KINDS: readonly PolicyKind[] = ['identity', 'resource', 'trust'];
/** … and those that are asked what they deny. */
export const DENYING_KINDS: readonly PolicyKind[] = ['scp', 'rcp', 'boundary', 'identity'];

/** A condition block, read as that of a policy. */
export interface ConditionsRead {
  readonly conditions: readonly Condition[];
  /** What is wrong with it, in words. */
  readonly problems: readonly string[];
}

/** Reads a condition block. */
export function conditionsOf(block: ConditionBlock | undefined): ConditionsRead {
  if (block === undefined) return { conditions: [], problems: [] };
  const policy = allowingUnder(block);
  if (policy === undefined) return { conditions: [], problems: ['the condition cannot be read'] };
  const conditions = policy.statements.flatMap((statement) => statement.conditions);
  const misspelled = conditions.flatMap(({ operator }) => (operator.name === undefined ? [operator.text] : []));
  const problems = new Set([
    ...policy.faults.map(({ message }) => message),
    ...misspelled.map(displayText).map((name) => `unknown operator "${name}"${didYouMean(name, operatorNames())}`),
  ]);
  return { conditions, problems: [...problems] };
}

/** A policy that allows everything under a condition; undefined where that is too deep to be one. */
export function allowingUnder(block: ConditionBlock | undefined): Policy | undefined {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: block };
  const text = JSON.stringify({ Version: '2012-10-17', Statement });
  const { document } = parseJson({ path: 'invariant', text });
  if (document === undefined) return undefined;
  return readPolicy(plainValue(document, 0), { kind: 'identity', withoutChoices: true });
}
