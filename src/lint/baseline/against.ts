import type { Finding, Report, SuppressedFinding } from '../../report/report.js';
import { isAtLeast } from '../active-rules.js';
import type { Settings } from '../settings.js';
import { type Baseline, type BaselineEntry, baselineOf, type FromRoot, merged } from './baseline.js';

/** What a run knows of files. Paths are from the root of the repository. */
export interface FilesOfRun {
  readonly fromRoot: FromRoot;
  /** Whether a file has been looked at, so that what is not found in it is not there. */
  readonly isLookedAt: (file: string) => boolean;
  /** Whether a file is no longer there. */
  readonly isGone: (file: string) => boolean;
}

/** A report with what is known taken out. */
export interface AgainstBaseline {
  readonly report: Report;
  /** What of the baseline is gone. */
  readonly fixed: readonly BaselineEntry[];
  /** The baseline without that, and with what is known as it is now. */
  readonly pruned: Baseline;
}

/**
 * Takes the findings out of a report that a baseline has, each as often as it has them. A finding is known by its
 * fingerprint, in its own file first; then in another, if that of the baseline no longer has it; then, where the file is a
 * part of the fingerprint, by the same words in another file, if that of the baseline is gone.
 */
export function againstBaseline(
  report: Report,
  baseline: Baseline,
  settings: Settings,
  files: FilesOfRun,
): AgainstBaseline {
  const open = new OpenEntries(baseline, files);
  const all = report.findings;
  const known = new Set<Finding>();
  for (const take of [open.takeHere, open.takeMoved, open.takeRenamed]) {
    for (const finding of all) if (!known.has(finding) && take(finding)) known.add(finding);
  }
  const left = open.left();
  const fixed = left.filter((entry) => isFixed(entry, report, settings, files));
  const found = all.filter((finding) => known.has(finding));
  const suppressed = [...report.suppressed, ...found.map(inBaseline)];
  const findings = all.filter((finding) => !known.has(finding));
  const summary = {
    ...report.summary,
    findings: findings.length,
    suppressed: suppressed.length,
    inBaseline: found.length,
    fixed: fixed.reduce((sum, { count }) => sum + count, 0),
  };
  const kept = left.filter((entry) => !fixed.includes(entry));
  return {
    report: { ...report, findings, suppressed, summary },
    fixed,
    pruned: merged([...baselineOf(found, files.fromRoot).entries, ...kept]),
  };
}

function inBaseline(finding: Finding): SuppressedFinding {
  return { ...finding, by: 'baseline', reason: 'in the baseline' };
}

/** Whether something is known not to be found any more: of what was not judged, or is not shown, it is not. */
function isFixed({ file, rule }: BaselineEntry, report: Report, settings: Settings, files: FilesOfRun): boolean {
  const { minSeverity, minConfidence, changesOnly } = settings;
  if (minConfidence === 'proven' || changesOnly === true) return false;
  const ran = report.rules.find(({ id }) => id === rule);
  if (ran === undefined || !isAtLeast(ran.severity, minSeverity)) return false;
  return files.isLookedAt(file) || files.isGone(file);
}

/** Entries of a baseline that no finding has taken yet. */
class OpenEntries {
  readonly #files: FilesOfRun;
  readonly #counts = new Map<BaselineEntry, number>();
  readonly #byFingerprint = new Map<string, BaselineEntry[]>();
  readonly #byContent = new Map<string, BaselineEntry[]>();

  constructor({ entries }: Baseline, files: FilesOfRun) {
    this.#files = files;
    for (const entry of entries) {
      this.#counts.set(entry, entry.count);
      note(this.#byFingerprint, entry.fingerprint, entry);
      if (entry.content !== undefined) note(this.#byContent, entry.content, entry);
    }
  }

  /** Takes the same in the same file. */
  readonly takeHere = ({ fingerprint, file }: Finding): boolean => {
    const path = this.#files.fromRoot(file);
    return this.#take(this.#byFingerprint.get(fingerprint), (entry) => entry.file === path);
  };

  /** Takes the same resource out of another file, which has been looked at and has it no more. */
  readonly takeMoved = ({ fingerprint }: Finding): boolean => {
    const { isLookedAt, isGone } = this.#files;
    return this.#take(this.#byFingerprint.get(fingerprint), ({ file }) => isLookedAt(file) || isGone(file));
  };

  /** Takes the same words out of a file that is gone. */
  readonly takeRenamed = ({ contentFingerprint }: Finding): boolean => {
    if (contentFingerprint === undefined) return false;
    return this.#take(this.#byContent.get(contentFingerprint), ({ file }) => this.#files.isGone(file));
  };

  /** What is left, as often as it is. */
  left(): readonly BaselineEntry[] {
    return [...this.#counts].filter(([, count]) => count > 0).map(([entry, count]) => ({ ...entry, count }));
  }

  #take(entries: readonly BaselineEntry[] = [], isMeant: (entry: BaselineEntry) => boolean): boolean {
    const entry = entries.find((each) => (this.#counts.get(each) ?? 0) > 0 && isMeant(each));
    if (entry === undefined) return false;
    this.#counts.set(entry, (this.#counts.get(entry) ?? 0) - 1);
    return true;
  }
}

function note(entries: Map<string, BaselineEntry[]>, key: string, entry: BaselineEntry): void {
  const known = entries.get(key);
  if (known === undefined) entries.set(key, [entry]);
  else known.push(entry);
}
