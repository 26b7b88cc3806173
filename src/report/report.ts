import type { Confidence, Severity } from '../rule.js';

/** A report: plain data, self-sufficient, sorted, and identical for the same input on any machine. Version 1. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'leastwise'; readonly version: string; readonly awsData: string };
  /** Every rule that ran, so that code scanning can close what is fixed. */
  readonly rules: readonly RuleDescription[];
  readonly findings: readonly Finding[];
  readonly failures: readonly Failure[];
  readonly unresolved: readonly UnresolvedPlace[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly summary: Summary;
}

/** A rule's texts, as reporters need them. */
export interface RuleDescription {
  readonly id: string;
  readonly category: string;
  readonly severity: Severity;
  readonly preset: string;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly aliases: readonly string[];
}

/** A stretch of a file: lines and columns from 1, in UTF-16 code units, the end exclusive, quotes included. */
export interface Span {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Finding extends Span {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  /** Stable over moving, reformatting and newer AWS data. */
  readonly fingerprint: string;
  /** The same without the file, to find it again in a renamed one; absent where the file does not count anyway. */
  readonly contentFingerprint?: string;
  /** Hash of the finding's first line, as code scanning computes it. */
  readonly lineHash: string;
  /** Keys and indexes from the root of the file's document. */
  readonly path: readonly (string | number)[];
  /** Keys and indexes from the root of the policy; absent where the finding stands in none. */
  readonly policyPath?: readonly (string | number)[];
  /** The lines around it, to print. */
  readonly frame: Frame;
  readonly resource?: { readonly type: string; readonly name: string; readonly constructPath?: string };
  readonly policy?: { readonly kind: string; readonly sid?: string };
  /** A request that shows it, where the rule has one. */
  readonly witness?: WitnessRequest;
  readonly aliases: readonly string[];
  readonly related: readonly SpanNote[];
  readonly steps: readonly SpanNote[];
  readonly edits: readonly SpanEdit[];
  /** Weaker findings of the same cause. */
  readonly covers: readonly CoveredFinding[];
}

/** A request that AWS would allow. */
export interface WitnessRequest {
  /** Who makes it; absent where it is whoever holds the policy. */
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys with the values that the request's context must hold. */
  readonly context: Readonly<Record<string, string>>;
  /** Which of the template's conditions have to hold, and which not. */
  readonly when?: readonly { readonly condition: string; readonly is: boolean }[];
}
/** Where something stands, and in what. */
export type Spot = Pick<Finding, keyof Span | 'path' | 'policyPath' | 'frame' | 'resource' | 'policy'>;

export interface Frame {
  readonly startLine: number;
  /** The column at which all of the lines are cut off on their left, where they are (minified files); else absent. */
  readonly startColumn?: number;
  readonly lines: readonly string[];
}

export interface SpanNote extends Span {
  readonly message: string;
}

export interface SpanEdit extends Span {
  readonly text: string;
}

export interface CoveredFinding {
  readonly rule: string;
  readonly message: string;
}

/** A file, or part of one, that could not be read. Line and column are absent where the whole file could not. */
export interface Failure {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

export interface UnresolvedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface SuppressedFinding extends Finding {
  readonly by: 'config' | 'comment' | 'metadata' | 'baseline' | 'built-in';
  readonly reason: string;
  readonly expires?: string;
}

export interface Summary {
  /** Files that held IAM and were read. */
  readonly files: number;
  readonly policies: number;
  readonly findings: number;
  readonly suppressed: number;
  readonly unresolved: number;
  readonly failures: number;
  /** Where there is a baseline: how many of the suppressed are in it, so that those left are new. */
  readonly inBaseline?: number;
  /** Where there is a baseline: how many findings of it are gone. */
  readonly fixed?: number;
  /** Where only what has changed is reported: how many of the files have. */
  readonly changedFiles?: number;
  /** Of `diff` alone: the policies of the base that those were compared with. */
  readonly comparedWith?: number;
  /** Of `diff` alone: how many of the policies have findings. */
  readonly widened?: number;
}
