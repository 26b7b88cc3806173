import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leastwise } from '../cli/in-process.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/diff');

describe.each(readdirSync(FOLDER))('%s', (name) => {
  it.each([
    ['text', 'expected.txt'],
    ['markdown', 'expected.md'],
  ])('is told as %s', async (format, file) => {
    const cwd = join(FOLDER, name);
    const { stdout } = await leastwise(['diff', 'base', 'head', '--format', format], { cwd });
    const golden = join(cwd, file);
    const actual = stdout.replace(/(AWS data )[\d-]+/g, '$1of its date');
    if (process.env['UPDATE'] !== undefined) writeFileSync(golden, actual);
    expect(actual).toBe(readFileSync(golden, 'utf8'));
  });
});
