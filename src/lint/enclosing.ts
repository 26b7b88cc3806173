import type { Document, Node } from '../document/document.js';
import { nextOf } from '../document/document.js';
import { outermost, type Place, sourceOf } from '../document/place.js';
import type { Inventory, PlacedPolicy, Resource } from '../inventory/model.js';

/**
 * Whether a place lies within the value at another, in the same document, in a text of it, or in the tree as it was
 * read where the other is one that a macro wrote.
 */
export function contains(outer: Place, inner: Place): boolean {
  if (outer.document === inner.document) {
    return inner.node >= outer.node && inner.node < nextOf(outer.document, outer.node);
  }
  const holder = outermost(inner);
  if (holder !== inner) return contains(outer, holder);
  const source = sourceOf(outer);
  return source.document === inner.document && contains(source, inner);
}

/** Finds what of an inventory a place lies in. What that takes is worked out when it is first asked for. */
export class Enclosing {
  readonly #inventory: Inventory;
  #resources: Spans<Resource> | undefined;
  #policies: Spans<PlacedPolicy> | undefined;
  #statements: Spans<PlacedPolicy> | undefined;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** The resource that declares what stands at a place. */
  resourceAround(place: Place): Resource | undefined {
    this.#resources ??= new Spans(this.#inventory.resources.map((one) => [one.extent ?? one.place, one]));
    return this.#resources.around(place);
  }

  /** The policy whose document a place lies in. */
  policyAround(place: Place): PlacedPolicy | undefined {
    this.#policies ??= new Spans(this.#inventory.policies.map((one) => [one.place, one]));
    return this.#policies.around(place);
  }

  /** The policy with a statement that a place lies in: one that Terraform puts together has them elsewhere. */
  policyWithStatementAround(place: Place): PlacedPolicy | undefined {
    this.#statements ??= new Spans(
      this.#inventory.policies.flatMap((one) => one.statements.map((statement) => [statement.place, one] as const)),
    );
    return this.#statements.around(place);
  }
}

interface Span<Owner> {
  readonly place: Place;
  readonly owner: Owner;
}

/** Values with the places that are theirs, which do not overlap. Of several at one place the first that was given counts. */
class Spans<Owner> {
  /** By document, in the order of the text. */
  readonly #byDocument = new Map<Document, Span<Owner>[]>();
  /** In trees that a macro wrote: there a place is looked for in what the tree was made of. */
  readonly #written: readonly Span<Owner>[];

  constructor(given: Iterable<readonly [Place, Owner]>) {
    const written: Span<Owner>[] = [];
    for (const [place, owner] of given) {
      const span = { place, owner };
      const known = this.#byDocument.get(place.document);
      if (known === undefined) this.#byDocument.set(place.document, [span]);
      else known.push(span);
      if (sourceOf(place) !== place) written.push(span);
    }
    // Sorting keeps the order of equal ones.
    for (const spans of this.#byDocument.values()) spans.sort((a, b) => a.place.node - b.place.node);
    this.#written = written;
  }

  around(place: Place): Owner | undefined {
    const direct = this.#within(place);
    if (direct !== undefined) return direct;
    const holder = outermost(place);
    const outer = holder === place ? undefined : this.#within(holder);
    return outer ?? this.#written.find((span) => contains(span.place, place))?.owner;
  }

  #within({ document, node }: Place): Owner | undefined {
    const span = lastBefore(this.#byDocument.get(document) ?? [], node);
    return span !== undefined && node < nextOf(document, span.place.node) ? span.owner : undefined;
  }
}

/** The last span that begins at a node or before it; of several that begin there together, the first. */
function lastBefore<Owner>(spans: readonly Span<Owner>[], node: Node): Span<Owner> | undefined {
  const behind = firstFrom(spans, node + 1);
  const last = spans[behind - 1];
  return last === undefined ? undefined : spans[firstFrom(spans, last.place.node)];
}

/** The index of the first span that begins at a node or behind it. */
function firstFrom<Owner>(spans: readonly Span<Owner>[], node: Node): number {
  let low = 0;
  for (let high = spans.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.place.node ?? 0) < node) low = middle + 1;
    else high = middle;
  }
  return low;
}
