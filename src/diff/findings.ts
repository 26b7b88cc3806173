import { outermost, type Place } from '../document/place.js';
import type { Inventory } from '../inventory/model.js';
import type { ActiveRule } from '../lint/active-rules.js';
import { FindingWriter } from '../lint/finding.js';
import { onceEach } from '../lint/once-each.js';
import type { Found } from '../lint/run-rules.js';
import { underConditions } from '../lint/under-conditions.js';
import type { Finding, Span } from '../report/report.js';
import type { Note } from '../rule.js';
import type { Grant } from './compare.js';
import { newAccessRule } from './new-access-rule.js';
import type { SideFile } from './side.js';

/** The rule as it runs: nothing of it can be set. */
export const NEW_ACCESS: ActiveRule = { rule: newAccessRule, severity: newAccessRule.severity, options: {} };

/** Holders that a finding names; more are counted. */
const MOST_HOLDERS = 20;

/** Turns grants into findings: each place once, with all holders that newly have it. */
export class Findings {
  /** @param prefix from the root of the repository to the working directory */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  readonly #prefix: string;
  readonly #writers = new Map<string, FindingWriter>();
  readonly #seen = new Set<string>();

  /** The findings of one document. */
  of(file: SideFile, inventory: Inventory, grants: readonly Grant[]): readonly Finding[] {
    if (grants.length === 0) return [];
    const found = underConditions(merged(grants), inventory.conditionsByDefault ?? new Map());
    const coverings = found.map((one) => ({ found: one, covers: [] }));
    return this.#writer(file.path).write(onceEach(coverings, this.#seen));
  }

  /** Where something of a file stands. */
  span(file: SideFile, place: Place): Span {
    return this.#writer(file.path).span(place);
  }

  #writer(path: string): FindingWriter {
    const known = this.#writers.get(path);
    if (known !== undefined) return known;
    const writer = new FindingWriter(this.#prefix + path);
    this.#writers.set(path, writer);
    return writer;
  }
}

/** Of grants of the same statement the first that is proven, with the holders of all. */
function merged(grants: readonly Grant[]): readonly Found[] {
  const places = new PlaceNumbers();
  const byPlace = new Map<string, { grant: Grant; readonly holders: Map<string, Note> }>();
  for (const grant of grants) {
    const { problem, statement, holder } = grant;
    const what = statement === undefined ? problem.message : JSON.stringify(statement.when);
    const key = `${places.of(problem.at.place)} ${what}`;
    const known = byPlace.get(key) ?? { grant, holders: new Map<string, Note>() };
    byPlace.set(key, known);
    // Where the finding itself stands at the attachment, that has said who.
    if (holder !== undefined && places.of(holder.at.place) !== places.of(known.grant.problem.at.place))
      known.holders.set(`${places.of(holder.at.place)} ${holder.message}`, holder);
    if (known.grant.problem.confidence === 'possible' && problem.confidence !== 'possible') known.grant = grant;
  }
  return [...byPlace.values()].map(({ grant, holders }) => foundOf(grant, [...holders.values()]));
}

function foundOf({ problem, policy, statement, identity }: Grant, holders: readonly Note[]): Found {
  const told = holders.slice(0, MOST_HOLDERS);
  const next = holders[MOST_HOLDERS];
  const more = holders.length - told.length;
  const related =
    next === undefined ? told : [...told, { at: next.at, message: `${more} more hold it, this one among them` }];
  return {
    active: NEW_ACCESS,
    problem: related.length === 0 ? problem : { ...problem, related },
    ...(policy === undefined ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** Tells places apart. */
class PlaceNumbers {
  readonly #documents = new Map<object, number>();

  of(place: Place): string {
    const { node, key, from, to } = place;
    const document = this.#documents.get(place.document) ?? this.#documents.size;
    this.#documents.set(place.document, document);
    return [document, node, key, from, to, outermost(place).node].join(' ');
  }
}
