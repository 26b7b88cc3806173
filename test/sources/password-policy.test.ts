import { describe, expect, it } from 'vitest';
import rule from '../../rules/identity/weak-password-policy.js';
import { parseJson } from '../../src/document/json.js';
import { parseYaml } from '../../src/document/yaml.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import type { Options } from '../../src/rule.js';
import { readPasswordPolicy } from '../../src/sources/password-policy.js';
import { renderInventory } from './render-inventory.js';

const POLICY = { MinimumPasswordLength: 14, PasswordReusePrevention: 24 };

function read(text: string) {
  const { document } = parseJson({ path: 'export.json', text });
  if (document === undefined) throw new Error('no JSON');
  return readPasswordPolicy(document);
}

async function lint(content: unknown, options: Options = {}) {
  const rules = { [rule.id]: { options } };
  const linter = createLinter([rule], { ...DEFAULT_SETTINGS, rules }, '0.0.0', '/repo');
  await linter.add('export.json', typeof content === 'string' ? content : JSON.stringify(content));
  return linter.report();
}

describe('the password policy of an account', () => {
  it('becomes a resource, from JSON and YAML alike', () => {
    const inventory = read('{"PasswordPolicy": {"MinimumPasswordLength": 8}}');
    expect(inventory && renderInventory(inventory)).toEqual({
      policies: [],
      identities: [],
      resources: ['AWS::IAM::AccountPasswordPolicy PasswordPolicy @1:2 "PasswordPolicy"'],
      duplicateKeys: [],
      unresolved: [],
    });
    const [yaml] = parseYaml({ path: 'export.yaml', text: 'PasswordPolicy:\n  MinimumPasswordLength: 8\n' }).documents;
    expect(yaml && readPasswordPolicy(yaml)?.resources).toHaveLength(1);
  });

  it.each([
    '{"PasswordPolicy": {"MinimumLength": 8}}',
    '{"PasswordPolicy": "MinimumPasswordLength"}',
    '{"PasswordPolicy": ["MinimumPasswordLength"]}',
    '{"properties": {"PasswordPolicy": {"MinimumPasswordLength": 8}}}',
    '["PasswordPolicy"]',
    '"PasswordPolicy"',
  ])('is not %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('is a failure where it cannot be parsed', async () => {
    const { failures } = await lint('{"PasswordPolicy": {"MinimumPasswordLength": 8, }');
    expect(failures).toHaveLength(1);
  });

  it('keeps a key that stands twice', () => {
    const inventory = read('{"PasswordPolicy": {"MinimumPasswordLength": 8, "MinimumPasswordLength": 14}}');
    expect(inventory?.duplicateKeys).toHaveLength(1);
  });
});

describe('the options of weak-password-policy', () => {
  it.each<[string, Options, object, string]>([
    ['length', { minimumLength: 20 }, POLICY, 'allows 14 characters (20 wanted)'],
    ['reuse', { reusePrevention: 0, minimumLength: 8 }, { MinimumPasswordLength: 8 }, ''],
    ['age', { maximumAge: 90 }, POLICY, 'allows passwords that never expire (90 days wanted)'],
    ['greater age', { maximumAge: 90 }, { ...POLICY, MaxPasswordAge: 91 }, 'allows passwords of 91 days (90 wanted)'],
    ['an age that is enough', { maximumAge: 90 }, { ...POLICY, MaxPasswordAge: 90 }, ''],
    [
      'an age that is not known',
      { maximumAge: 9 },
      { ...POLICY, MaxPasswordAge: '?' },
      'may allow passwords of too many',
    ],
    ['symbols', { requireSymbols: true }, { ...POLICY, RequireSymbols: false }, 'allows no symbol'],
    ['digits', { requireNumbers: true }, { ...POLICY, RequireNumbers: true }, ''],
    ['capitals', { requireUppercase: true }, POLICY, 'allows no capital'],
    ['small letters', { requireLowercase: true }, POLICY, 'allows no small letter'],
    ['hard expiry', { hardExpiry: true }, POLICY, 'allows renewal once expired'],
    [
      'all at once',
      { requireSymbols: true, requireLowercase: true, maximumAge: 30 },
      { MinimumPasswordLength: 6, MaxPasswordAge: 60 },
      '6 characters (14 wanted), reuse after 0 passwords (24 wanted), passwords of 60 days (30 wanted), no symbol, no small',
    ],
  ])('%s', async (_, options, PasswordPolicy, expected) => {
    const { findings } = await lint({ PasswordPolicy }, options);
    expect(findings.map(({ message }) => message)).toEqual(expected === '' ? [] : [expect.stringContaining(expected)]);
  });
});
