import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/index.js';
import { mergeLayers } from '../src/config/layer.js';
import { readConfig } from '../src/config/read.js';
import { settingsOf } from '../src/config/settings.js';
import type { Settings } from '../src/lint/settings.js';
import type { Report } from '../src/report/report.js';
import type { Rule } from '../src/rule.js';
import { lintFixture } from '../src/testing.js';
import { CATALOGUE } from './rules/catalogue.js';
import { goldenText } from './rules/golden.js';
import { inputFormat } from './rules/input-format.js';

const ROOT = join(import.meta.dirname, '..');
const FIXTURE = /^(?:good|bad)[\w.-]*\.(?:json|ya?ml|template|csv)$/;
const LONGEST_MESSAGE = 160;
const { UPDATE } = process.env;

const ids = new Set([...rules.map(({ id }) => id), ...Object.keys(CATALOGUE)]);
const unused = readdirSync(join(ROOT, 'fixtures/rules')).filter((id) => !ids.has(id));

it('has no fixtures of rules that do not exist', () => {
  expect(unused).toEqual([]);
});

it('gives no id twice', () => {
  const all = rules.flatMap(({ id, formerIds }) => [id, ...(formerIds ?? [])]);
  expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('stands in the file that its id and category name', () => {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(existsSync(join(ROOT, 'rules', rule.category, `${id}.ts`))).toBe(true);
  });

  it('is what the catalogue says', () => {
    const contract = CATALOGUE[id] ?? [rule.category, rule.severity, rule.preset];
    expect([rule.category, rule.severity, rule.preset]).toEqual(contract);
  });

  it('says what it is about', () => {
    expect(rule.summary).toMatch(/^[`A-Z].*[^.\s]$/);
    expect(rule.summary.length).toBeLessThanOrEqual(120);
    expect(rule.why.trim().length).toBeGreaterThan(120);
    expect(rule.fix.trim().length).toBeGreaterThan(60);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(reference).toMatch(/^https:\/\/[^\s/]+\/\S+$/);
  });

  it('names others as they are called', () => {
    for (const alias of rule.aliases ?? []) expect(alias).toMatch(/^[a-z][a-z0-9._-]*:\S+$/);
    expect(new Set(rule.aliases).size).toBe(rule.aliases?.length ?? 0);
    expect((rule.coveredBy ?? []).filter((other) => other === id || !ids.has(other))).toEqual([]);
  });

  it('has a default and a description for every option', () => {
    for (const schema of Object.values(rule.options?.properties ?? {})) {
      expect(schema).toHaveProperty('default');
      expect(schema).toHaveProperty('description');
    }
  });

  describeFixtures(rule);
});

/** The configuration that some fixtures have beside them. */
const CONFIG = 'leastwise.yaml';

/** What a configuration in a folder says; nothing where there is none. */
async function settingsIn(folder: string): Promise<Partial<Settings>> {
  if (!existsSync(join(folder, CONFIG))) return {};
  const { layers, problems } = await readConfig(join(folder, CONFIG), folder);
  expect(problems).toEqual([]);
  return settingsOf(mergeLayers(layers)).lint;
}

function describeFixtures(rule: Rule): void {
  const folder = join(ROOT, 'fixtures/rules', rule.id);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const inputs = files.filter((file) => FIXTURE.test(file));
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const lint = async (file: string) => {
    const settings = { today: '2026-01-01', ...(await settingsIn(folder)) };
    return lintFixture(rules, rule.preset, file, text(file), { settings, folder });
  };

  it('has fixtures, good and bad, in at least two formats', () => {
    expect(files.filter((file) => file !== 'expected.txt' && file !== CONFIG)).toEqual(inputs);
    expect(inputs.some((file) => file.startsWith('good'))).toBe(true);
    expect(inputs.some((file) => file.startsWith('bad'))).toBe(true);
    const formats = new Set(inputs.map((file) => inputFormat(file, text(file))));
    expect([...formats]).toHaveLength(Math.max(2, formats.size));
  });

  it.each(inputs.filter((file) => file.startsWith('bad')))('reports %s', async (file) => {
    expect(messagesOf(rule, await lint(file))).not.toEqual([]);
  });

  it.each(inputs.filter((file) => file.startsWith('good')))('does not report %s', async (file) => {
    const report = await lint(file);
    expect(messagesOf(rule, report)).toEqual([]);
    expect(report.summary.files, 'files that were read as IAM').toBe(1);
  });

  it('reports exactly what is expected, in words that fit a line', async () => {
    let actual = '';
    for (const file of inputs) {
      const report = await lint(file);
      actual += goldenText(rule, report);
      for (const message of messagesOf(rule, report)) expectStyle(message);
    }
    const golden = join(folder, 'expected.txt');
    if (UPDATE) writeFileSync(golden, actual);
    expect(actual).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
  });
}

function messagesOf(rule: Rule, report: Report): readonly string[] {
  return report.findings.filter((finding) => finding.rule === rule.id).map(({ message }) => message);
}

function expectStyle(message: string): void {
  expect(message).toMatch(/^[`A-Z][^\n]*[^.\s]$/);
  expect(message).not.toMatch(/\bshould\b/i);
  expect(message.length, message).toBeLessThanOrEqual(LONGEST_MESSAGE);
}
