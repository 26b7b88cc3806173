import type { Abridged } from '../document/abridge/abridged.js';
import { parseJson } from '../document/json.js';
import type { SourceText } from '../document/source-file.js';
import { ROOT_PART } from '../sources/terraform/kept.js';
import { linkedModules } from '../sources/terraform/linked-modules.js';

/** An abridged plan of more bytes is judged in slices, … */
const LARGEST_UNSLICED = 16 * 2 ** 20;
/** … of about so many, unless modules that belong together are larger. */
const SLICE = 6 * 2 ** 20;

/**
 * The text of an abridged plan or state; of a very big one a slice for every few of the modules that its root module
 * calls, each made when it is asked for. Modules that refer to each other stay together.
 *
 * @param largest how many bytes may be judged at once
 * @param slice how many bytes a slice has, unless modules that belong together have more
 */
export function textOf(abridged: Abridged, largest = LARGEST_UNSLICED, slice = SLICE): SourceText {
  const sizes = abridged.sizes();
  if (abridged.size <= largest || sizes.size < 2) return abridged.whole();
  const { document } = parseJson({ path: '', ...abridged.only(new Set([ROOT_PART])) });
  const slices = packed(together(sizes.keys(), document === undefined ? [] : linkedModules(document)), sizes, slice);
  return slices.length < 2 ? abridged.whole() : { text: '', slices: slicesOf(abridged, slices) };
}

function* slicesOf(abridged: Abridged, slices: readonly (readonly string[])[]): Generator<SourceText> {
  for (const parts of slices) yield abridged.only(new Set(parts));
}

/** Names in groups: those that are linked, directly or through others, in the same one. */
function together(
  names: Iterable<string>,
  links: readonly (readonly [string, string])[],
): readonly (readonly string[])[] {
  const parents = new Map<string, string>();
  for (const name of names) parents.set(name, name);
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
  for (const name of parents.keys()) {
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
