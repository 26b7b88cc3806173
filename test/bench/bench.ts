// How fast the command is, in ratios to a yardstick of the same run: `npm run bench`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writePolicies } from './corpus.js';
import { type Program, pairedRatios, peakMemory, type Ratio } from './paired.js';
import { writePlan } from './plan.js';

const root = resolve(import.meta.dirname, '../..');
const command = join(root, 'bin/leastwise.js');
const quick = process.argv.includes('--quick');

/** What is promised, as a ratio to the yardstick. */
interface Target {
  readonly program: Program;
  readonly atMost: number;
}

function leastwise(name: string, ...args: readonly string[]): Program {
  return { name, args: [command, ...args] };
}

/** Prints the ratios; returns how many exceed what is promised. */
function compare(yardstick: Program, promises: readonly Target[], rounds: number): number {
  const ratios = pairedRatios([yardstick, ...promises.map(({ program }) => program)], rounds);
  console.log(`\nby ${yardstick.name}, ${rounds} rounds`);
  let exceeded = 0;
  for (const [index, { atMost }] of promises.entries()) {
    const ratio: Ratio | undefined = ratios[index + 1];
    if (ratio === undefined) continue;
    const met = Math.min(ratio.median, ratio.ofMinima) <= atMost;
    if (!met) exceeded++;
    const figures = `median ${ratio.median.toFixed(2)}  minima ${ratio.ofMinima.toFixed(2)}  at most ${atMost}`;
    console.log(`  ${ratio.name.padEnd(28)} ${figures}${met ? '' : '  EXCEEDED'}`);
  }
  return exceeded;
}

const demo = join(root, 'fixtures/projects/demo');
const folder = mkdtempSync(join(tmpdir(), 'leastwise-corpus-'));
try {
  let exceeded = compare(
    { name: 'node -e 0', args: ['-e', '0'] },
    [
      { program: leastwise('one JSON policy', join(demo, 'policies/reader.json')), atMost: 1.5 },
      { program: leastwise('one YAML template', join(demo, 'infra/roles.yaml')), atMost: 1.8 },
      { program: leastwise('--version', '--version'), atMost: 1.3 },
      { program: leastwise('--help', '--help'), atMost: 1.3 },
    ],
    quick ? 7 : 25,
  );
  const count = quick ? 2000 : 10_000;
  writePolicies(folder, count);
  exceeded += compare(
    {
      name: `reading and JSON.parse of ${count} policies`,
      args: [join(root, 'test/bench/read-and-parse.cjs'), folder],
    },
    [{ program: leastwise('linting them', '--exit-zero', '--format', 'json', folder), atMost: 4 }],
    quick ? 3 : 7,
  );
  const plan = join(folder, 'plan.json');
  writePlan(plan, quick ? 9000 : 12_000);
  const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(plan)}, 'utf8'))`;
  exceeded += compare(
    { name: 'JSON.parse of a plan of 44 MB', args: ['-e', parse] },
    [{ program: leastwise('linting it', '--exit-zero', plan), atMost: 2.5 }],
    quick ? 3 : 7,
  );
  if (!quick) {
    writePlan(plan, 75_000);
    const megabytes = peakMemory(leastwise('a plan of 300 MB', '--exit-zero', plan));
    console.log(`\na plan of 300 MB takes ${megabytes.toFixed(0)} MB of memory, at most 300`);
    if (megabytes > 300) exceeded++;
  }
  if (exceeded > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
