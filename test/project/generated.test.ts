import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

it('has a config schema and validator that follow from the rules', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('bin', 'run.js'), join('src', 'config', 'generate.ts'), '--check'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
});
