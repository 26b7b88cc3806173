import { realpathSync } from 'node:fs';
import type { IgnorePattern } from '../config/layer.js';
import { mostSimilar } from '../document/similar.js';
import type { SourceText } from '../document/source-file.js';
import { type FileSource, filesOnDisk } from '../lint/file-source.js';
import { type DiscoveryOptions, type FoundFile, LEFT_OUT, type PathProblem } from '../lint/files.js';
import {
  type AddOptions,
  createLinter,
  type FileOutcome,
  type Linter,
  type NestedFile,
  type Onlooker,
} from '../lint/lint.js';
import { readStream } from '../lint/read-file.js';
import type { Settings } from '../lint/settings.js';
import { VERSION } from '../lint/version.js';
import type { Failure, Report } from '../report/report.js';
import type { Rule } from '../rule.js';
import { COMMAND_NAMES } from './command-names.js';
import { compileSparingly, keepHeapSmall } from './engine.js';
import { leftOutBy } from './left-out.js';
import { progressOf } from './progress.js';
import type { Surroundings } from './surroundings.js';

/** What decides how input is read. */
export interface InputOptions {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly ignore: readonly IgnorePattern[];
  readonly stdinFilename?: string;
  readonly verbose?: true;
  /** Says nothing of how far it is. */
  readonly quiet?: true;
  readonly onlooker?: Onlooker;
  /** Where files are read from; the disk where it is absent. */
  readonly source?: FileSource;
  /** What goes wrong while the rules run is put in here, and is part of the report. */
  readonly failures?: readonly Failure[];
}

/** All input, read and judged. */
export interface InputRead {
  readonly report: Report;
  /** How many files were looked into, whether or not they held policies. */
  readonly fileCount: number;
  /** A line for each file and folder with what became of it; empty unless `verbose`. */
  readonly outcomes: readonly string[];
  /** What the user is to know besides the report, a line each. */
  readonly notes: readonly string[];
  /** The files that were looked into, as the report has them. */
  readonly lookedAt: readonly string[];
  /** Those of them that hold IAM. */
  readonly withIam: ReadonlySet<string>;
}

/** Reads and judges what the paths lead to; `-` is standard input. */
export async function readInput(
  given: readonly string[],
  options: InputOptions,
  surroundings: Surroundings,
): Promise<InputRead> {
  const { cwd, readStdin } = surroundings;
  const outcomes: string[] = [];
  const withIam = new Set<string>();
  const tell =
    options.verbose === true ? (path: string, what: string) => void outcomes.push(`${path}: ${what}`) : undefined;
  const onOutcome = ({ path, read, reason }: FileOutcome): void => {
    if (read) withIam.add(path);
    tell?.(path, read ? `read, ${reason}` : `passed over, ${reason}`);
  };
  const source = options.source ?? filesOnDisk(cwd);
  const linter = createLinter(options.rules, options.settings, VERSION, cwd, source.local, options.onlooker);
  const paths = given.filter((path) => path !== '-');
  const isLeftOut = await leftOutBy(options.ignore);
  const { files, problems, ignoredCdkOut, brokenAssemblies } = await source.find(paths, {
    cwd,
    ...(isLeftOut === undefined ? {} : { isLeftOut }),
    ...(tell === undefined ? {} : { onPass: (path, reason) => tell(path, `passed over, ${reason}`) }),
  });
  for (const problem of problems) linter.addFailure({ file: problem.path, message: problemText(problem) });
  const fromStdin = given.length > paths.length;
  const stdinName = options.stdinFilename ?? '<stdin>';
  if (fromStdin) await add(linter, stdinName, () => readStream(readStdin()), { onOutcome }, { isAlone: true });
  if (files.length > 1 || files[0]?.path.endsWith('.json') === false) await compileSparingly();
  const progress = options.quiet === true ? undefined : progressOf(surroundings, files.length);
  for (const [index, { path, absolute }] of files.entries()) {
    await add(linter, path, () => source.read(absolute), { onOutcome, goesOn: () => progress?.step(index + 1) });
  }
  const nested = await addNested(linter, source, files, { tell, onOutcome, isLeftOut });
  progress?.clear();
  const lookedAt = [...(fromStdin ? [stdinName] : []), ...files.map(({ path }) => path), ...nested];
  for (const failure of options.failures ?? []) linter.addFailure(failure);
  return {
    report: linter.report(),
    fileCount: lookedAt.length,
    lookedAt,
    withIam,
    outcomes,
    notes: [
      ...ignoredCdkOut.map(
        (path) => `${path} was passed over because a .gitignore names it; to search it: leastwise ${path}`,
      ),
      ...brokenAssemblies.map((path) => `${path} was searched whole, as its manifest does not tell what belongs to it`),
    ],
  };
}

/** The most templates that are read because others make stacks of them. */
const MOST_NESTED = 1000;

/** Reads the templates that others make stacks of, and those that these do, if they are no input anyway. Says which. */
async function addNested(
  linter: Linter,
  source: FileSource,
  files: readonly FoundFile[],
  { tell, onOutcome, isLeftOut }: NestedOptions,
): Promise<readonly string[]> {
  if (linter.nested().length === 0) return [];
  const known = new Set(files.map(({ absolute }) => realPath(absolute)));
  const added: string[] = [];
  for (
    let next = unread(linter, known);
    next !== undefined && added.length < MOST_NESTED;
    next = unread(linter, known)
  ) {
    known.add(next.absolute);
    if (isLeftOut?.(next.absolute, false) === true) {
      tell?.(next.path, `passed over, ${LEFT_OUT}`);
      continue;
    }
    const { path, absolute, parameters } = next;
    added.push(path);
    await add(linter, path, () => source.read(absolute), { onOutcome }, { parameters });
  }
  return added;
}

function unread(linter: Linter, known: ReadonlySet<string>): NestedFile | undefined {
  return linter.nested().find(({ absolute }) => !known.has(absolute));
}

function realPath(absolute: string): string {
  try {
    return realpathSync(absolute);
  } catch {
    return absolute;
  }
}

type OnOutcome = (outcome: FileOutcome) => void;

interface NestedOptions {
  readonly isLeftOut: DiscoveryOptions['isLeftOut'] | undefined;
  readonly tell: ((path: string, what: string) => void) | undefined;
  readonly onOutcome: OnOutcome;
}

/** Who is told of a file. */
interface Listeners {
  /** What became of it. */
  readonly onOutcome: OnOutcome;
  /** That work on it goes on. */
  readonly goesOn?: () => void;
}

/** Slices of a file, so that somebody is told of each. */
function* noted(slices: Iterable<SourceText>, goesOn: () => void): Iterable<SourceText> {
  for (const slice of slices) {
    goesOn();
    yield slice;
  }
}

/** What is shorter is judged before V8 would compile much. */
const LONG_TEXT = 100_000;

async function add(
  linter: Linter,
  path: string,
  read: () => Promise<SourceText | undefined>,
  { onOutcome, goesOn = () => undefined }: Listeners,
  options: AddOptions = {},
): Promise<void> {
  goesOn();
  const { source, message } = await readOrSayWhy(read);
  if (message !== undefined) {
    linter.addFailure({ file: path, message });
    return;
  }
  const { slices } = source ?? {};
  if (slices !== undefined) await keepHeapSmall();
  if (source !== undefined && source.text.length > LONG_TEXT) await compileSparingly();
  const watched = source && slices ? { ...source, slices: noted(slices, goesOn) } : source;
  onOutcome(await linter.add(path, watched, options));
}

/** A file's text (undefined where it holds none), or in words why it cannot be read. */
async function readOrSayWhy(
  read: () => Promise<SourceText | undefined>,
): Promise<{ readonly source?: SourceText | undefined; readonly message?: string }> {
  try {
    return { source: await read() };
  } catch (error) {
    return { message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A mistyped command is taken for a path, so a path that leads nowhere may have been meant as a command. */
function problemText({ path, message, suggestion }: PathProblem): string {
  if (suggestion !== undefined) return `${message} (did you mean "${suggestion}"?)`;
  const command = /[./\\]/.test(path) ? undefined : mostSimilar(path, COMMAND_NAMES);
  return command === undefined ? message : `${message} (did you mean the command \`${command}\`?)`;
}
