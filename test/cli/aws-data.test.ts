import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveOf } from '../../src/aws/data-archive.js';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

const DATA = join(import.meta.dirname, '../../src/aws/data');

/** The facts of this version a year later, when S3 has an action more. */
const LATER = archiveOf((name) => {
  const text = readFileSync(join(DATA, name), 'latin1').replace(/^# Date: .*$/m, '# Date: 2027-09-26');
  const start = text.indexOf('\n@s3');
  if (name === 'managed-policies.txt' || start < 0) return text;
  const line = name === 'actions.txt' ? 'r GetNextThing' : 'a GetNextThing';
  const later = text.slice(start).replace(/^([ar] GetObject)\b/m, `${line}\n$1`);
  return text.slice(0, start) + later.replace(/^@s3 (\d+)/m, (_, count) => `@s3 ${Number(count) + 1}`);
});

// In the order of the file: facts are read once in a process, and those given come before all others.
describe.sequential('facts about AWS from a file', () => {
  it('decide what is known', async () => {
    const cwd = folderWith({ 'aws.txt': LATER, 'a.json': policy('s3:GetNextThing') });
    const { code, stdout } = await leastwise(['expand', 's3:GetNextThing', '--aws-data', 'aws.txt'], { cwd });
    expect(stdout).toContain('s3:GetNextThing matches 1 action: 1 Read (AWS data 2027-09-26)');
    expect(code).toBe(0);
    const check = await leastwise(['a.json', '--rule', 'unknown-action', '--format', 'json'], { cwd });
    expect(JSON.parse(check.stdout)).toMatchObject({ tool: { awsData: '2027-09-26' }, findings: [] });
    expect((await leastwise(['--version'], { cwd })).stdout).toContain('(AWS data 2027-09-26,');
  });

  it.each([
    ['a.json', 'a.json is no AWS data: its first line is not `# leastwise AWS data, form 1`'],
    ['b.txt', 'b.txt is of form 2, and this leastwise reads form 1'],
    ['c.txt', 'c.txt is cut off: its last line is missing'],
    ['none.txt', 'none.txt cannot be read: ENOENT'],
  ])('are refused where they are none: %s', async (file, problem) => {
    const files = {
      'a.json': policy('s3:*'),
      'b.txt': '# leastwise AWS data, form 2\n',
      'c.txt': LATER.slice(0, 9999),
    };
    const cwd = folderWith(files);
    for (const args of [
      ['a.json'],
      ['diff', 'a.json', 'a.json'],
      ['can', 's3:GetObject', 'a.json'],
      ['expand', 's3:*'],
    ]) {
      const { code, stdout, stderr } = await leastwise([...args, '--aws-data', file], { cwd });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`leastwise: ${problem}`);
    }
  });
});
