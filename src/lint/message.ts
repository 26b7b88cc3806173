import { shortened } from '../document/value.js';

/** A message is to be read at a glance. Rules keep to less; names and texts that they quote may be of any length. */
const LONGEST = 240;
const LONGEST_QUOTE = 60;

/** A message as it is reported: where it would fill lines, what it quotes in backticks is cut, and then its end. */
export function fitting(message: string): string {
  if (message.length <= LONGEST) return message;
  const parts = message.split('`').map((part, i) => (i % 2 === 1 ? shortened(part, LONGEST_QUOTE) : part));
  return shortened(parts.join('`'), 2 * LONGEST);
}
