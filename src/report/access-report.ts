import type { Verdict, Witness } from '../access/answer.js';
import type { Guard } from '../document/value.js';
import type { Failure, Report, Span, Spot, UnresolvedPlace } from './report.js';

/**
 * Who can do what was asked: plain data, self-sufficient, sorted, identical for the same input on any machine. Its JSON
 * Schema is `access.schema.json`. Version 1.
 */
export interface AccessReport {
  readonly version: 1;
  readonly tool: Report['tool'];
  readonly question: {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly principal?: string;
  };
  /** `no` is said only where nothing was left open. */
  readonly verdict: Verdict;
  readonly answers: readonly AccessAnswer[];
  readonly failures: readonly Failure[];
  /** What could not be judged. */
  readonly unresolved: readonly UnresolvedPlace[];
  readonly summary: {
    /** Files that held IAM and were read. */
    readonly files: number;
    readonly policies: number;
    readonly answers: number;
    readonly unresolved: number;
    readonly failures: number;
  };
}

/**
 * A statement that lets somebody do it, or may. Its place is that of its words; of an AWS managed policy where it is
 * attached; of what is out of sight the identity, or the words that do not tell.
 */
export interface AccessAnswer extends Spot {
  readonly verdict: 'yes' | 'unknown';
  /** The ARN of the AWS managed policy that says so. */
  readonly managedPolicy?: string;
  /** The users, groups, roles and permission sets that have it, as far as the input tells. */
  readonly holders: readonly AnswerHolder[];
  /** Of a resource or trust policy: those whom it names, as written. */
  readonly principals?: { readonly allBut: boolean; readonly names: readonly string[] };
  /** What the statement asks for, each a clause in Markdown. */
  readonly conditions: readonly string[];
  /** The template conditions under which the statement exists. */
  readonly when: readonly Guard[];
  readonly witness?: Witness;
  /** What an `unknown` rests on. */
  readonly reasons: readonly string[];
}

export interface AnswerHolder extends Span {
  readonly type: string;
  readonly name: string;
  readonly verdict: 'yes' | 'unknown';
}
