import { VERSION } from '../lint/version.js';
import type { Rule } from '../rule.js';
import type { Surroundings } from './surroundings.js';

const TERMINALS: readonly string[] = ['alacritty', 'contour', 'foot', 'foot-extra', 'xterm-ghostty', 'xterm-kitty'];
const PROGRAMS: readonly string[] = ['ghostty', 'iTerm.app', 'vscode', 'WezTerm', 'zed'];

/** VTE 0.50.0 crashes on links. */
const FIRST_VTE = 5001;
const FIRST_KONSOLE = 201200;

/**
 * Whether the terminal knows links, by what it says of itself; a terminal within another (tmux, screen) may not pass them
 * on. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export function knowsLinks({ env, stdout }: Surroundings): boolean {
  const force = env['FORCE_HYPERLINK'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  const { TERM: term = '', TERM_PROGRAM: program = '' } = env;
  if (!stdout.isTerminal || term === 'dumb' || env['TMUX'] !== undefined || /^(?:screen|tmux)/.test(term)) return false;
  if (TERMINALS.includes(term) || PROGRAMS.includes(program) || env['WT_SESSION'] !== undefined) return true;
  return Number(env['VTE_VERSION']) >= FIRST_VTE || Number(env['KONSOLE_VERSION']) >= FIRST_KONSOLE;
}

/** A text that leads to an address when it is clicked on. */
function link(text: string, address: string): string {
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/**
 * What makes a rule's id lead to what there is to read of it: one of the program's own to its section of the reference,
 * one of a plugin to the first of its references.
 */
export function ruleLinks(own: readonly Rule[], others: readonly Rule[]): (id: string, text: string) => string {
  const pages = `https://github.com/leastwise/leastwise/blob/v${VERSION}/rules`;
  const addresses = new Map(own.map(({ id, category }) => [id, `${pages}/${category}/README.md#${id}`]));
  for (const { id, references } of others) {
    const [first = ''] = references;
    if (/^https:\/\/[\x21-\x7e]+$/.test(first)) addresses.set(id, first);
  }
  return (id, text) => {
    const address = addresses.get(id);
    return address === undefined ? text : link(text, address);
  };
}
