import { describe, expect, it } from 'vitest';
import { atSource, hasAddress } from '../../src/report/at-source.js';
import type { SuppressedFinding } from '../../src/report/report.js';
import { findingAt, READER, ROLES, reportOf } from './sample.js';

const edits = [{ file: READER.path, line: 7, column: 17, endLine: 7, endColumn: 23, text: '"s3:Get*"' }];
const read = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm', edits });
const { file, line, column, endLine, endColumn, frame, lineHash } = findingAt(ROLES, 'DeployRole', read);
const source = { file, line, column, endLine, endColumn, frame, lineHash };

describe('atSource', () => {
  it('moves findings, suppressed ones too, with the place that was read as related', () => {
    const suppressed: SuppressedFinding = { ...read, by: 'config', reason: 'r' };
    const report = atSource(reportOf({ findings: [read], suppressed: [suppressed] }), () => source);
    for (const moved of [...report.findings, ...report.suppressed]) {
      expect(moved).toMatchObject(source);
      expect(moved.fingerprint).toBe(read.fingerprint);
      expect(moved.edits).toEqual([]);
      expect(moved.related).toEqual([
        {
          file: READER.path,
          line: 7,
          column: 17,
          endLine: 7,
          endColumn: 23,
          message: 'as policies/reader.json has it',
        },
      ]);
    }
    expect(report.suppressed[0]?.reason).toBe('r');
  });

  it('leaves where they are those that have no other source', () => {
    const report = reportOf({ findings: [read] });
    expect(atSource(report, () => undefined)).toEqual(report);
  });
});

describe('hasAddress', () => {
  it.each([
    ['aws_iam_role', 'aws_iam_role.x', true],
    ['aws_iam_role', 'module.a["b.c"].aws_iam_role.x[0]', true],
    ['aws_iam_role', 'data.aws_iam_role.x', true],
    ['AWS::IAM::Role', 'DeployRole', false],
    ['aws_iam_role', 'arn:aws:iam::111122223333:role/x', false],
  ])('of a resource of type %s called %s is %s', (type, name, expected) => {
    expect(hasAddress({ resource: { type, name } })).toBe(expected);
    expect(hasAddress({})).toBe(false);
  });
});
