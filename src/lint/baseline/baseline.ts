import type { Finding } from '../../report/report.js';

/** Findings that were there when somebody began to use the tool: those are counted, and fail nothing. Version 1. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/** Findings that are the same by their fingerprint, in one file. */
export interface BaselineEntry {
  /** From the root of the repository, with forward slashes. */
  readonly file: string;
  readonly rule: string;
  /** For readers. */
  readonly resource?: string;
  readonly fingerprint: string;
  /** The fingerprint without the file, where the file counts. */
  readonly content?: string;
  readonly count: number;
}

/** Tells a file's path from the root of the repository by the one that a report has. */
export type FromRoot = (file: string) => string;

/** The baseline that findings make. */
export function baselineOf(findings: readonly Finding[], fromRoot: FromRoot): Baseline {
  return merged(findings.map((finding) => entryOf(finding, fromRoot)));
}

function entryOf(
  { rule, file, resource, fingerprint, contentFingerprint }: Finding,
  fromRoot: FromRoot,
): BaselineEntry {
  return {
    file: fromRoot(file),
    rule,
    ...(resource === undefined ? {} : { resource: resource.name }),
    fingerprint,
    ...(contentFingerprint === undefined ? {} : { content: contentFingerprint }),
    count: 1,
  };
}

/** Entries in the order in which they are written, those of one file and fingerprint together. */
export function merged(entries: readonly BaselineEntry[]): Baseline {
  const known = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.file, entry.fingerprint]);
    const earlier = known.get(key);
    known.set(key, earlier === undefined ? entry : { ...earlier, count: earlier.count + entry.count });
  }
  return { entries: [...known.values()].sort(compareEntries) };
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compare(a.file, b.file) ||
    compare(a.rule, b.rule) ||
    compare(a.resource ?? '', b.resource ?? '') ||
    compare(a.fingerprint, b.fingerprint)
  );
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
