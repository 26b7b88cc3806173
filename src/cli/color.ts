import { type Colors, plainColors } from '../report/terminal.js';
import type { Surroundings } from './surroundings.js';

export type ColorOption = 'auto' | 'always' | 'never';

/**
 * Whether to use colour on standard output. In this order: `--color`, FORCE_COLOR, NO_COLOR (https://no-color.org),
 * CLICOLOR_FORCE, a terminal that cannot, a terminal that can, and CI systems that show colour in their logs.
 */
export function wantsColor(option: ColorOption, { env, stdout }: Surroundings): boolean {
  if (option !== 'auto') return option === 'always';
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (isSet(env['NO_COLOR'])) return false;
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return true;
  if (env['TERM'] === 'dumb') return false;
  return stdout.isTerminal || isSet(env['GITHUB_ACTIONS']) || isSet(env['GITLAB_CI']);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** The colours to use; what makes them is loaded only if there are any. */
export async function colorsFor(option: ColorOption, surroundings: Surroundings): Promise<Colors> {
  if (!wantsColor(option, surroundings)) return plainColors;
  const { chalkColors } = await import('../report/colors.js');
  return chalkColors(1);
}
