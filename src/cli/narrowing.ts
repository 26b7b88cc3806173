import type { WrongUsage } from '../git/repository.js';
import type { FileSource } from '../lint/file-source.js';
import type { Settings } from '../lint/settings.js';
import type { Report } from '../report/report.js';
import type { InputRead } from './input.js';
import type { BaselineOptions, ChangedOptions } from './narrowing-options.js';

/** What of all that is found a run is to report. */
export interface Narrowing {
  /** The paths to look into. */
  readonly paths: readonly string[];
  /** Where files are read from; the disk where it is absent. */
  readonly source?: FileSource;
  /** What to say where no file is looked into; absent where that needs no words of its own. */
  readonly nothing?: string;
  readonly narrow: (input: InputRead, settings: Settings) => Narrowed;
}

/** What is reported of all that was found. */
export interface Narrowed {
  readonly report: Report;
  /** What the user is to know besides, a line each. */
  readonly notes: readonly string[];
  /** More of that, for those who ask. */
  readonly details: readonly string[];
  /** What could not be done. */
  readonly problems: readonly string[];
}

/**
 * Opens baseline and history, as far as a run has to do with them, or says why they cannot be used. What has changed is
 * compared with the baseline as a part of all there is. What either takes is loaded only where it is asked for.
 *
 * @param given the paths of the command line
 * @param configured the baseline that the configuration names, absolute
 */
export async function narrowingOf(
  options: BaselineOptions & ChangedOptions,
  given: readonly string[],
  configured: string | undefined,
  cwd: string,
): Promise<Narrowing | WrongUsage> {
  const isPart = options.staged === true || options.changed !== undefined;
  const changed = isPart ? (await import('./changed.js')).openChanged(options, given, cwd) : undefined;
  if (changed !== undefined && 'problem' in changed) return changed;
  const baseline = usesBaseline(options, configured)
    ? (await import('./baseline.js')).openBaseline(options, configured, cwd, changed?.isThere)
    : undefined;
  if (baseline !== undefined && 'problem' in baseline) return baseline;
  return {
    paths: changed?.paths ?? given,
    ...(changed?.source === undefined ? {} : { source: changed.source }),
    ...(changed?.nothing === undefined ? {} : { nothing: changed.nothing }),
    narrow: (input, settings) => {
      const all = baseline?.(input, settings) ?? { report: input.report, notes: [], details: [], problems: [] };
      if (changed === undefined) return all;
      const { report, notes } = changed.only(all.report, input);
      return { ...all, report, notes: [...all.notes, ...notes] };
    },
  };
}

/** Whether a run has to do with a baseline. */
function usesBaseline(options: BaselineOptions, configured: string | undefined): boolean {
  const { baseline, writeBaseline, pruneBaseline } = options;
  return (
    typeof baseline === 'string' ||
    writeBaseline !== undefined ||
    pruneBaseline === true ||
    (configured !== undefined && baseline !== false)
  );
}
