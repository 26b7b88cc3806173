import { describe, expect, it } from 'vitest';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';

describe('a format that holds IAM and is not read does not pass for clean', () => {
  it.each([
    ['account authorization details', { UserDetailList: [{ UserName: 'ann' }] }],
    ['Terraform configuration in JSON', { resource: { aws_iam_user: { ann: { name: 'ann' } } } }],
  ])('%s', async (format, content) => {
    const linter = createLinter([], DEFAULT_SETTINGS, '0.0.0', '/repo');
    await linter.add('input.json', JSON.stringify(content));
    const { unresolved, summary } = linter.report();
    expect(unresolved).toEqual([
      { file: 'input.json', line: 1, column: 1, message: `${format}: not read by this version` },
    ]);
    expect(summary.files).toBe(1);
  });
});
