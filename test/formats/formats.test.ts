import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { type Found, judge, saysTheSame, type Written, withoutFigures } from './findings.js';
import { type FamilyName, FORMATS, type Format, type FormatName } from './formats.js';
import type { Expected, Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios/index.js';

/** Rules that no access breaks, whatever it is written in, and why. */
const WITHOUT_SCENARIO: Readonly<Record<string, string>> = {
  'duplicate-condition-key': 'Terraform writes conditions as a list, in which the key may stand twice',
  'duplicate-key': 'no writer of data gives a key twice',
  'expired-suppression': 'is about a suppression, not about access',
  'suppression-without-reason': 'is about a suppression, not about access',
  'unused-suppression': 'is about a suppression, not about access',
  'unread-policy-variable': 'Terraform and Serverless write variables in ways of their own',
  'scp-missing-baseline': 'speaks of all policies of an input as one, and some formats write each twice',
  'irrelevant-condition-key': 'is about policies of buckets, which are not written here in all formats',
  'mixed-value-types': 'formats make strings of values in ways of their own',
  'eks-cluster-admin-access-entry': 'is about a setting of clusters, which the accesses here have none of',
  'workload-admin-role': 'what runs has no role in the accesses that are written',
  'missing-version': 'frameworks and providers write the version themselves',
};

const TITLED = SCENARIOS.map((scenario) => [`${scenario.rule} ${scenario.what}`, scenario] as const);

/** Formats that are about one thing alone, and so write few of the accesses. */
const NARROW: readonly FormatName[] = ['password policy'];

/** What all others are compared with, where it can express an access: holders are known in it. */
const REFERENCE: FormatName = 'template as JSON';

describe('the same access gets the same finding wherever it is written', () => {
  describe.each(TITLED)('%s', (_, scenario) => {
    const written = formatsOf(scenario);

    it.each(written)('$format.name', async (one) => {
      const { format } = one;
      const difference = inFormat(format, scenario.differs);
      const { findings, unresolved, failures } = await judge(one, presetFor(scenario.rule));
      const own = findings.filter(({ rule }) => rule === scenario.rule);
      const plain = own.map((found) => ({ ...found, message: withoutFigures(found.message) }));
      expect(plain.sort(compare)).toEqual(expectedIn(format, scenario, difference?.reports ?? scenario.reports));
      if (difference?.isUnresolved === true) expect(unresolved).not.toEqual([]);
      else expect(unresolved).toEqual([]);
      expect(failures).toEqual([]);
    });

    // Of whom a policy file speaks, and of what else there is, it does not tell; nor does a format that leaves it unresolved.
    const compared = written.filter(
      ({ format }) => format.name !== 'policy file' && inFormat(format, scenario.differs)?.isUnresolved !== true,
    );
    const reference = compared.find(({ format: { name } }) => name === REFERENCE) ?? compared[0];

    it.each(compared.filter((one) => one !== reference))(
      '$format.name, by all rules and to the figure',
      async (one) => {
        const theirs = reference === undefined ? [] : await said(scenario, reference);
        const copies = Array.from({ length: one.format.copies }, () => theirs).flat();
        expect(await said(scenario, one)).toEqual(copies.sort());
      },
    );
  });
});

/** What only AWS's validator says is judged with the rest of what it says, where a stronger rule takes nothing from it. */
function presetFor(id: string): 'all' | 'validity' {
  return rules.find((rule) => rule.id === id)?.preset === 'validity' ? 'validity' : 'all';
}

/** What all rules say of a scenario; that of the scenario only where it says the same in all formats. */
async function said({ rule: own, differs }: Scenario, written: Written): Promise<readonly string[]> {
  const { findings } = await judge(written);
  const compared = differs === undefined ? findings : findings.filter(({ rule }) => rule !== own);
  return compared
    .filter(saysTheSame)
    .map(({ rule, confidence, message }) => `${rule} ${confidence} ${message}`)
    .sort();
}

describe('what is compared', () => {
  it.each(rules.map(({ id }) => id).filter((id) => !Object.hasOwn(WITHOUT_SCENARIO, id)))('%s has scenarios', (id) => {
    const own = SCENARIOS.filter(({ rule }) => rule === id);
    expect(own.filter(({ reports }) => reports.length > 0)).not.toEqual([]);
    expect(own.filter(({ reports }) => reports.length === 0)).not.toEqual([]);
  });

  it('speaks of rules that exist, and excuses none that has scenarios', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(SCENARIOS.filter(({ rule }) => !ids.has(rule))).toEqual([]);
    expect(Object.keys(WITHOUT_SCENARIO).filter((id) => !ids.has(id))).toEqual([]);
    expect(SCENARIOS.filter(({ rule }) => Object.hasOwn(WITHOUT_SCENARIO, rule))).toEqual([]);
  });

  it('gives a reason for a difference in a format that can express the access, and no other', () => {
    for (const [title, scenario] of TITLED) {
      const written = formatsOf(scenario).flatMap(({ format }) => [format.name, ...format.families]);
      expect(
        Object.keys(scenario.differs ?? {}).filter((name) => !written.some((one) => one === name)),
        title,
      ).toEqual([]);
    }
  });

  it.each(FORMATS.map((format) => [format.name, format] as const))('writes many of them as %s', (name, { write }) => {
    const written = SCENARIOS.filter(({ access }) => write(access) !== undefined);
    expect(written.length).toBeGreaterThan(NARROW.includes(name) ? 1 : SCENARIOS.length / 4);
  });
});

/**
 * Without the rules that say more strongly what a rule of the validator's says, and would have it listed under them.
 */
function settingsOf({ rule: id, settings }: Scenario): Scenario['settings'] {
  const rule = rules.find((one) => one.id === id);
  if (rule?.preset !== 'validity') return settings;
  const codes = rule.aliases?.filter((alias) => alias.startsWith('access-analyzer:')) ?? [];
  const stronger = rules.filter(
    (other) =>
      rule.coveredBy?.includes(other.id) ||
      (other.preset !== 'validity' && other.aliases?.some((alias) => codes.includes(alias))),
  );
  const off = Object.fromEntries(stronger.filter((one) => one !== rule).map((one) => [one.id, { enabled: false }]));
  return { ...settings, rules: { ...off, ...settings?.rules } };
}

/** The formats that can express the access of a scenario, with what they make of it. */
function formatsOf(scenario: Scenario): readonly Written[] {
  const { access } = scenario;
  const settings = settingsOf(scenario);
  return FORMATS.flatMap((format) => {
    const text = format.write(access);
    return text === undefined
      ? []
      : [{ format, text, names: format.names?.(access) ?? new Map<string, string>(), settings }];
  });
}

/** What is said for a format: by its name, else by that of a family. */
function inFormat<Said>(
  { name, families }: Format,
  said: Readonly<Partial<Record<FormatName | FamilyName, Said>>> | undefined,
): Said | undefined {
  return [name, ...families].map((each) => said?.[each]).find((each) => each !== undefined);
}

function expectedIn(format: Format, { rule: id }: Scenario, reports: readonly Expected[]): readonly Found[] {
  const severity = rules.find((rule) => rule.id === id)?.severity ?? '';
  const found = reports.map(({ confidence = 'proven', message, at }) => {
    const words = typeof at === 'string' ? at : (inFormat(format, at) ?? at['all others'] ?? '');
    return { rule: id, severity, confidence, message, at: words };
  });
  return Array.from({ length: format.copies }, () => found)
    .flat()
    .sort(compare);
}

function compare(a: Found, b: Found): number {
  const [first, second] = [a, b].map(({ message, at }) => `${message} ${at}`);
  return first === undefined || second === undefined || first === second ? 0 : first < second ? -1 : 1;
}
