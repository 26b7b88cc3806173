/**
 * What is kept of a JSON value: all of it, nothing, what is kept `within` it (of a map or list), or what the facts of
 * the element around it decide. A `fact` is kept, and its text is known to those who decide.
 */
export type Keep = 'all' | 'nothing' | 'fact' | KeepWithin | ((facts: Facts) => Keep);

/** What is kept within a map or list; of a value of another kind than was thought of, all is. */
export interface KeepWithin {
  /** Of the members of a map, by key; of those not named, all. */
  readonly members?: ReadonlyMap<string, Keep> | undefined;
  /** Of each element of a list, or each member of a map if `members` are not given. */
  readonly each?: Keep | undefined;
  /**
   * Decides about a map, an element of something, when its end is reached: it is kept as far as its members say, or
   * left out as a whole. Facts within it are told to this and to whatever is decided within it.
   *
   * @param hasMark whether one of the marks stands anywhere in the bytes of the map, also in what is left out
   */
  readonly matters?: ((facts: Facts, hasMark: () => boolean) => boolean) | undefined;
  /**
   * The facts by which `matters` decides, besides marks, which may only speak for a map. A map that begins with them is
   * left out at a glance if it does not matter; of two facts with the same key the first counts then.
   */
  readonly decidedBy?: readonly string[] | undefined;
  /**
   * Tells which part of the text a map belongs to, where the text may be taken apart; asked when its end is reached.
   * A map that belongs to none is kept with each.
   *
   * @param keys the keys from the root down to the map, empty for elements of lists
   */
  readonly part?: ((facts: Facts, keys: readonly string[]) => string | undefined) | undefined;
}

/** Texts of the strings that were seen so far and are called facts, by key. */
export type Facts = Pick<ReadonlyMap<string, string>, 'get' | 'has'>;

/** What is kept within a map or list: makes all such objects alike, so that the engine's code for one serves all. */
export function within({ members, each, matters, decidedBy, part }: KeepWithin): KeepWithin {
  return { members, each, matters, decidedBy, part };
}
