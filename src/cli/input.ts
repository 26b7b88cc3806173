import type { IgnorePattern } from '../config/layer.js';
import { mostSimilar } from '../document/similar.js';
import type { SourceText } from '../document/source-file.js';
import { findFiles, type PathProblem } from '../lint/files.js';
import { createLinter, type Linter } from '../lint/lint.js';
import { openLocalFiles } from '../lint/local-files.js';
import { readSource, readStream } from '../lint/read-file.js';
import type { Settings } from '../lint/settings.js';
import { VERSION } from '../lint/version.js';
import type { Report } from '../report/report.js';
import type { Rule } from '../rule.js';
import { COMMAND_NAMES } from './command-names.js';
import type { Surroundings } from './surroundings.js';

/** What decides how input is read. */
export interface InputOptions {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly ignore: readonly IgnorePattern[];
  readonly stdinFilename?: string;
  readonly verbose?: true;
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
}

/** Reads and judges what the paths lead to; `-` is standard input. */
export async function readInput(
  given: readonly string[],
  options: InputOptions,
  { cwd, readStdin }: Surroundings,
): Promise<InputRead> {
  const outcomes: string[] = [];
  const tell =
    options.verbose === true ? (path: string, what: string) => void outcomes.push(`${path}: ${what}`) : undefined;
  const linter = createLinter(options.rules, options.settings, VERSION, cwd, openLocalFiles(cwd));
  const paths = given.filter((path) => path !== '-');
  const isLeftOut = await leftOutBy(options.ignore);
  const { files, problems, ignoredCdkOut, brokenAssemblies } = await findFiles(paths, {
    cwd,
    ...(isLeftOut === undefined ? {} : { isLeftOut }),
    ...(tell === undefined ? {} : { onPass: (path, reason) => tell(path, `passed over, ${reason}`) }),
  });
  for (const problem of problems) linter.addFailure({ file: problem.path, message: problemText(problem) });
  const fromStdin = given.length > paths.length;
  if (fromStdin) await add(linter, options.stdinFilename ?? '<stdin>', () => readStream(readStdin()), tell, true);
  for (const { path, absolute } of files) await add(linter, path, () => readSource(absolute), tell);
  return {
    report: linter.report(),
    fileCount: files.length + (fromStdin ? 1 : 0),
    outcomes,
    notes: [
      ...ignoredCdkOut.map(
        (path) => `${path} was passed over because a .gitignore names it; to search it: leastwise ${path}`,
      ),
      ...brokenAssemblies.map((path) => `${path} was searched whole, as its manifest does not tell what belongs to it`),
    ],
  };
}

type Tell = ((path: string, what: string) => void) | undefined;

async function add(
  linter: Linter,
  path: string,
  read: () => Promise<SourceText | undefined>,
  tell: Tell,
  isAlone = false,
): Promise<void> {
  const { source, message } = await readOrSayWhy(read);
  if (message !== undefined) {
    linter.addFailure({ file: path, message });
    return;
  }
  const outcome = await linter.add(path, source, isAlone);
  tell?.(path, outcome.read ? `read, ${outcome.reason}` : `passed over, ${outcome.reason}`);
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

/** Whether the config leaves a file or folder out; what matches patterns is loaded only if there are any. */
async function leftOutBy(
  ignore: readonly IgnorePattern[],
): Promise<((absolute: string, isFolder: boolean) => boolean) | undefined> {
  if (ignore.length === 0) return undefined;
  const { ignorePatterns, isIgnored } = await import('../lint/ignore-file.js');
  const bases = [...new Set(ignore.map(({ base }) => base))];
  const files = bases.map((base) =>
    ignorePatterns(
      base,
      ignore.filter((one) => one.base === base).map(({ pattern }) => pattern),
    ),
  );
  return (absolute, isFolder) => isIgnored(files, absolute, isFolder);
}
