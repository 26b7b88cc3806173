import type { Guard } from '../document/value.js';
import type { Statement } from '../policy/model.js';

/** `unknown` is never `no`: it says that the input does not tell, or that the question is too hard. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A request, in AWS's words, that shows what an answer means. */
export interface Witness {
  /** Who makes it: an ARN, `anyone`, a service. */
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  /** What the request's context must hold: condition keys with values. */
  readonly context: Readonly<Record<string, string>>;
  /** Which of a template's conditions have to hold, and which not; absent where it does not matter. */
  readonly when?: readonly Guard[];
}

/** The answer to a question about access. */
export interface Answer {
  readonly verdict: Verdict;
  /** Of a `yes`: a request that shows it. */
  readonly witness?: Witness;
  /** Of a `yes` or `unknown`: the statements that grant it, or would. */
  readonly grants: readonly Statement[];
  /** Of an `unknown`: what it rests on. */
  readonly reasons: readonly string[];
}

export const NO: Answer = { verdict: 'no', grants: [], reasons: [] };
