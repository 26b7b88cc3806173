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
    const hook = join(folder, 'hook.cjs');
    const figure = join(folder, 'figure.json');
    writeFileSync(hook, HOOK);
    const measure = ({ args }: Program): number => {
      const env = { ...process.env, LEASTWISE_BENCH_FIGURE: figure };
      const run = spawnSync(process.execPath, ['--require', hook, ...args], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      if (run.status !== 0 && run.status !== 1) throw new Error(`exit ${run.status}: ${run.stderr}`);
      return Number(readFileSync(figure, 'utf8'));
    };
    for (const program of programs) measure(program);
    const measured: Round[] = Array.from({ length: rounds }, () => programs.map(measure));
    return programs.map(({ name }, index) => ratioOf(name, index, measured));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const HOOK = `
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.LEASTWISE_BENCH_FIGURE, String((user + system) / 1e6));
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
