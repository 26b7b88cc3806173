import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program to time: arguments of `node`. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
}

/** What one round measured: processor seconds of each program, by its place in the list. */
type Round = readonly number[];

/** A figure of a program relative to the first one, the yardstick. */
export interface Ratio {
  readonly name: string;
  /** Median over the rounds of the ratio within a round: machine speed drifts, so only neighbours are compared. */
  readonly median: number;
  /** The program's fastest round by the yardstick's fastest. */
  readonly ofMinima: number;
}

/**
 * Runs programs in turn, A B C A B C …, and compares the processor time of each whole process with the first one's.
 * Processor time is what a process itself reports when it ends, by a hook that all programs carry alike.
 */
export function pairedRatios(programs: readonly Program[], rounds: number): readonly Ratio[] {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-bench-'));
  try {
    const measure = (program: Program): number => run(program, folder).seconds;
    for (const program of programs) measure(program);
    const measured: Round[] = Array.from({ length: rounds }, () => programs.map(measure));
    return programs.map(({ name }, index) => ratioOf(name, index, measured));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The most memory that a program had at any time, in megabytes. */
export function peakMemory(program: Program): number {
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-bench-'));
  try {
    return run(program, folder).megabytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a process reports of itself when it ends. */
interface Figures {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs a program to its end. `folder` takes what is passed between the processes. */
function run({ args }: Program, folder: string): Figures {
  const hook = join(folder, 'hook.cjs');
  const figures = join(folder, 'figures.json');
  writeFileSync(hook, HOOK);
  const env = { ...process.env, LEASTWISE_BENCH_FIGURES: figures };
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0 && status !== 1) throw new Error(`exit ${status}: ${stderr}`);
  return JSON.parse(readFileSync(figures, 'utf8'));
}

const HOOK = `
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const figures = { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  require('node:fs').writeFileSync(process.env.LEASTWISE_BENCH_FIGURES, JSON.stringify(figures));
});
`;

function ratioOf(name: string, index: number, rounds: readonly Round[]): Ratio {
  const ratios = rounds.map((round) => (round[index] ?? Number.NaN) / (round[0] ?? Number.NaN));
  const least = (at: number): number => Math.min(...rounds.map((round) => round[at] ?? Number.NaN));
  return { name, median: median(ratios), ofMinima: least(index) / least(0) };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
