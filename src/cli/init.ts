import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findConfigFile } from '../config/find.js';
import { displayPath } from '../lint/files.js';
import { gitRoot } from '../lint/git-root.js';
import { printable } from '../report/terminal.js';
import { CONFIG_TEXT, HOOK_ENTRY, HOOK_TEXT, WORKFLOW_TEXT } from './init-texts.js';
import { trouble } from './output.js';
import { EXIT, type Surroundings } from './surroundings.js';

/** The options of `init`, as the command line has them. */
export interface InitOptions {
  readonly config?: true;
  readonly hook?: true;
  readonly workflow?: true;
  readonly baseline?: true;
  readonly yes?: true;
}

type Step = 'config' | 'hook' | 'workflow' | 'baseline';

const STEPS: readonly Step[] = ['config', 'hook', 'workflow', 'baseline'];

/** The config file names the baseline if there is one then. */
const ORDER: readonly Step[] = ['baseline', 'config', 'hook', 'workflow'];

const QUESTIONS: Readonly<Record<Step, string>> = {
  config: 'Write a config file, leastwise.yaml?',
  hook: 'Write the hook for pre-commit, .pre-commit-config.yaml?',
  workflow: 'Write a workflow for GitHub Actions, .github/workflows/leastwise.yml?',
  baseline: 'Accept what is found today as a baseline?',
};

/** What became of a step. */
interface Outcome {
  readonly lines: readonly string[];
  /** What to do then, if anything: a command and what it is for. */
  readonly next?: readonly [string, string];
  readonly isTrouble?: true;
}

/**
 * Writes what a repository begins with; the exit code. Nothing that is there is changed.
 *
 * @param rerun runs the program with other arguments
 */
export async function init(
  options: InitOptions,
  surroundings: Surroundings,
  rerun: (args: readonly string[]) => Promise<number>,
): Promise<number> {
  const { cwd, stdout } = surroundings;
  const steps = await stepsToTake(options, surroundings);
  if (typeof steps === 'string') return trouble([steps], surroundings);
  if (steps.length === 0) {
    stdout.write('nothing written\n');
    return EXIT.ok;
  }
  const root = gitRoot(cwd) ?? cwd;
  const outcomes: Outcome[] = [];
  for (const step of ORDER.filter((each) => steps.includes(each))) {
    const outcome = step === 'baseline' ? await writeBaseline(root, cwd, rerun) : written(step, root, cwd);
    stdout.write(outcome.lines.map((line) => `${printable(line)}\n`).join(''));
    outcomes.push(outcome);
  }
  const next = [...outcomes.flatMap((outcome) => (outcome.next === undefined ? [] : [outcome.next])), LOOK];
  const width = Math.max(...next.map(([command]) => command.length));
  stdout.write(`\nnext:\n${next.map(([command, what]) => `  ${command.padEnd(width)}  ${what}\n`).join('')}`);
  return outcomes.some(({ isTrouble }) => isTrouble === true) ? EXIT.trouble : EXIT.ok;
}

/** What a baseline is called. */
const BASELINE = 'leastwise-baseline.json';

const LOOK = ['leastwise', 'see what is found'] as const;

/** What to write, or why nothing is. */
async function stepsToTake(options: InitOptions, { ask }: Surroundings): Promise<readonly Step[] | string> {
  if (options.yes === true) return STEPS;
  const named = STEPS.filter((step) => options[step] === true);
  if (named.length > 0) return named;
  if (ask === undefined) {
    return 'nobody is there to ask: say --config, --hook, --workflow, --baseline, or --yes for all';
  }
  const wanted: Step[] = [];
  for (const step of STEPS) {
    const answer = await ask(`${QUESTIONS[step]} [y/N] `);
    if (answer === undefined) return 'stopped, and nothing written';
    if (/^y(es)?$/i.test(answer.trim())) wanted.push(step);
  }
  return wanted;
}

function written(step: Exclude<Step, 'baseline'>, root: string, cwd: string): Outcome {
  if (step === 'config') {
    const found = findConfigFile(cwd);
    if (found !== undefined) return kept(displayPath(cwd, found), []);
    const text = existsSync(join(root, BASELINE)) ? `${CONFIG_TEXT}baseline: ${BASELINE}\n` : CONFIG_TEXT;
    return write(join(root, 'leastwise.yaml'), text, cwd, {});
  }
  if (step === 'hook') {
    const path = join(root, '.pre-commit-config.yaml');
    const hint = mentionsHook(path) ? [] : ['add to its repos:', ...HOOK_ENTRY.trimEnd().split('\n')];
    return write(path, HOOK_TEXT, cwd, { hint, next: ['pre-commit install', 'have the hook run at each commit'] });
  }
  const next = ['git push', 'have the workflow run, once it is committed'] as const;
  return write(join(root, '.github', 'workflows', 'leastwise.yml'), WORKFLOW_TEXT, cwd, { next });
}

/** Whether the hook, or another way to run the program, is there already. */
function mentionsHook(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('leastwise');
  } catch {
    return false;
  }
}

interface Afterwards {
  /** What to say where there is such a file already. */
  readonly hint?: readonly string[];
  readonly next?: readonly [string, string];
}

/** Writes a file that is not there yet. */
function write(path: string, text: string, cwd: string, { hint = [], next }: Afterwards): Outcome {
  const shown = displayPath(cwd, path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    return { lines: [`wrote ${shown}`], ...(next === undefined ? {} : { next }) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return kept(shown, hint);
    const reason = error instanceof Error ? error.message : String(error);
    return { lines: [`could not write ${shown}: ${reason}`], isTrouble: true };
  }
}

function kept(shown: string, hint: readonly string[]): Outcome {
  const [first, ...rest] = hint;
  const end = first === undefined ? '' : `; ${first}`;
  return { lines: [`kept ${shown}, which was there${end}`, ...rest.map((line) => `  ${line}`)] };
}

/** The command line's own option writes it, over all of the repository. */
async function writeBaseline(
  root: string,
  cwd: string,
  rerun: (args: readonly string[]) => Promise<number>,
): Promise<Outcome> {
  const path = join(root, BASELINE);
  const shown = displayPath(cwd, path);
  if (existsSync(path)) return kept(shown, []);
  await rerun(['check', '--quiet', '--exit-zero', '--write-baseline', shown, '--', relative(cwd, root) || '.']);
  if (!existsSync(path)) return { lines: [`could not write ${shown}`], isTrouble: true };
  return { lines: [`wrote ${shown}`], next: [`leastwise --baseline ${shown}`, 'fail on what is new alone'] };
}
