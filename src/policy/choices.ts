import type { Choice, Guard, Value } from '../document/value.js';

/** More variants than this are not told apart: the element counts as unknown. */
const MOST_VARIANTS = 64;

/** A value, and the template conditions under which it is the one. */
export interface Variant {
  readonly value: Value;
  readonly when: readonly Guard[];
}

/**
 * Splits a value by the template conditions that it depends on, so that what is left holds no choice. The same
 * condition is taken the same way throughout: two elements that both hang on `IsProd` give two variants, not four.
 *
 * @param when what is already assumed; branches that contradict it are left out
 * @returns undefined where there would be too many
 */
export function variantsOf(value: Value, when: readonly Guard[] = []): readonly Variant[] | undefined {
  return split(value, when, firstChoice, withoutChoices);
}

/** As `variantsOf`, but splits only where the value itself is a choice, not what is within it. */
export function branchesOf(value: Value, when: readonly Guard[] = []): readonly Variant[] | undefined {
  return split(value, when, outerChoice, decided);
}

function split(
  value: Value,
  when: readonly Guard[],
  findChoice: (value: Value, when: readonly Guard[]) => Choice | undefined,
  decide: (value: Value, when: readonly Guard[]) => Value,
): readonly Variant[] | undefined {
  const variants: Variant[] = [];
  const open = [when];
  for (let assumed = open.pop(); assumed !== undefined; assumed = open.pop()) {
    const choice = findChoice(value, assumed);
    if (choice === undefined) variants.push({ value: decide(value, assumed), when: assumed });
    else for (const is of [false, true]) open.push([...assumed, { condition: choice.guard, is }]);
    if (variants.length + open.length > MOST_VARIANTS) return undefined;
  }
  return variants;
}

/** What is left of a value where choices at its top are decided by the assumptions, as far as they decide. */
function decided(value: Value, when: readonly Guard[]): Value {
  let current = value;
  while (current.kind === 'choice') {
    const { guard, yes, no } = current;
    const assumed = when.find(({ condition }) => condition === guard);
    if (assumed === undefined) return current;
    current = assumed.is ? yes : no;
  }
  return current;
}

/** The choice that the value is, if the assumptions do not decide it. */
function outerChoice(value: Value, when: readonly Guard[]): Choice | undefined {
  const current = decided(value, when);
  return current.kind === 'choice' ? current : undefined;
}

/** The first choice within a value that the assumptions do not decide. */
function firstChoice(value: Value, when: readonly Guard[]): Choice | undefined {
  const current = decided(value, when);
  if (current.kind === 'choice') return current;
  if (current.kind === 'list') return firstOf(current.items, (item) => firstChoice(item, when));
  if (current.kind === 'map') return firstOf(current.entries, (entry) => firstChoice(entry.value, when));
  return undefined;
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => Choice | undefined): Choice | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value with each choice replaced by the branch that the assumptions decide. */
function withoutChoices(value: Value, when: readonly Guard[]): Value {
  if (when.length === 0) return value;
  const current = decided(value, when);
  if (current.kind === 'list') return { ...current, items: current.items.map((item) => withoutChoices(item, when)) };
  if (current.kind !== 'map') return current;
  const entries = current.entries.map((entry) => ({ ...entry, value: withoutChoices(entry.value, when) }));
  return { ...current, entries };
}
