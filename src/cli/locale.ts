import { displayWidth } from '../report/terminal.js';
import type { Output, Surroundings } from './surroundings.js';

/**
 * Whether a terminal takes UTF-8: what LC_ALL, LC_CTYPE or LANG says, the first that says anything. Where none does, as
 * on Windows and in containers, it does.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html#tag_08_02
 */
export function takesUnicode(env: Surroundings['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}

/** An output whose terminal gets ASCII alone where its locale is not UTF-8; what is no terminal gets all as it is. */
export function inLocale(output: Output, env: Surroundings['env']): Output {
  if (takesUnicode(env)) return output;
  return {
    write: (text) => output.write(output.isTerminal ? toAscii(text) : text),
    get isTerminal() {
      return output.isTerminal;
    },
    get width() {
      return output.width;
    },
  };
}

/** What stands in for characters that the program itself adds: as wide as these. */
const OWN: Readonly<Record<string, string>> = { '…': '~', '‹': '<', '›': '>', '→': '>' };

/**
 * A text without anything but ASCII, as wide as it was. Bytes of UTF-8 would be other characters, and some of them steer
 * terminals of eight bits.
 */
function toAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, (character) => OWN[character] ?? '?'.repeat(displayWidth(character)));
}
