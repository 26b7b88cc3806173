import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { knowsLinks } from '../../src/cli/links.js';
import { inLocale, takesUnicode } from '../../src/cli/locale.js';
import { progressOf } from '../../src/cli/progress.js';
import type { Output, Surroundings } from '../../src/cli/surroundings.js';
import { VERSION } from '../../src/lint/version.js';
import { folderWith, policy } from '../project/folder.js';
import { leastwise } from './in-process.js';

type Env = Readonly<Record<string, string>>;

function output(isTerminal: boolean): { readonly output: Output; readonly written: () => string } {
  let all = '';
  const write = (text: string): void => {
    all += text;
  };
  return { output: { write, isTerminal, width: isTerminal ? 80 : undefined }, written: () => all };
}

function surroundings(env: Env, stdout: Output, stderr = stdout): Surroundings {
  return { cwd: '/', env, stdout, stderr, today: '2026-01-01', readStdin: () => [] };
}

describe('a locale', () => {
  it.each<[Env, boolean]>([
    [{}, true],
    [{ LANG: '' }, true],
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8' }, true],
    [{ LC_CTYPE: 'C', LC_ALL: 'de_DE.UTF-8' }, true],
  ])('of %j takes Unicode: %s', (env, expected) => {
    expect(takesUnicode(env)).toBe(expected);
  });

  it('without Unicode gets ASCII as wide as the text, at a terminal alone', () => {
    const terminal = output(true);
    inLocale(terminal.output, { LANG: 'C' }).write('… ‹Bucket› é漢\u{1f600}e\u0301 \u001b[1mx\n');
    expect(terminal.written()).toBe('~ <Bucket> ?????e \u001b[1mx\n');
    const file = output(false);
    inLocale(file.output, { LANG: 'C' }).write('… é');
    expect(file.written()).toBe('… é');
  });
});

describe('links', () => {
  it.each<[Env, boolean]>([
    [{}, false],
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'vscode' }, true],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'vscode' }, false],
    [{ TERM: 'xterm-kitty', TMUX: '/tmp/x' }, false],
    [{ WT_SESSION: 'x' }, true],
    [{ VTE_VERSION: '7200' }, true],
    [{ VTE_VERSION: '5000' }, false],
    [{ KONSOLE_VERSION: '230401' }, true],
    [{ TERM: 'dumb', WT_SESSION: 'x' }, false],
    [{ FORCE_HYPERLINK: '1', TERM: 'dumb' }, true],
    [{ FORCE_HYPERLINK: '0', WT_SESSION: 'x' }, false],
  ])('are known with %j: %s', (env, expected) => {
    expect(knowsLinks(surroundings(env, output(true).output))).toBe(expected);
    if (env['FORCE_HYPERLINK'] === undefined) expect(knowsLinks(surroundings(env, output(false).output))).toBe(false);
  });

  it('lead from the rule to its section, and change nothing of what is seen', async () => {
    const cwd = folderWith({ 'a.json': policy('s3:*', '*') });
    const seen = async (env: Env) => (await leastwise(['a.json'], { cwd, env, isTerminal: true })).stdout;
    const linked = await seen({ TERM: 'xterm-kitty' });
    const address = `https://github.com/leastwise/leastwise/blob/v${VERSION}/rules/privilege/README.md#wildcard-action`;
    expect(linked).toContain(`\u001b]8;;${address}\u001b\\wildcard-action\u001b]8;;\u001b\\`);
    expect(stripVTControlCharacters(linked)).toBe(stripVTControlCharacters(await seen({})));
    for (const env of [{}, { TERM: 'xterm-kitty', NO_COLOR: '1' }]) expect(await seen(env)).not.toContain('\u001b]8');
  });
});

describe('the width of a terminal', () => {
  it.each([
    [['--format', 'jsn']],
    [['diff', 'a.json']],
    [['.', '--rule', 'wildcard-acton', '--no-rule', 'user-without-grupe']],
    [['nothing-at-all.json', '--format', 'json']],
    [['expand', 'somethingthatisnoactionatall']],
    [['can', 'sts:AssumeRole', 'a.json']],
    [['c.json']],
    [['explain', 'wildcard-action', '--no-plugins']],
  ])('is kept to by %j', async (args) => {
    const cwd = folderWith({ 'a.json': policy('s3:*', '*'), 'c.json': '{}' });
    const { stdout, stderr } = await leastwise(args, { cwd, isTerminal: true, width: 60, env: { NO_COLOR: '1' } });
    for (const line of (stdout + stderr).split('\n')) {
      // What is to be pasted or clicked on stays whole.
      if (/"|:\/\//.test(line) || !line.trim().includes(' ')) continue;
      expect(line.length).toBeLessThanOrEqual(60);
    }
  });
});

describe('progress', () => {
  function shown(times: readonly number[], env: Env = {}, isTerminal = true): string {
    const { output: stderr, written } = output(isTerminal);
    const clock = [0, ...times];
    const progress = progressOf(surroundings(env, stderr), times.length, () => clock.shift() ?? 0);
    for (const index of times.keys()) progress.step(index + 1);
    progress.clear();
    return written();
  }

  it('is not told in the first second', () => {
    expect(shown([1, 500, 999])).toBe('');
  });

  it('is told now and then after it, and taken away at the end', () => {
    const line = (done: number) => `\rleastwise: file ${done} of 5\u001b[K`;
    expect(shown([10, 1000, 1050, 1099, 1101])).toBe(`${line(2)}${line(5)}\r\u001b[K`);
  });

  it('is told to terminals alone that can take it back', () => {
    expect(shown([2000], {}, false)).toBe('');
    expect(shown([2000], { TERM: 'dumb' })).toBe('');
  });
});
