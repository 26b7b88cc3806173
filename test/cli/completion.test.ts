import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { COMMAND_NAMES } from '../../src/cli/command-names.js';
import { SHELLS } from '../../src/cli/first-steps.js';
import { folderWith } from '../project/folder.js';
import { leastwise } from './in-process.js';

async function script(shell: string): Promise<string> {
  const { stdout, stderr, code } = await leastwise(['completion', shell], { cwd: '/' });
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return stdout;
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

const cwd = () => folderWith({ 'plan.json': {}, 'a b.json': {}, 'deploy/x.json': {} });

/** What bash offers for a line that is split into words as bash does, the last one being typed. */
async function offeredByBash(words: readonly string[]): Promise<readonly string[]> {
  const folder = folderWith({ 'completion.bash': await script('bash') });
  const lines = [
    `source ${join(folder, 'completion.bash')}`,
    `COMP_WORDS=(leastwise ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`,
    '_leastwise; for word in "${COMPREPLY[@]}"; do printf "%s\\n" "$word"; done',
  ];
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', lines.join('\n')], { cwd: cwd(), encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1).sort();
}

async function offeredByFish(line: string): Promise<readonly string[]> {
  const folder = folderWith({ 'completion.fish': await script('fish') });
  const command = `source ${join(folder, 'completion.fish')}; complete -C ${JSON.stringify(line)}`;
  const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', command], { cwd: cwd(), encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((offer) => offer.split('\t')[0] ?? '')
    .sort();
}

const ids = rules.map(({ id }) => id).sort();

describe('completion', () => {
  it.each(SHELLS.map((shell) => [shell]))('for %s knows every command, option and rule', async (shell) => {
    const text = await script(shell);
    const help = (await leastwise(['--help'], { cwd: '/' })).stdout;
    const flags = [...help.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, flag]) => flag ?? '');
    expect(flags.length).toBeGreaterThan(15);
    for (const word of [...flags, ...COMMAND_NAMES, ...ids]) expect(text).toContain(word);
  });

  it.each(SHELLS.filter(isThere).map((shell) => [shell]))('for %s is what that shell can read', async (shell) => {
    const file = join(folderWith({ completion: await script(shell) }), 'completion');
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is for shells that it knows', async () => {
    const { code, stderr } = await leastwise(['completion', 'zhs'], { cwd: '/' });
    expect(code).toBe(2);
    expect(stderr).toContain('Expected one of bash, zsh, fish (did you mean "zsh"?)');
  });
});

describe.skipIf(!isThere('bash'))('bash', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['d'], ['deploy', 'diff']],
    [['p'], ['plan.json']],
    [['a'], ['a b.json']],
    [['comp'], ['completion']],
    [
      ['completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    [
      ['explain', 'inline-'],
      ['inline-policy', 'inline-role-policy'],
    ],
    [['--fail'], ['--fail-on', '--fail-on-unresolved']],
    [['--format', 's'], ['sarif']],
    [
      ['--format', '=', 'j'],
      ['json', 'junit'],
    ],
    [
      ['--format', '='],
      ['concise', 'github', 'gitlab', 'json', 'junit', 'markdown', 'sarif', 'text'],
    ],
    [
      ['can', '--format', ''],
      ['json', 'text'],
    ],
    [['--config', 'p'], ['plan.json']],
    [['check', '--no-rule', 'inline-r'], ['inline-role-policy']],
    [['--stdin-filename', 'p'], []],
    [['diff', '--b'], ['--base']],
    [
      ['init', '--'],
      ['--baseline', '--config', '--help', '--hook', '--workflow', '--yes'],
    ],
    [['expand', 'p'], []],
  ])('offers for %j %j', async (words, offered) => {
    expect(await offeredByBash(words)).toEqual(offered);
  });
});

describe.skipIf(!isThere('fish'))('fish', () => {
  it.each<[string, readonly string[]]>([
    ['leastwise dif', ['diff']],
    ['leastwise pl', ['plan.json']],
    ['leastwise completion ', ['bash', 'fish', 'zsh']],
    ['leastwise explain inline-', ['inline-policy', 'inline-role-policy']],
    ['leastwise --format s', ['sarif']],
    ['leastwise can --format ', ['json', 'text']],
    ['leastwise diff --ba', ['--base']],
  ])('offers for %j %j', async (line, offered) => {
    expect((await offeredByFish(line)).filter((offer) => offer !== 'check')).toEqual(offered);
  });
});
