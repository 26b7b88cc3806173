import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.js';
import type { Report } from '../../src/report/report.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER, reportOf } from './sample.js';

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8'),
  // The published schema lets later versions add; here, what it does not name is a mistake.
  (_, value) => (value?.type === 'object' ? { additionalProperties: false, ...value } : value),
);

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(Object(SCHEMA));

function errorsOf(report: Report): unknown {
  validate(JSON.parse(renderJson(report)));
  return validate.errors ?? [];
}

describe('renderJson', () => {
  it('writes everything of a report', () => {
    expectGolden('full.json', renderJson(FULL_REPORT));
    expect(JSON.parse(renderJson(FULL_REPORT))).toEqual(FULL_REPORT);
  });

  it('writes a clean report', () => {
    expectGolden('clean.json', renderJson(CLEAN_REPORT));
  });

  it('escapes what would steer a terminal, and says the same', () => {
    const message = '\u001b\u007f\u009b\u202e\u2066\u200b\u2028\ufeff ü 漢 \u{1f600}';
    const report = reportOf({ findings: [findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message })] });
    const json = renderJson(report);
    expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(json).toContain('ü 漢 \u{1f600}');
    expect(JSON.parse(json)).toEqual(report);
  });
});

describe('report.schema.json', () => {
  it.each([
    ['full', FULL_REPORT],
    ['clean', CLEAN_REPORT],
  ])('describes the %s report', (_, report) => {
    expect(errorsOf(report)).toEqual([]);
  });

  it('describes cut frames, and failures of whole files', () => {
    const frame = { startLine: 7, startColumn: 5000, lines: ['x'] };
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm', frame });
    expect(errorsOf(reportOf({ findings: [finding], failures: [{ file: 'a', message: 'm' }] }))).toEqual([]);
  });

  it('describes what a comparison counts', () => {
    const summary = { ...CLEAN_REPORT.summary, comparedWith: 13, widened: 2 };
    expect(errorsOf({ ...CLEAN_REPORT, summary })).toEqual([]);
    expect(errorsOf({ ...CLEAN_REPORT, summary: { ...summary, widened: -1 } })).not.toEqual([]);
  });

  it('describes what a baseline and a report of changes count', () => {
    const summary = { ...CLEAN_REPORT.summary, inBaseline: 1, fixed: 2, changedFiles: 3 };
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
    const known = { ...finding, contentFingerprint: '0123456789abcdef', by: 'baseline' as const, reason: 'known' };
    const report = { ...CLEAN_REPORT, suppressed: [known], summary };
    expect(errorsOf(report)).toEqual([]);
    expect(errorsOf({ ...report, summary: { ...summary, fixed: -1 } })).not.toEqual([]);
  });

  it('refuses what is no report', () => {
    expect(errorsOf({ ...CLEAN_REPORT, failures: [{ file: 'a', line: 0, message: 'm' }] })).not.toEqual([]);
  });
});
