import type { SourceText } from '../document/source-file.js';
import type { Failure, Finding, Report, SuppressedFinding, UnresolvedPlace } from '../report/report.js';
import type { FileOutcome, Linter } from './lint.js';

/** What the slices of a file came to, together. */
export interface SlicesJudged {
  readonly outcome: FileOutcome;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly failures: readonly Failure[];
  readonly unresolved: readonly UnresolvedPlace[];
  readonly policies: number;
}

/**
 * Judges the slices of a file one after the other, each by a linter of its own, so that nothing of one is in memory
 * when the next is made. What stands in all slices is found in each, and told once.
 */
export async function judgeSlices(
  path: string,
  slices: Iterable<SourceText>,
  linterOfOwn: () => Linter,
): Promise<SlicesJudged> {
  const known = new Set<string>();
  const findings = new Noted<Finding>();
  const suppressed = new Noted<SuppressedFinding>();
  const failures = new Noted<Failure>();
  const unresolved = new Noted<UnresolvedPlace>();
  let outcome: FileOutcome = { path, read: false, reason: 'holds nothing that looks like IAM' };
  let count = 0;
  let policies = 0;
  for (const slice of slices) {
    const linter = linterOfOwn();
    const one = await linter.add(path, slice);
    if (one.read || count === 0) outcome = one;
    const report = linter.report();
    take(findings, report.findings, identityOf, known);
    take(suppressed, report.suppressed, identityOf, known);
    take(failures, report.failures, ({ message }) => message, known);
    take(unresolved, report.unresolved, ({ message }) => message, known);
    policies += report.summary.policies;
    count++;
  }
  const reason = outcome.read ? `in ${count} slices, ${policies} policies` : outcome.reason;
  return {
    outcome: { ...outcome, reason },
    findings: findings.all(),
    suppressed: suppressed.all(),
    failures: failures.all(),
    unresolved: [...unresolved.all(), { file: path, line: 1, column: 1, message: inSlices(count) }],
    policies,
  };
}

function identityOf({ rule, fingerprint }: Finding): string {
  return `${rule} ${fingerprint}`;
}

type Spot = Report['failures'][number] | Report['findings'][number];

/** Takes over what is new. */
function take<Entry extends Spot>(
  all: Noted<Entry>,
  some: readonly Entry[],
  identity: (entry: Entry) => string,
  known: Set<string>,
): void {
  const added = some.filter((entry) => {
    const key = `${entry.file} ${entry.line} ${entry.column} ${identity(entry)}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  if (added.length > 0) all.add(added);
}

/**
 * Plain data that is put by as text, in a quarter of the memory, until all slices are judged. As it stands it would keep
 * the slice in memory besides, of which its texts are parts.
 */
class Noted<Entry> {
  #notes: Buffer[] = [];

  add(entries: readonly Entry[]): void {
    this.#notes.push(Buffer.from(JSON.stringify(entries)));
  }

  /** All that has been added, which is not kept any more. */
  all(): readonly Entry[] {
    const notes = this.#notes;
    this.#notes = [];
    return notes.flatMap((note): readonly Entry[] => JSON.parse(note.toString()));
  }
}

function inSlices(count: number): string {
  return `so big that it was judged in ${count} slices: modules that share a name without referring to each other were not linked`;
}
