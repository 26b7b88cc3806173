import { spellings } from './any-case.js';
import { hasToken } from './pattern.js';
import { decisiveValues } from './points.js';
import { fulfils, type Mode, type Requirement } from './requirement.js';
import { crossingPattern } from './shape.js';
import type { Family, ValueTest } from './value-test.js';
import { type Found, findWord } from './word-search.js';

/** A value that fulfils requirements of whatever families. */
export function findValue(requirements: readonly Requirement[], mode: Mode): Found {
  const families = new Set(requirements.map(({ test }) => test.family));
  const accepted = (value: string) => requirements.every((requirement) => fulfils(value, requirement, mode));
  const few = fewValues(requirements, families);
  if (few !== undefined) {
    const value = few.values.find(accepted);
    if (value !== undefined) return { value };
    return few.areAll ? 'none' : 'unclear';
  }
  const words = requirements.filter(isOfWords);
  if (words.length === requirements.length) return findWord(families.has('arn') ? words.map(asArns) : words, mode);
  const found = words.length === 0 ? undefined : findWord(words.map(asArns), mode);
  if (found === 'none') return 'none';
  const candidates = [...families].flatMap((family) => decisiveValues(family, pointsOf(requirements, family)));
  const value = (typeof found === 'object' ? [found.value, ...candidates] : candidates).find(accepted);
  if (value !== undefined) return { value };
  return families.size === 1 ? 'none' : 'unclear';
}

/** Of how few values one must be, where some requirement leaves few; whether these are all of them. */
interface Few {
  readonly values: readonly string[];
  readonly areAll: boolean;
}

function fewValues(requirements: readonly Requirement[], families: ReadonlySet<Family>): Few | undefined {
  const must = requirements.filter((requirement) => requirement.must).map(({ test }) => test);
  const listed = must.find(isList);
  if (families.size > 1 && listed !== undefined) {
    return { values: listed.patterns.map(({ written }) => written), areAll: true };
  }
  const folded = must.find(({ family }) => family === 'any case' || (family === 'boolean' && families.size > 1));
  if (folded === undefined) return undefined;
  const values = folded.family === 'boolean' ? ['true', 'false'] : folded.points;
  if (!requirements.some(({ test }) => test.patterns.length > 0)) return { values, areAll: true };
  const all = values.map(spellings);
  return { values: all.flatMap((each) => each.values), areAll: all.every(({ areAll }) => areAll) };
}

/** Whether a test is passed by the texts of a list alone. */
function isList({ family, patterns }: ValueTest): boolean {
  return family === 'text' && patterns.every(({ written }) => !/[*?]/.test(written) && !hasToken(written));
}

/** Whether a requirement can be fulfilled by looking for a word. */
function isOfWords({ test: { family }, must }: Requirement): boolean {
  return family === 'text' || family === 'arn' || (family === 'any case' && !must);
}

/** Texts as ARNs, where they are asked of what others look at as ARNs. */
function asArns(requirement: Requirement): Requirement {
  const { test, must } = requirement;
  if (test.family !== 'text') return requirement;
  return { test: { ...test, patterns: test.patterns.map(({ written }) => crossingPattern(written)) }, must };
}

function pointsOf(requirements: readonly Requirement[], family: Family): readonly string[] {
  return requirements.flatMap(({ test }) => (test.family === family ? test.points : []));
}
