import type { Answer, Witness } from '../access/answer.js';
import { displayText } from '../document/value.js';
import type { Element, Statement } from '../policy/model.js';

/** Context keys that a message tells; the witness has them all. */
const MOST_KEYS = 2;

/**
 * What is newly allowed, or no longer denied, in the words of its witness.
 *
 * @param happened what happened to it: `is newly allowed`
 * @param isWithoutResource whether the policy names no resource, as a trust policy does not
 */
export function requestWords(witness: Witness, happened: string, isWithoutResource: boolean): string {
  const { action, resource, principal, context } = witness;
  const on = isWithoutResource ? '' : ` on \`${resource}\``;
  const to = principal === undefined ? '' : ` to ${who(principal)}`;
  return `\`${action}\`${on} ${happened}${to}${contextWords(context)}`;
}

function who(principal: string): string {
  return principal === 'anyone' ? 'anyone' : `\`${principal}\``;
}

function contextWords(context: Witness['context']): string {
  const entries = Object.entries(context);
  if (entries.length === 0) return '';
  const told = entries.slice(0, MOST_KEYS).map(([key, value]) => `\`${key}\` = \`${value}\``);
  const others = entries.length - told.length;
  const more = others > 0 ? ` and ${others} more` : '';
  return `, for requests with ${told.join(' and ')}${more}`;
}

/** What may be newly allowed, and why nobody can tell. */
export function possibleWords(statement: Statement, reasons: Answer['reasons']): string {
  const [reason] = reasons;
  const on = statement.resource === undefined ? '' : ` on ${elementWords(statement.resource)}`;
  const what = statement.action === undefined ? 'this statement' : elementWords(statement.action);
  return `${what}${on} may be newly allowed${reason === undefined ? '' : `: ${reason}`}`;
}

function elementWords({ negated, items, unknown }: Element): string {
  const [first] = items;
  const others = items.length - 1 + unknown.length;
  const more = others > 0 ? ` and ${others} more` : '';
  return `${negated ? 'all but ' : ''}${first === undefined ? 'what is not told' : `\`${displayText(first)}\`${more}`}`;
}
