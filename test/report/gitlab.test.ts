import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderGitlab } from '../../src/report/gitlab.js';
import { anyReport } from './any-report.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER, reportOf } from './sample.js';

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format, as a schema. */
const validate = new Ajv({ allErrors: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', minLength: 1, not: { pattern: '^\\./' } },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
});

interface Violation {
  readonly fingerprint: string;
  readonly location: { readonly path: string };
}

describe('renderGitlab', () => {
  it('has each finding and failure, with its file from the root of the repository', () => {
    expectGolden('full.gitlab.json', renderGitlab(FULL_REPORT, 'services/app'));
  });

  it('is an empty list for a clean report, so that what is fixed goes', () => {
    expect(renderGitlab(CLEAN_REPORT)).toBe('[]\n');
  });

  it('is what GitLab reads, with a fingerprint each, whatever was scanned', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const violations: readonly Violation[] = JSON.parse(renderGitlab(report));
        validate(violations);
        expect(validate.errors ?? []).toEqual([]);
        expect(violations).toHaveLength(report.findings.length + report.failures.length);
        expect(new Set(violations.map(({ fingerprint }) => fingerprint)).size).toBe(violations.length);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('keeps the fingerprint of findings that no other file has, whatever comes and goes elsewhere', () => {
    const at = (path: string) => ({
      ...findingAt({ ...READER, path }, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' }),
      fingerprint: '00000000000000aa',
    });
    const other = findingAt(READER, '"arn:aws:s3:::*"', { rule: 'a', severity: 'low', message: 'm' });
    const printsOf = (paths: readonly string[]) => {
      const violations: readonly Violation[] = JSON.parse(
        renderGitlab(reportOf({ findings: [...paths.map(at), other] })),
      );
      return Object.fromEntries(violations.map(({ fingerprint, location }) => [location.path, fingerprint]));
    };
    const all = printsOf(['a.json', 'b.json', 'c.json']);
    expect(all['a.json']).toBe('00000000000000aa');
    expect(all[READER.path]).toBe(other.fingerprint);
    expect(printsOf(['a.json', 'c.json'])['c.json']).toBe(all['c.json']);
  });
});
