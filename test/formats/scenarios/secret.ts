import type { Access } from '../access.js';
import type { Difference, Expected, Scenario } from '../scenario.js';

const STATE_HOLDS_SECRETS = 'a state holds the secret itself, not where it came from';

const LOOPS_HIDE_ATTRIBUTES = 'of a reference with `[each.key]`, a plan keeps no attribute';

const IN_STATE: Expected = {
  message: '`AKIAKEY7777777777777` is an access key whose secret stands in the file',
  at: 'AKIAKEY7777777777777',
};

/** What a reference to the secret of a key looks like. */
const REFERENCE = {
  'template as JSON': '[ "Key", "SecretAccessKey" ]',
  'template of loops': '[ "Key", "SecretAccessKey" ]',
  'SAM as JSON': '[ "Key", "SecretAccessKey" ]',
  'SAM as YAML': 'Key.SecretAccessKey',
  'Serverless as JSON': '[ "Key", "SecretAccessKey" ]',
  'Serverless as YAML': 'Key.SecretAccessKey',
  'template as YAML': 'Key.SecretAccessKey',
  Terraform: 'Key.secret',
};

/** Where the secrets of access keys go. */
export const SECRET: readonly Scenario[] = [
  {
    rule: 'exposed-secret-key',
    what: 'reports outputs',
    access: withKey({ outputs: { Leak: { value: { secretOf: 'Key' } } } }),
    reports: [
      {
        message: '`Key` is an access key whose secret is shown in the output `Leak`',
        at: { 'plan of modules': 'module.app["eu"].Leak', ...REFERENCE },
      },
    ],
    differs: { 'any state': { reason: STATE_HOLDS_SECRETS, reports: [IN_STATE] } },
  },
  {
    rule: 'exposed-secret-key',
    what: 'reports variables of functions',
    access: withKey({ functions: { Mail: { name: 'mail', environment: { SMTP_SECRET: { secretOf: 'Key' } } } } }),
    reports: [{ message: '`Key` is an access key whose secret stands in the environment of `Mail`', at: REFERENCE }],
    differs: {
      'any state': { reason: STATE_HOLDS_SECRETS, reports: [IN_STATE] },
      'plan of loops': inLoop('stands in the environment of `Mail`'),
    },
  },
  {
    rule: 'exposed-secret-key',
    what: 'reports user data and plain parameters',
    access: withKey({
      instances: { Runner: { userData: { secretOf: 'Key' } } },
      parameters: { Stored: { value: { secretOf: 'Key' } } },
    }),
    reports: [
      {
        message: '`Key` is an access key whose secret stands in the user data of `Runner`',
        at: { template: '${Key.SecretAccessKey}', Terraform: 'Key.secret' },
      },
      {
        message: '`Key` is an access key whose secret is kept unencrypted in the parameter `Stored`',
        at: REFERENCE,
      },
    ],
    differs: {
      'any state': { reason: STATE_HOLDS_SECRETS, reports: [IN_STATE] },
      'plan of loops': inLoop('stands in the user data of `Runner`', 'is kept unencrypted in the parameter `Stored`'),
    },
  },
  {
    rule: 'exposed-secret-key',
    what: 'is silent on Secrets Manager',
    access: withKey({ secrets: { Kept: { value: { secretOf: 'Key' } } } }),
    reports: [],
    differs: { 'any state': { reason: STATE_HOLDS_SECRETS, reports: [IN_STATE] } },
  },
  {
    rule: 'exposed-secret-key',
    what: 'is silent on inactive keys, and on keys whose secret goes nowhere',
    access: {
      users: { Alice: { name: 'alice', keys: { Key: 'Inactive', Other: 'Active' } } },
      outputs: { Leak: { value: { secretOf: 'Key' } } },
    },
    reports: [],
    differs: { 'any state': { reason: STATE_HOLDS_SECRETS, reports: [IN_STATE] } },
  },
];

function withKey(others: Access): Access {
  return { users: { Alice: { name: 'alice', keys: { Key: 'Active' } } }, ...others };
}

/** What may be said of secrets that go somewhere in a loop. */
function inLoop(...words: readonly string[]): Difference {
  const reports = words.map((word) => ({
    confidence: 'possible' as const,
    message: `\`Key\` is an access key whose secret ${word}`,
    at: 'Key',
  }));
  return { reason: LOOPS_HIDE_ATTRIBUTES, reports };
}
