import { locate } from '../../document/place.js';
import type { SuppressedFinding } from '../../report/report.js';
import type { Covering } from '../cover.js';
import type { Found } from '../run-rules.js';
import type { SuppressedRule, Suppression } from './suppression.js';

/** How a finding came to be accepted. */
export type Acceptance = Pick<SuppressedFinding, 'by' | 'reason' | 'expires'>;

/** What has become of suppressions, over all files of a run. */
export class Suppressor {
  readonly #today: string | undefined;
  /** Rules of suppressions that took something in, by what tells them apart. */
  readonly #used = new Set<string>();

  /** @param today `YYYY-MM-DD`; where it is not known, nothing expires */
  constructor(today: string | undefined) {
    this.#today = today;
  }

  /** Whether a finding is accepted, and how; notes what the suppressions that speak of it are good for. */
  accept({ found, covers }: Covering, suppressions: readonly Suppression[]): Acceptance | undefined {
    // What is listed under another finding comes back when that one is mended.
    for (const covered of covers) this.#taking(covered, suppressions);
    const [taker] = this.#taking(found, suppressions).filter((each) => !this.isExpired(each));
    if (taker === undefined) return undefined;
    const { by, reason = '', expires } = taker;
    return { by, reason, ...(expires === undefined ? {} : { expires }) };
  }

  /** Whether the last day of a suppression is over. */
  isExpired({ expires }: Suppression): boolean {
    return expires !== undefined && this.#today !== undefined && expires < this.#today;
  }

  /** Tells, at any later time, whether a suppression has taken in anything by one of the rules that it names. */
  usage(rule: SuppressedRule): () => boolean {
    const key = keyOf(rule);
    return () => this.#used.has(key);
  }

  /** The suppressions that speak of a problem, whether in force or not. */
  #taking(found: Found, suppressions: readonly Suppression[]): readonly Suppression[] {
    const { id } = found.active.rule;
    return suppressions.filter((suppression) => {
      const named = suppression.rules.filter(({ ids }) => ids.includes(id));
      if (suppression.fault !== undefined || named.length === 0 || !suppression.takesIn(found)) return false;
      for (const rule of named) this.#used.add(keyOf(rule));
      return true;
    });
  }
}

/** One rule of one suppression is known by where it stands: a file may be read more than once. */
function keyOf({ name, place }: SuppressedRule): string {
  const { file, start } = locate(place);
  return `${start} ${name} ${file.path}`;
}
