import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import type { Abridged } from '../../src/document/abridge/abridged.js';
import { Abridger } from '../../src/document/abridge/abridger.js';
import type { SourceText } from '../../src/document/source-file.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import { textOf } from '../../src/lint/slices.js';
import type { Finding, UnresolvedPlace } from '../../src/report/report.js';
import { keptOfTerraform, MARKS, mayBeTerraform } from '../../src/sources/terraform/kept.js';
import { isKnownType } from '../../src/sources/terraform/kept-types.js';
import { writePlan } from '../bench/plan.js';

const fixtures = resolve(import.meta.dirname, '../../fixtures');

/** Every plan and state among the fixtures. */
const plans = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .sort()
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(fixtures, path), 'utf8') }))
  .filter(({ text }) => mayBeTerraform(text) && /"(?:format_version|terraform_version|lineage)"/.test(text));

/** Resources of types that no reader looks at are gone, so that a reference to one leads nowhere. It says so. */
const NOT_ABRIDGED: ReadonlySet<string> = new Set(['rules/public-s3-principal/good-plan.json']);

/** Nothing tells what a block that names another by what only the apply will know has to do with the other's slice. */
const NOT_SLICED: ReadonlySet<string> = new Set([
  ...NOT_ABRIDGED,
  'rules/public-access-block-absent/good-plan-unknown-bucket.json',
  // Another slice holds the ARN that tells whose account it is, or the pool: there, the finding is only possible.
  'rules/cognito-unauthenticated-access/bad-plan.json',
  'rules/cross-account-trust/bad-plan.json',
  'rules/user-without-group/good-plan-unknown-users.json',
]);

/** A rule that compares policies that have nothing else to do with one another, and so stand in slices of their own. */
const ACROSS_SLICES = 'duplicate-policy';

function abridged(text: string, chunk: number): Abridged {
  const abridger = new Abridger(keptOfTerraform(isKnownType), MARKS);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) abridger.write(bytes.subarray(at, at + chunk));
  return abridger.end();
}

/** All that is said of a text, but for the lines that are shown: of what was left out these show an ellipsis. */
async function judged(
  source: string | SourceText,
  judging = rules,
): Promise<{ findings: unknown[]; unresolved: unknown[] }> {
  const settings = { ...DEFAULT_SETTINGS, preset: 'all', minConfidence: 'possible' } as const;
  const linter = createLinter(judging, settings, '1', '/work');
  await linter.add('plan.json', source);
  const { findings, unresolved, failures } = linter.report();
  expect(failures).toEqual([]);
  return {
    findings: findings.map(withoutLines),
    unresolved: unresolved.filter(isOfAll).map(({ file, ...rest }) => rest),
  };
}

function withoutLines({ frame: _frame, lineHash: _hash, related, ...said }: Finding): unknown {
  return { ...said, related: related.map(({ line, column, message }) => ({ line, column, message })) };
}

function isOfAll({ message }: UnresolvedPlace): boolean {
  return !message.includes('it was judged in');
}

describe('a plan or state', () => {
  it.each(plans.filter(({ path }) => !NOT_ABRIDGED.has(path)))('$path says the same abridged', async ({ text }) => {
    const whole = await judged(text);
    expect(await judged(abridged(text, 2 ** 18).whole())).toEqual(whole);
    expect(await judged(abridged(text, 700).whole())).toEqual(whole);
  });

  it.each(plans.filter(({ path }) => !NOT_SLICED.has(path)))('$path says the same in slices', async ({ text }) => {
    const judging = rules.filter(({ id }) => id !== ACROSS_SLICES);
    expect(await judged(textOf(abridged(text, 2 ** 18), 1, 1), judging)).toEqual(await judged(text, judging));
  });

  it('is there among the fixtures, with findings', async () => {
    expect(plans.length).toBeGreaterThan(50);
    const counts = await Promise.all(plans.map(async ({ text }) => (await judged(text)).findings.length));
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(30);
  });

  it('of many modules says the same, abridged and in slices', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leastwise-plan-'));
    writePlan(join(folder, 'plan.json'), 1200);
    const text = readFileSync(join(folder, 'plan.json'), 'utf8');
    rmSync(folder, { recursive: true });
    const short = abridged(text, 2 ** 18);
    const whole = await judged(text);
    expect(whole.findings.length).toBeGreaterThan(100);
    expect(short.size).toBeLessThan(text.length / 2);
    expect(await judged(short.whole())).toEqual(whole);
    const sliced = textOf(short, 1, 1);
    expect([...(sliced.slices ?? [])].length).toBe(3);
    expect(await judged(textOf(short, 1, 1))).toEqual(whole);
  });
});
