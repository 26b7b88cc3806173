import { describe, expect, it } from 'vitest';
import type { PresetName } from '../../src/lint/settings.js';
import type { Preset, Problem, Rule } from '../../src/rule.js';
import { lintFixture } from '../../src/testing.js';

const CODE = 'access-analyzer:PASS_ROLE_WITH_STAR_IN_RESOURCE';
const OTHER = 'access-analyzer:CREATE_SLR_WITH_STAR_IN_RESOURCE';
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'One', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    { Sid: 'Two', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
  ],
});

function rule(id: string, preset: Preset, statement: NonNullable<Rule['statement']>, more: Partial<Rule> = {}): Rule {
  const texts = { summary: 'A test', why: 'It is.', fix: 'None.', references: ['https://example.com/x'] };
  return { id, category: 'privilege', severity: 'high', preset, ...texts, statement, ...more };
}

const problem = (at: Problem['at'] | undefined, code: string): Problem[] =>
  at === undefined ? [] : [{ at, message: `Found ${code}`, aliases: [code] }];

/** Judges by what is granted, and says it once, at the first statement's action. */
const judging = rule('judging', 'recommended', ({ action, index }) => (index === 0 ? problem(action, CODE) : []));
/** Judges statement by statement, at the resource. */
const twin = rule('twin', 'validity', ({ resource }) => [...problem(resource, CODE), ...problem(resource, OTHER)]);

async function found(preset: PresetName, rules: readonly Rule[] = [judging, twin]): Promise<readonly string[]> {
  const { findings } = await lintFixture(rules, preset, 'policy.json', POLICY);
  return findings.map((finding) => {
    const covered = finding.covers.map((weaker) => ` over ${weaker.rule}`).join('');
    return `${finding.rule} ${finding.policy?.sid} ${finding.aliases.join(' ')}${covered}`;
  });
}

describe('a code of the validator', () => {
  it('is said once of a statement, by the rule that judges by what is granted', async () => {
    expect(new Set(await found('all'))).toEqual(
      new Set([`judging One ${CODE} over twin`, `twin One ${OTHER}`, `twin Two ${CODE}`, `twin Two ${OTHER}`]),
    );
  });

  it('is said statement by statement in the preset that is the validator', async () => {
    expect(new Set(await found('validity'))).toEqual(
      new Set([`twin One ${CODE}`, `twin One ${OTHER}`, `twin Two ${CODE}`, `twin Two ${OTHER}`]),
    );
  });

  it('is not said twice by default', async () => {
    expect(await found('recommended')).toEqual([`judging One ${CODE}`]);
  });
});

describe('the preset validity', () => {
  const check: NonNullable<Rule['statement']> = ({ action }) => problem(action, CODE);
  const about = { category: 'validity', aliases: [CODE] } as const;

  it('has the rules about validity that speak for a code, whatever preset they are of', async () => {
    const rules = [rule('by-default', 'recommended', check, about), rule('for-auditors', 'strict', check, about)];
    expect(new Set((await found('validity', rules)).map((line) => line.split(' ')[0]))).toEqual(
      new Set(['by-default', 'for-auditors']),
    );
  });

  it('has no others', async () => {
    const without = rule('without-code', 'recommended', check, { category: 'validity', aliases: ['cwe:CWE-1'] });
    const elsewhere = rule('elsewhere', 'recommended', check, { aliases: [CODE] });
    expect(await found('validity', [without, elsewhere])).toEqual([]);
  });
});
