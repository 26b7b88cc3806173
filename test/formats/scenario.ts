import type { Settings } from '../../src/lint/settings.js';
import type { Access } from './access.js';
import type { FamilyName, FormatName } from './formats.js';

/** An access and what one rule says of it, in whatever format it is written. */
export interface Scenario {
  readonly rule: string;
  /** What is special about it, as it goes behind the rule's id. */
  readonly what: string;
  readonly access: Access;
  /** What a configuration says, where the defaults are not enough. */
  readonly settings?: Partial<Settings>;
  /** The rule's findings, in any order; none where it is to be silent. */
  readonly reports: readonly Expected[];
  /** Where a format says something else by right, by the format's name or its family's, the format first. */
  readonly differs?: Readonly<Partial<Record<FormatName | FamilyName, Difference>>>;
}

/** A finding. Names are labels of the access, whatever the format makes of them. */
export interface Expected {
  /** Default: proven. */
  readonly confidence?: 'possible';
  /** With `#` in place of figures. */
  readonly message: string;
  /** The words that it points at, decoded; by format or family where the format has other words for the place. */
  readonly at: string | Readonly<Partial<Record<FormatName | FamilyName | 'all others', string>>>;
}

/** What is different in a format, and why that is right. */
export interface Difference {
  readonly reason: string;
  /** What the rule says instead. */
  readonly reports: readonly Expected[];
  /** Whether it reports that something could not be judged. */
  readonly isUnresolved?: true;
}
