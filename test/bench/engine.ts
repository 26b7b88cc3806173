// What a question costs, in ratios to JSON.parse of the policies that it is about: `npm run bench:engine`.
import { within } from '../../src/access/new-access.js';
import { managedPolicy, managedPolicyNames } from '../../src/aws/managed-policies.js';
import { parseJson } from '../../src/document/json.js';
import { plainValue } from '../../src/document/value.js';
import type { Policy } from '../../src/policy/model.js';
import { readPolicy } from '../../src/policy/read.js';

/** So often each is done, and the fastest time taken: of what takes microseconds, others are the machine's. */
const TIMES = 5;

/** @returns microseconds */
function fastest(prepare: () => () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TIMES; time++) {
    const run = prepare();
    const start = performance.now();
    run();
    least = Math.min(least, (performance.now() - start) * 1000);
  }
  return least;
}

/** Read anew each time: what the engine makes of a policy is kept with it. */
function read(text: string): Policy {
  const { document } = parseJson({ path: 'policy.json', text });
  if (document === undefined) throw new Error('a managed policy is no JSON');
  return readPolicy(plainValue(document, 0), { kind: 'identity' });
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function report(question: string, ratios: readonly number[]): void {
  const sorted = [...ratios].sort((a, b) => a - b);
  const [median, p99, most] = [0.5, 0.99, 1].map((part) => percentile(sorted, part).toFixed(1));
  console.log(`${question.padEnd(40)} median ${median}  p99 ${p99}  most ${most}`);
}

const texts = managedPolicyNames().map((name) => managedPolicy(name)?.document ?? '');
const administrator = managedPolicy('AdministratorAccess')?.document ?? '';
const pairs = (other: (index: number) => string): readonly (readonly [string, string])[] =>
  texts.map((text, index) => [text, other(index)]);

console.log(`${texts.length} managed policies, by JSON.parse of the two in question`);
for (const [question, asked] of [
  ['within itself', pairs((index) => texts[index] ?? '')],
  ['within AdministratorAccess', pairs(() => administrator)],
  ['within the next one', pairs((index) => texts[(index + 1) % texts.length] ?? '')],
  ['within one far from it', pairs((index) => texts[(index * 7 + 311) % texts.length] ?? '')],
] as const) {
  const questions: number[] = [];
  const readings: number[] = [];
  for (const [inner, outer] of asked) {
    const parsing = fastest(() => () => [JSON.parse(inner), JSON.parse(outer)]);
    const reading = fastest(() => () => [read(inner), read(outer)]);
    const asking = fastest(() => {
      const [access, reference] = [{ policies: [read(inner)] }, { policies: [read(outer)] }];
      return () => within(access, reference);
    });
    questions.push(asking / parsing);
    readings.push(asking / reading);
  }
  report(question, questions);
  report('  by reading them as the engine needs', readings);
}
