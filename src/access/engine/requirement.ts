import type { ValueTest } from './value-test.js';

/**
 * How unknowns are taken. `possible`: as they suit, so that no solution means that there is none whatever they stand
 * for. `proven`: as they do not, so that a solution is one whatever they stand for.
 */
export type Mode = 'possible' | 'proven';

/** A test of a value, and whether the value must pass it. */
export interface Requirement {
  readonly test: ValueTest;
  readonly must: boolean;
}

/** Whether a value fulfils a requirement. */
export function fulfils(value: string, { test, must }: Requirement, mode: Mode): boolean {
  if (mode === 'proven') return must ? test.surely(value) : test.surelyNot(value);
  return must ? test.maybe(value) : !test.surely(value);
}
