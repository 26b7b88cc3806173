import type { Place } from '../../document/place.js';
import type { Found } from '../run-rules.js';

/** Says that findings of some rules are accepted, somewhere. */
export interface Suppression {
  readonly by: 'config' | 'comment' | 'metadata';
  readonly rules: readonly SuppressedRule[];
  readonly reason?: string;
  /** The last day on which it holds: `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Where it is written. */
  readonly place: Place;
  /** Why it suppresses nothing, whatever it names. */
  readonly fault?: string;
  /** Whether it is another tool's, of which nothing is reported. */
  readonly isForeign?: true;
  /** Whether a problem is one of those that it speaks of, whatever the rule. */
  readonly takesIn: (found: Found) => boolean;
}

/** A rule as a suppression names it. */
export interface SuppressedRule {
  readonly name: string;
  /** The rules that are called that; none where it is misspelled. */
  readonly ids: readonly string[];
  readonly place: Place;
}

/** Whether a text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
