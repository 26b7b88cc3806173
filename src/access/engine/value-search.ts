import { caseVariants } from './any-case.js';
import { fulfils, type Mode, type Requirement } from './requirement.js';
import type { Family } from './value-test.js';
import { type Found, findWord } from './word-search.js';

/** A value that fulfils requirements of whatever families. */
export function findValue(requirements: readonly Requirement[], mode: Mode): Found {
  const families = new Set(requirements.map(({ test }) => test.family));
  const [family] = families;
  if (family === undefined) return { value: 'x' };
  if (families.size === 1 && (family === 'text' || family === 'arn')) return findWord(requirements, mode);
  const candidates = candidatesOf(requirements, mode);
  const value = candidates.find((each) => requirements.every((requirement) => fulfils(each, requirement, mode)));
  if (value !== undefined) return { value };
  return isExhausted(requirements, families) ? 'none' : 'unclear';
}

/**
 * Values to try: the points of tests of numbers, dates and addresses, and what passes those of texts, each in as many
 * spellings as could be refused.
 */
function candidatesOf(requirements: readonly Requirement[], mode: Mode): readonly string[] {
  const candidates = new Set<string>(requirements.flatMap(({ test }) => test.points));
  for (const family of ['text', 'arn'] as const) {
    const own = requirements.filter(({ test }) => test.family === family);
    if (own.length === 0) continue;
    const found = findWord(own, mode);
    if (typeof found === 'object') candidates.add(found.value);
    for (const { test } of own) {
      const each = findWord([{ test, must: true }], mode);
      if (typeof each === 'object') candidates.add(each.value);
    }
  }
  if (requirements.some(({ test }) => test.family === 'any case')) {
    for (const candidate of [...candidates])
      for (const one of caseVariants(candidate, requirements.length)) candidates.add(one);
  }
  candidates.add('x');
  return [...candidates];
}

/** Whether the candidates are all that could be: the points of one kind, or some of a list of texts. */
function isExhausted(requirements: readonly Requirement[], families: ReadonlySet<Family>): boolean {
  if (requirements.some(({ test: { family }, must }) => must && family === 'any case')) return true;
  if (families.size > 1) return false;
  const [family] = families;
  return family === 'number' || family === 'date' || family === 'address' || family === 'boolean';
}
