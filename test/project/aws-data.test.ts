import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from './folder.js';
import { workflowProblems } from './github-syntax.js';
import { ROOT } from './recipes.js';

const { changes } = await import(join(ROOT, '.ci/aws-data-changes.js'));

const before = {
  'actions.txt': '# x\n@s3 2 Amazon S3\nr GetObject\nw PutObject\n@old 1 Old\nr Get\n',
  'resources.txt':
    '# x\n@s3\nk s3:prefix String\nt bucket | arn:a | k\na GetObject | object*\na PutObject\n@old\na Get\n',
  'managed-policies.txt':
    '# x\n@arn:aws:iam::aws:policy/A v1 2026-01-01\n{}\n@arn:aws:iam::aws:policy/B v1 2026-01-01\n{}\n',
};
const after = {
  'actions.txt': '# x\n@s3 3 Amazon S3\nr GetObject\nr GetThing\np PutObject\n',
  'resources.txt':
    '# x\n@s3\nk s3:prefix ArrayOfString\nk s3:new Bool\nt bucket | arn:b | k\na GetObject\na GetThing\na PutObject\n',
  'managed-policies.txt': '# x\n@arn:aws:iam::aws:policy/A v2 2026-02-01\n{}\n',
};

describe('what changes with newer facts about AWS', () => {
  it('is said by name', () => {
    const text = changes(folderWith(before), folderWith(after));
    expect(text.split('\n').filter((line: string) => line !== '')).toEqual([
      '### Services',
      'Removed (1):',
      '- `old`',
      '### Actions',
      'Added (1):',
      '- `s3:GetThing` (Read)',
      'Removed (1):',
      '- `old:Get`',
      'Changed (1):',
      '- `s3:PutObject`: Write → Permissions management',
      '### Resource types',
      'Changed (1):',
      '- `s3 bucket`: arn:a → arn:b',
      '### Condition keys',
      'Added (1):',
      '- `s3:new` (Bool)',
      'Changed (1):',
      '- `s3:prefix`: String → ArrayOfString',
      '### Managed policies',
      'Removed (1):',
      '- `B`',
      'Changed (1):',
      '- `A`: v1 → v2',
    ]);
  });

  it('may be nothing', () => {
    expect(changes(folderWith(before), folderWith(before))).toBe('Nothing has changed.');
    const data = join(ROOT, 'src/aws/data');
    expect(changes(data, data)).toBe('Nothing has changed.');
  });

  it('is cut where it is long', () => {
    const many = Array.from({ length: 500 }, (_, index) => `r Get${index}`).join('\n');
    const grown = { ...before, 'actions.txt': `${before['actions.txt']}@new 500 New\n${many}\n` };
    const text = changes(folderWith(before), folderWith(grown));
    expect(text).toContain('Added (500):');
    expect(text).toContain('- … and 440 more');
  });
});

describe.each(readdirSync(join(ROOT, '.github/workflows')))('the workflow %s', (name) => {
  const text = readFileSync(join(ROOT, '.github/workflows', name), 'utf8');

  it("agrees with GitHub's schema of workflows", () => {
    expect(workflowProblems(text)).toEqual([]);
  });

  it('uses actions by their full commit, and says which version that is', () => {
    for (const line of text.split('\n').filter((one) => one.includes('uses:'))) {
      expect(line).toMatch(/ [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
});
