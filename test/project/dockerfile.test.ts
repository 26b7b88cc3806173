import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from './folder.js';
import { ROOT } from './recipes.js';

/** The instructions, each on one line. */
const instructions = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

it('has one base, pinned by its content', () => {
  const bases = instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
  expect(bases).toHaveLength(2);
  expect(new Set(bases).size).toBe(1);
  expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-alpine[\d.]+@sha256:[0-9a-f]{64}$/);
});

it('runs as somebody who is not root', () => {
  const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
  expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
  expect(last.at(-1)).toBe('ENTRYPOINT ["leastwise"]');
});

it('copies all that the package is built and packed from', () => {
  const folder = folderWith({});
  for (const line of instructions) {
    const [name, ...words] = line.split(' ');
    if (name !== 'COPY' || words[0]?.startsWith('--') === true) continue;
    const target = words.at(-1) ?? '';
    for (const source of words.slice(0, -1)) {
      cpSync(join(ROOT, source), join(folder, target === './' ? source : target), { recursive: true });
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  execFileSync(process.execPath, ['bin/build.js', '--no-types'], { cwd: folder });
  execFileSync(process.execPath, ['bin/leastwise.js', '--version'], { cwd: folder });
  const needed: readonly string[] = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).files;
  const packed = needed.filter((path) => !path.startsWith('!'));
  for (const path of [...packed, 'README.md', 'LICENSE']) expect(existsSync(join(folder, path))).toBe(true);
});
