import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/report/report.js';
import { renderSarif, type SarifOptions } from '../../src/report/sarif.js';
import { SEVERITIES } from '../../src/rule.js';
import { folderWith } from '../project/folder.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER, ROLES, reportOf, ruleOf } from './sample.js';

function runOf(report: Report, options?: SarifOptions): Run {
  const log: Log = JSON.parse(renderSarif(report, options));
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

function resultsOf(report: Report, options?: SarifOptions): readonly Result[] {
  return runOf(report, options).results ?? [];
}

function noticesOf(run: Run): readonly (string | undefined)[] {
  const notifications = run.invocations?.[0]?.toolExecutionNotifications ?? [];
  return notifications.filter(({ level }) => level === 'warning').map(({ message }) => message.text);
}

function uriOf(file: string, root?: string): string | undefined {
  const finding = findingAt({ ...READER, path: file }, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
  const [result] = resultsOf(reportOf({ findings: [finding] }), { root });
  return result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}

/** Every string of a JSON value. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

const OPTIONS = { root: 'services/app', category: 'leastwise-app', informationUri: 'https://example.com/leastwise' };

const PIPELINE = {
  organization: 'acme',
  project: 'Cloud Team',
  definitionId: '17',
  definitionName: 'infra',
  phaseId: '3a3a2a60-14c7-570b-14a4-fa42ad92f52a',
  phaseName: 'Lint',
  branch: 'refs/heads/main',
  buildId: '4711',
};

const SCHEMA: object = JSON.parse(
  readFileSync(new URL('../../fixtures/reports/schemas/sarif-2.1.0.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, validateFormats: false }).compile(
  SCHEMA,
);

function schemaErrors(log: unknown): unknown {
  validate(log);
  return validate.errors ?? [];
}

describe('renderSarif', () => {
  it('writes everything of a report', () => {
    expectGolden('full.sarif', renderSarif(FULL_REPORT, OPTIONS));
  });

  it('writes a clean report with all rules and no results, so that what is fixed closes', () => {
    expectGolden('clean.sarif', renderSarif(CLEAN_REPORT, OPTIONS));
    const run = runOf(CLEAN_REPORT);
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules).toHaveLength(CLEAN_REPORT.rules.length);
  });

  it('has no empty strings', () => {
    const note = { file: 'a', line: 1, column: 1, endLine: 1, endColumn: 2, message: '' };
    const finding = findingAt(READER, '"s3:*"', {
      rule: 'a',
      severity: 'low',
      message: '',
      frame: { startLine: 1, lines: [] },
      resource: { type: '', name: '' },
      related: [note],
      steps: [note],
      edits: [{ ...note, text: '' }],
    });
    const rules = [ruleOf('a', 'low', { why: '', fix: '', references: [] })];
    const failures = [{ file: 'a', message: '' }];
    const run = runOf(reportOf({ rules, findings: [finding], failures }));
    expect(stringsOf(run).filter((text) => text === '')).toEqual([]);
  });

  it('maps severities to levels and to the numbers of code scanning', () => {
    const rules = SEVERITIES.map((severity) => ruleOf(severity, severity));
    const descriptors = runOf(reportOf({ rules })).tool.driver.rules ?? [];
    const mapped = descriptors.map(({ id, defaultConfiguration, properties }) => [
      id,
      defaultConfiguration?.level,
      properties?.['security-severity'],
    ]);
    expect(mapped).toEqual([
      ['critical', 'error', '9.5'],
      ['high', 'error', '8.0'],
      ['medium', 'warning', '5.5'],
      ['low', 'note', '3.0'],
      ['info', 'note', undefined],
    ]);
  });

  it('keeps within the lengths that code scanning accepts', () => {
    const aliases = Array.from({ length: 50 }, (_, index) => `cwe:CWE-${index}`);
    const rules = [ruleOf('a', 'low', { why: 'long '.repeat(500), aliases })];
    const [rule] = runOf(reportOf({ rules })).tool.driver.rules ?? [];
    expect(rule?.fullDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.properties?.tags?.length).toBeLessThanOrEqual(20);
  });

  it('leaves suppressed findings out', () => {
    const { suppressed } = FULL_REPORT;
    expect(resultsOf(reportOf({ suppressed }))).toEqual([]);
  });

  it.each([
    ['infra/a b.json', undefined, 'infra/a%20b.json'],
    ['./infra/x.json', undefined, 'infra/x.json'],
    ['x.json', 'services/app', 'services/app/x.json'],
    ['../x.json', 'services/app', 'services/x.json'],
    ['50%#?/ü:[1].json', undefined, '50%25%23%3F/%C3%BC%3A%5B1%5D.json'],
    ['half \ud83d.json', undefined, 'half%20%EF%BF%BD.json'],
    ['/data/x y.json', 'services/app', 'file:///data/x%20y.json'],
    ['C:/repo/x.json', undefined, 'file:///C:/repo/x.json'],
  ])('addresses %j under %j as %s', (file, root, uri) => {
    expect(uriOf(file, root)).toBe(uri);
  });

  it('tells findings of one rule on one line apart, and no others', () => {
    const at = (rule: string, words: string) => findingAt(ROLES, words, { rule, severity: 'low', message: 'm' });
    const [first, second] = [at('a', 'iam:PassRole'), at('a', 'lambda:CreateFunction')];
    const results = resultsOf(
      reportOf({ findings: [first, second, at('b', 'lambda:CreateFunction'), at('a', '"*"')] }),
    );
    const hashes = results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
    expect(hashes[0]).toBe(first.lineHash);
    expect(hashes[1]).toBe(`${first.lineHash}:${second.fingerprint}`);
    expect(hashes[2]).toBe(first.lineHash);
    expect(hashes[3]).not.toBe(first.lineHash);
    expect(results.map(({ partialFingerprints }) => partialFingerprints?.['leastwise/v1'])).toContain(
      second.fingerprint,
    );
  });

  it('does not let a message make links', () => {
    const message = 'see [here](https://example.com)';
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message });
    expect(resultsOf(reportOf({ findings: [finding] }))[0]?.message.text).toBe('see \\[here\\](https://example.com)');
  });

  it('shows no more of a minified line than fits', () => {
    const file = { path: 'min.json', text: `{"a":"${'x'.repeat(9000)}","Action":"s3:*"}` };
    const finding = findingAt(file, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
    const cut = { startLine: 1, startColumn: 9001, lines: [file.text.slice(9000)] };
    for (const frame of [finding.frame, cut]) {
      const [result] = resultsOf(reportOf({ findings: [{ ...finding, frame }] }));
      const place = result?.locations?.[0]?.physicalLocation;
      expect(place?.region?.snippet?.text).toBe('"s3:*"');
      expect(place?.contextRegion).toBeUndefined();
    }
  });

  it('points at the first line of what spans several', () => {
    const finding = findingAt(READER, '"Resource": [\n        "arn', { rule: 'a', severity: 'low', message: 'm' });
    const region = { startLine: 8, startColumn: 7, endLine: 8, endColumn: 20, snippet: { text: '"Resource": [' } };
    const [result] = resultsOf(reportOf({ findings: [finding] }));
    expect(result?.locations?.[0]?.physicalLocation?.region).toEqual(region);
  });

  it('says that the run succeeded, and what could not be read', () => {
    const failures = [{ file: 'a.json', line: 3, message: 'm' }];
    const [invocation] = runOf(reportOf({ failures })).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(true);
    expect(invocation?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(['error']);
  });

  it('holds the 5,000 worst findings, in their order, and says so', () => {
    const low = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
    const possible: Finding = { ...low, severity: 'high', confidence: 'possible', message: 'possible' };
    const worst: Finding = { ...low, severity: 'high', message: 'worst' };
    const findings = [...new Array<Finding>(4999).fill(low), possible, worst];
    const run = runOf(reportOf({ findings }));
    expect(run.results).toHaveLength(5000);
    expect(run.results?.slice(-2).map(({ message }) => message.text)).toEqual(['possible', 'worst']);
    expect(noticesOf(run)).toEqual(['Only the 5000 worst of 5001 results are in this file.']);
  });

  it('stays within 10 MB of gzip, and says so', () => {
    // Text that does not compress.
    const random = (seed: number) =>
      fc.sample(fc.string({ minLength: 9000, maxLength: 9000 }), { seed, numRuns: 1 })[0] ?? '';
    const noise = Array.from({ length: 40 }, (_, seed) => random(seed)).join('');
    const findings = Array.from({ length: 60 }, (_, index) =>
      findingAt(READER, '"s3:*"', {
        rule: 'a',
        severity: index === 59 ? 'critical' : 'low',
        message: `${index} ${noise.slice(index)}${noise.slice(0, index)}`,
      }),
    );
    const sarif = renderSarif(reportOf({ findings }));
    expect(Buffer.byteLength(sarif)).toBeGreaterThan(9_500_000);
    expect(gzipSync(sarif).length).toBeLessThanOrEqual(9_500_000);
    const run: Run = JSON.parse(sarif).runs[0];
    const kept = run.results?.length ?? 0;
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThan(60);
    expect(run.results?.at(-1)?.message.text).toMatch(/^59 /);
    expect(noticesOf(run)).toEqual([`Only the ${kept} worst of 60 results are in this file.`]);
  });

  it('holds so many places and steps of a result as are shown, and says so', () => {
    const note = { file: 'a', line: 1, column: 1, endLine: 1, endColumn: 2, message: 'x' };
    const finding = findingAt(READER, '"s3:*"', {
      rule: 'a',
      severity: 'low',
      message: 'm',
      related: new Array(101).fill(note),
      steps: new Array(1001).fill(note),
    });
    const run = runOf(reportOf({ findings: [finding] }));
    expect(run.results?.[0]?.relatedLocations).toHaveLength(100);
    expect(run.results?.[0]?.codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(1000);
    expect(noticesOf(run)).toEqual([
      'Only the first 100 of 101 related places of a result are in this file.',
      'Only the first 1000 of 1001 steps of a result are in this file.',
    ]);
  });

  it('holds suppressed findings where they are asked for, marked as such and behind the others', () => {
    const results = resultsOf(FULL_REPORT, { withSuppressed: true });
    expect(results).toHaveLength(FULL_REPORT.findings.length + 1);
    expect(results.slice(0, -1).every(({ suppressions }) => suppressions === undefined)).toBe(true);
    expect(results.at(-1)?.suppressions).toEqual([
      { kind: 'external', justification: 'break-glass role', properties: { by: 'config', expires: '2027-03-01' } },
    ]);
  });

  it('leaves out suppressed findings before any other', () => {
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
    const suppressed = new Array(5000).fill({ ...finding, severity: 'critical', by: 'baseline', reason: '' });
    const results = resultsOf(reportOf({ findings: [finding, finding], suppressed }), { withSuppressed: true });
    expect(results).toHaveLength(5000);
    expect(results.filter(({ suppressions }) => suppressions === undefined)).toHaveLength(2);
  });

  it('names every rule, otherwise than by its id', () => {
    const rules = [ruleOf('wildcard-action', 'low'), ruleOf('invariant', 'low'), ruleOf('acme/team_rule', 'low')];
    const names = runOf(reportOf({ rules })).tool.driver.rules?.map(({ name }) => name);
    expect(names).toEqual(['WildcardAction', 'InvariantRule', 'AcmeTeamRule']);
  });

  it('tags rules by weakness before benchmark', () => {
    const aliases = ['cis-aws-3.0:1.16', 'checkov:CKV_AWS_1', 'cwe:CWE-732'];
    const [rule] = runOf(reportOf({ rules: [ruleOf('a', 'low', { aliases })] })).tool.driver.rules ?? [];
    expect(rule?.properties?.tags).toEqual([
      'security',
      'privilege',
      'external/cwe/cwe-732',
      'external/cis-aws-3.0/1.16',
    ]);
  });

  it('has the category, or of Azure Pipelines the run', () => {
    expect(runOf(CLEAN_REPORT).automationDetails?.id).toBe('leastwise/');
    expect(runOf(CLEAN_REPORT, { category: 'infra/prod' }).automationDetails?.id).toBe('infra/prod/');
    const { automationDetails } = runOf(CLEAN_REPORT, { pipeline: PIPELINE });
    expect(automationDetails?.id).toBe(
      'azuredevops/pipeline/build/acme/Cloud%20Team/17/3a3a2a60-14c7-570b-14a4-fa42ad92f52a/refs%2Fheads%2Fmain/4711',
    );
    expect(runOf(CLEAN_REPORT, { pipeline: PIPELINE, category: 'x' }).automationDetails).toEqual({ id: 'x/' });
  });
});

describe('the published schema of SARIF', () => {
  it.each([
    ['everything', FULL_REPORT, { ...OPTIONS, withSuppressed: true }],
    ['a clean report', CLEAN_REPORT, OPTIONS],
    ['a report of Azure Pipelines', FULL_REPORT, { pipeline: PIPELINE }],
  ])('takes %s', (_, report, options) => {
    expect(schemaErrors(JSON.parse(renderSarif(report, options)))).toEqual([]);
  });

  it('takes what any input comes to', () => {
    const span = fc.record({ line: fc.integer({ min: 1, max: 30 }), column: fc.integer({ min: 1, max: 30 }) });
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    const notes = fc.array(fc.tuple(text, text, span), { maxLength: 3 });
    fc.assert(
      fc.property(text, text, notes, fc.constantFrom(...SEVERITIES), (file, message, all, severity) => {
        const related = all.map(([path, said, { line, column }]) => ({
          ...{ file: path, message: said },
          ...{ line, column, endLine: line, endColumn: column + 1 },
        }));
        const finding = findingAt({ ...READER, path: file }, '"s3:*"', {
          rule: 'a',
          severity,
          message,
          related,
          steps: related,
        });
        const report = reportOf({
          findings: [finding],
          failures: [{ file, message }],
          unresolved: related,
          rules: [ruleOf('a', severity)],
        });
        expect(schemaErrors(JSON.parse(renderSarif(report)))).toEqual([]);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('refuses what is no SARIF', () => {
    expect(schemaErrors({ version: '2.1.0', runs: [{ results: [{}] }] })).not.toEqual([]);
  });
});

/**
 * Microsoft's validator, which knows the rules of GitHub and Azure besides: 100 MB that install by a script, so it is no
 * dependency. `npm install --no-save @microsoft/sarif-multitool-linux@5.7.0`, or SARIF_MULTITOOL names it.
 */
const MULTITOOL =
  process.env['SARIF_MULTITOOL'] ??
  fileURLToPath(new URL('../../node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool', import.meta.url));

describe.skipIf(!existsSync(MULTITOOL))('the validator of SARIF', () => {
  it.each([
    ['Sarif;Ghas', 'everything', FULL_REPORT, { ...OPTIONS, withSuppressed: true }],
    ['Sarif;Ghas', 'a clean report', CLEAN_REPORT, OPTIONS],
    [
      'Sarif;Ghas;Ado',
      'a report of Azure Pipelines',
      FULL_REPORT,
      { ...OPTIONS, category: undefined, pipeline: PIPELINE },
    ],
  ])(
    'has no error or warning of its rules %s for %s',
    (kinds, _, report, options) => {
      const folder = folderWith({ 'a.sarif': renderSarif(report, options) });
      const args = ['--rule-kind', kinds, '--level', 'Error;Warning', '--output', 'b.sarif', '--log', 'ForceOverwrite'];
      execFileSync(MULTITOOL, ['validate', 'a.sarif', ...args], { cwd: folder });
      const log: Log = JSON.parse(readFileSync(join(folder, 'b.sarif'), 'utf8'));
      expect(log.runs.flatMap(({ results }) => results ?? []).map(({ ruleId, level }) => [ruleId, level])).toEqual([]);
    },
    60_000,
  );
});
