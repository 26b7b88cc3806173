import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import type { WrongUsage } from '../git/repository.js';
import { againstBaseline, type FilesOfRun } from '../lint/baseline/against.js';
import { type Baseline, baselineOf } from '../lint/baseline/baseline.js';
import { baselineText, readBaseline } from '../lint/baseline/baseline-file.js';
import { displayPath } from '../lint/files.js';
import { gitRoot } from '../lint/git-root.js';
import type { Settings } from '../lint/settings.js';
import type { Report } from '../report/report.js';
import type { InputRead } from './input.js';
import type { Narrowed, Narrowing } from './narrowing.js';
import type { BaselineOptions } from './narrowing-options.js';
import { failureText } from './output.js';

/** A baseline that a run is to use. */
interface BaselineUse {
  /** Absolute. */
  readonly path: string;
  /** As messages have it. */
  readonly shown: string;
  /** What it holds; absent where it is to be written. */
  readonly baseline?: Baseline;
  readonly isPruned: boolean;
}

/**
 * Opens the baseline of a run, or says why it cannot be used.
 *
 * @param configured the file that the configuration names, absolute
 * @param isThere whether a file is there, by its absolute path
 */
export function openBaseline(
  options: BaselineOptions,
  configured: string | undefined,
  cwd: string,
  isThere: (absolute: string) => boolean = existsSync,
): Narrowing['narrow'] | WrongUsage {
  const use = baselineToUse(options, configured, cwd);
  return 'problem' in use ? use : (input, settings) => applyBaseline(use, input, settings, cwd, isThere);
}

function baselineToUse(
  { baseline, writeBaseline, pruneBaseline }: BaselineOptions,
  configured: string | undefined,
  cwd: string,
): BaselineUse | WrongUsage {
  if (writeBaseline !== undefined) return toBeWritten(writeBaseline, cwd);
  const named = typeof baseline === 'string' ? resolve(cwd, baseline) : baseline === false ? undefined : configured;
  if (named === undefined) return { problem: '--prune-baseline needs a baseline: --baseline FILE' };
  const shown = typeof baseline === 'string' ? baseline : displayPath(cwd, named);
  const from = typeof baseline === 'string' ? '--baseline' : 'the configuration';
  if (!existsSync(named)) {
    return { problem: `${shown}: no such file (from ${from}); to make it: leastwise --write-baseline ${shown}` };
  }
  let text: string;
  try {
    text = readFileSync(named, 'utf8');
  } catch (error) {
    return { problem: `${shown}: the baseline cannot be read: ${messageOf(error)}` };
  }
  const read = readBaseline(text.replace(/^\ufeff/, ''), shown);
  if ('problem' in read) return { problem: failureText(read.problem) };
  return { path: named, shown, baseline: read, isPruned: pruneBaseline === true };
}

function toBeWritten(file: string, cwd: string): BaselineUse | WrongUsage {
  const path = resolve(cwd, file);
  if (!existsSync(dirname(path))) return { problem: `--write-baseline ${file}: there is no folder ${dirname(file)}` };
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? { problem: `--write-baseline ${file}: is a folder` } : { path, shown: file, isPruned: false };
}

/** Takes what a baseline has out of a report, and writes the baseline where that is wanted. */
function applyBaseline(
  use: BaselineUse,
  { report, lookedAt }: InputRead,
  settings: Settings,
  cwd: string,
  isThere: (absolute: string) => boolean,
): Narrowed {
  const files = filesOf(report, lookedAt, cwd, isThere);
  const { baseline = baselineOf(report.findings, files.fromRoot) } = use;
  const against = againstBaseline(report, baseline, settings, files);
  const result = {
    report: against.report,
    details: against.fixed.map(
      ({ file, rule, resource }) => `fixed: ${file}: ${rule}${resource === undefined ? '' : `, ${resource}`}`,
    ),
    notes: [],
    problems: [],
  };
  const isWritten = use.baseline === undefined;
  if (!isWritten && !use.isPruned) return result;
  const { inBaseline = 0, fixed = 0 } = against.report.summary;
  const note = isWritten
    ? `wrote ${use.shown} with ${findings(inBaseline)}`
    : fixed > 0
      ? `dropped ${findings(fixed)} from ${use.shown}`
      : `nothing to drop from ${use.shown}`;
  try {
    writeFileSync(use.path, baselineText(against.pruned));
    // What has been dropped is no longer there to be dropped.
    const summary = { ...against.report.summary, fixed: 0 };
    return { ...result, report: { ...against.report, summary }, notes: [note] };
  } catch (error) {
    return { ...result, problems: [`${use.shown}: the baseline cannot be written: ${messageOf(error)}`] };
  }
}

function filesOf(
  report: Report,
  lookedAt: readonly string[],
  cwd: string,
  isThere: (absolute: string) => boolean,
): FilesOfRun {
  const root = gitRoot(cwd) ?? cwd;
  const prefix = relative(root, cwd).split(sep).join('/');
  const fromRoot = (file: string): string => posix.normalize(posix.join(prefix, file));
  // Of what could not be read nobody knows that a finding is gone.
  const failed = new Set(report.failures.map(({ file }) => file));
  const seen = new Set(lookedAt.filter((file) => !failed.has(file)).map(fromRoot));
  return {
    fromRoot,
    isLookedAt: (file) => seen.has(file),
    // What came by standard input has never been there.
    isGone: (file) => !file.endsWith('<stdin>') && !isThere(resolve(root, file)),
  };
}

function findings(count: number): string {
  return `${count} ${count === 1 ? 'finding' : 'findings'}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
