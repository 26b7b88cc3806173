import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { classOfCode, VALIDATOR_CODES } from '../../rules/validator-codes.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');
const VALIDATOR = 'access-analyzer:';
const ALL = Object.values(VALIDATOR_CODES).flat();

/** Each code with the rules that speak for it. */
const named = new Map<string, string[]>();
/** Each code with the rules whose fixtures raise it. */
const raised = new Map<string, string[]>();
for (const rule of rules) {
  for (const alias of rule.aliases ?? []) add(named, alias, rule.id);
  const golden = join(FIXTURES, rule.id, 'expected.txt');
  const lines = existsSync(golden) ? readFileSync(golden, 'utf8').split('\n') : [];
  for (const line of new Set(lines)) add(raised, line.replace(/^ +alias /, ''), rule.id);
}

function add(lists: Map<string, string[]>, alias: string, id: string): void {
  if (!alias.startsWith(VALIDATOR)) return;
  const code = alias.slice(VALIDATOR.length);
  lists.set(code, [...(lists.get(code) ?? []), id]);
}

describe('the checks of AWS’s validator', () => {
  it('are as many as AWS documents, each once', () => {
    expect(new Set(ALL).size).toBe(ALL.length);
    expect(Object.values(VALIDATOR_CODES).map(({ length }) => length)).toEqual([79, 19, 26, 29]);
  });

  it.each(ALL)('%s is named by a rule and raised by a fixture', (code) => {
    expect(named.get(code) ?? []).not.toEqual([]);
    expect(raised.get(code) ?? []).not.toEqual([]);
  });

  it('are named by no code that AWS does not have', () => {
    expect([...named.keys(), ...raised.keys()].filter((code) => classOfCode(code) === undefined)).toEqual([]);
  });

  it('are raised by rules that say that they speak for them', () => {
    for (const [code, ids] of raised) expect(named.get(code) ?? []).toEqual(expect.arrayContaining(ids));
  });
});
