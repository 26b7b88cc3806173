import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { renderSarif, type SarifOptions } from '../../src/report/sarif.js';
import { SEVERITIES } from '../../src/rule.js';
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

  it('holds the 5,000 worst findings, and says so', () => {
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
    const run = runOf(reportOf({ findings: new Array(5001).fill(finding) }));
    expect(run.results).toHaveLength(5000);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      'Only the first 5000 of 5001 results are in this file.',
    );
  });
});
