import { expect, it } from 'vitest';
import { type ColorOption, wantsColor } from '../../src/cli/color.js';

function wants(option: ColorOption, env: Readonly<Record<string, string>>, isTerminal: boolean): boolean {
  const output = { write: () => {}, isTerminal };
  return wantsColor(option, {
    cwd: '/',
    env,
    today: '2026-01-01',
    stdout: output,
    stderr: output,
    readStdin: () => [],
  });
}

// Each line beats the ones below it.
it.each<[ColorOption, Readonly<Record<string, string>>, boolean, boolean]>([
  ['always', { FORCE_COLOR: '0', NO_COLOR: '1' }, false, true],
  ['never', { FORCE_COLOR: '1' }, true, false],
  ['auto', { FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb' }, false, true],
  ['auto', { FORCE_COLOR: '', NO_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, true, false],
  ['auto', { FORCE_COLOR: 'false' }, true, false],
  ['auto', { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, true, false],
  ['auto', { NO_COLOR: '' }, true, true],
  ['auto', { CLICOLOR_FORCE: '1', TERM: 'dumb' }, false, true],
  ['auto', { CLICOLOR_FORCE: '0' }, false, false],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', {}, true, true],
  ['auto', { GITHUB_ACTIONS: 'true' }, false, true],
  ['auto', { GITLAB_CI: 'true' }, false, true],
  ['auto', {}, false, false],
])('--color %s with %j on a terminal: %s means %s', (option, env, isTerminal, expected) => {
  expect(wants(option, env, isTerminal)).toBe(expected);
});
