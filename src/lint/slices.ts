import type { Abridged } from '../document/abridge/abridged.js';
import { parseJson } from '../document/json.js';
import type { SourceText } from '../document/source-file.js';
import {
  byName,
  hasConfiguration,
  linksOfBlocks,
  linksOfCalls,
  type PartLink,
} from '../sources/terraform/linked-parts.js';

/** An abridged plan of more bytes is judged in slices, … */
const LARGEST_UNSLICED = 16 * 2 ** 20;
/** … of about so many, unless modules that belong together are larger. */
const SLICE = 3 * 2 ** 20;

/**
 * The text of an abridged plan or state; of a very big one slices, each made when it is asked for. Modules that the root
 * module calls, and blocks of a plan's root module, stay together where they refer to each other or share a name.
 *
 * @param largest how many bytes may be judged at once
 * @param slice how many bytes a slice has, unless what belongs together has more
 */
export function textOf(abridged: Abridged, largest = LARGEST_UNSLICED, slice = SLICE): SourceText {
  const sizes = abridged.sizes();
  if (abridged.size <= largest || sizes.size < 2) return abridged.whole();
  const slices = packed(together(sizes.keys(), linksOf(abridged)), sizes, slice);
  return slices.length < 2 ? abridged.whole() : { text: '', slices: slicesOf(abridged, slices) };
}

/** What links the parts of a plan or state, by its configuration. */
function linksOf(abridged: Abridged): readonly PartLink[] {
  const { document } = parseJson({ path: '', ...abridged.only(new Set()) });
  if (document === undefined) return [];
  // Without it blocks of the root are known to be linked by their names alone; so all of them stay together.
  const isKnown = hasConfiguration(document);
  const blocks = [...abridged.sizes().keys()].filter((part) => part.includes('.'));
  if (!isKnown) return blocks.map((part) => [part, byName('')]);
  const links: PartLink[] = [...linksOfCalls(document)];
  for (const { part, text } of abridged.piecesWith('"expressions"')) {
    if (!part.includes('.')) continue;
    const { document: listed } = parseJson({ path: '', text: `[${text}]` });
    if (listed !== undefined) links.push(...linksOfBlocks(part, listed));
  }
  return withoutCommonNames(links);
}

/** A name that more parts have than this says nothing of what they have to do with each other. */
const MOST_OF_A_NAME = 100;

function withoutCommonNames(links: readonly PartLink[]): readonly PartLink[] {
  const counts = new Map<string, number>();
  for (const [, other] of links) counts.set(other, (counts.get(other) ?? 0) + 1);
  return links.filter(([, other]) => !other.startsWith(byName('')) || (counts.get(other) ?? 0) <= MOST_OF_A_NAME);
}

function* slicesOf(abridged: Abridged, slices: readonly (readonly string[])[]): Generator<SourceText> {
  for (const parts of slices) yield abridged.only(new Set(parts));
}

/** Names in groups: those that are linked, directly or through others, in the same one. */
function together(names: Iterable<string>, links: readonly PartLink[]): readonly (readonly string[])[] {
  const parts = [...names];
  const parents = new Map(parts.map((part) => [part, part]));
  for (const [, other] of links) if (other.startsWith(byName(''))) parents.set(other, other);
  const rootOf = (name: string): string => {
    let root = name;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) {
      // Half the way is enough: the next search is shorter.
      parents.set(root, parents.get(parent) ?? parent);
      root = parent;
    }
    return root;
  };
  for (const [one, other] of links) {
    if (parents.has(one) && parents.has(other)) parents.set(rootOf(one), rootOf(other));
  }
  const groups = new Map<string, string[]>();
  for (const name of parts) {
    const root = rootOf(name);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [name]);
    else group.push(name);
  }
  return [...groups.values()];
}

/** Groups put together, in their order, as long as they do not get too big. */
function packed(
  groups: readonly (readonly string[])[],
  sizes: ReadonlyMap<string, number>,
  most: number,
): readonly string[][] {
  const slices: string[][] = [];
  let room = 0;
  for (const group of groups) {
    const size = group.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    const last = slices.at(-1);
    if (last === undefined || size > room) {
      slices.push([...group]);
      room = most - size;
    } else {
      last.push(...group);
      room -= size;
    }
  }
  return slices;
}
