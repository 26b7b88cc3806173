import { DENYING_KINDS, GRANTING_KINDS } from '../inventory/invariant.js';
import { PRESET_NAMES } from '../lint/settings.js';
import { OTHER_TOOLS } from '../lint/suppressions/other-tools.js';
import { type Rule, SEVERITIES } from '../rule.js';
import { POLICY_TYPE_PATTERN } from './policy-type.js';
import { ACCOUNT_PATTERN, ISSUER_PATTERN, ORGANIZATION_PATTERN } from './world.js';

type Schema = Readonly<Record<string, unknown>>;

const strings = (description: string): Schema => ({
  description,
  type: 'array',
  items: { type: 'string', minLength: 1 },
});

/** Keys of a rule's setting that are no options; no rule may have options of these names. */
export const SETTING_KEYS: readonly string[] = ['enabled', 'severity'];

const DEFINITIONS: Schema = {
  level: { enum: [...SEVERITIES, 'off', true, false] },
  plainRule: { anyOf: [{ $ref: '#/definitions/level' }, ...settingForms({})] },
};

/** The schema of the settings that a config file has for some rules; of all else it says nothing. */
export function rulesOnlySchema(rules: readonly Rule[]): Schema {
  const { description: _, additionalProperties: __, ...settings } = rulesSchema(rules);
  return {
    properties: { rules: settings, overrides: { items: { properties: { rules: settings } } } },
    definitions: DEFINITIONS,
  };
}

/** The JSON Schema of the config file: draft 7, which editors know. It follows from the rules there are. */
export function configSchema(rules: readonly Rule[]): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://unpkg.com/leastwise/dist/schema.json',
    title: 'Configuration of leastwise',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { description: 'Where this schema stands, for editors.', type: 'string' },
      extends: {
        description: 'Presets and other config files (paths relative to this one) that this one adds to.',
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'array', items: { type: 'string', minLength: 1 } },
        ],
      },
      preset: { description: 'Which rules run unless they are set below.', enum: PRESET_NAMES },
      plugins: strings(
        'Packages that bring rules, and modules that do (paths relative to this file). Their code is run.',
      ),
      rules: rulesSchema(rules),
      accounts: accountsSchema("Accounts of one's own: whom else a policy lets in is a stranger."),
      trustedAccounts: accountsSchema("Accounts of others who are let in on purpose: a vendor's, a partner's."),
      organization: organizationSchema(),
      trustedIssuers: trustedIssuersSchema(),
      expectedAdministrators: expectedAdministratorsSchema(),
      ignore: strings(
        'Files and folders left out, even if they are named: patterns as in a .gitignore, relative to this file.',
      ),
      overrides: overridesSchema(),
      invariants: invariantsSchema(),
      baseline: {
        description:
          'A baseline that findings are compared with, relative to this file: `leastwise --write-baseline FILE`.',
        type: 'string',
        minLength: 1,
      },
      suppressions: suppressionsSchema(),
      suppressionsOf: {
        description: 'Other tools whose suppressions beside the code count too, by what rules are called there.',
        type: 'array',
        items: { enum: OTHER_TOOLS },
      },
      policyType: policyTypeSchema(),
      failOn: { description: 'The least severity that makes the exit code 1.', enum: [...SEVERITIES, 'none'] },
      minSeverity: { description: 'Findings below this are left out of the report.', enum: SEVERITIES },
      minConfidence: {
        description:
          '`proven` leaves out findings that rest on something unknown; `possible` makes them count as failures.',
        enum: ['proven', 'possible'],
      },
      failOnUnresolved: {
        description: 'Whether anything that could not be judged makes the exit code 1.',
        type: 'boolean',
      },
    },
    definitions: DEFINITIONS,
  };
}

/** Account ids, with or without what people call them. What is wrong with one is said in words by `check`. */
function accountsSchema(description: string): Schema {
  const account = { description: 'Twelve digits, in quotes.', type: 'string', pattern: ACCOUNT_PATTERN };
  const name = { description: 'What people call it.', type: 'string', minLength: 1 };
  const reason = { description: 'Why it is here.', type: 'string', minLength: 1 };
  const named = {
    type: 'object',
    additionalProperties: false,
    required: ['account'],
    properties: { account, name, reason },
  };
  return { description, type: 'array', items: { anyOf: [account, named] } };
}

/** Names, with or without why they are administrators. */
function expectedAdministratorsSchema(): Schema {
  const name = { description: 'A name, with `*` and `?`.', type: 'string', minLength: 1 };
  const reason = { description: 'Why it is to be one.', type: 'string', minLength: 1 };
  const named = { type: 'object', additionalProperties: false, required: ['name'], properties: { name, reason } };
  return {
    description: 'Identities that are meant to be administrators: what they may do is listed as accepted.',
    type: 'array',
    items: { anyOf: [name, named] },
  };
}

function organizationSchema(): Schema {
  const id = { type: 'string', pattern: ORGANIZATION_PATTERN };
  return {
    description: "The id of one's own organization, as in `o-exampleorgid`, or of several.",
    anyOf: [id, { type: 'array', minItems: 1, items: id }],
  };
}

function trustedIssuersSchema(): Schema {
  return {
    description:
      "OIDC issuers whose tokens only one's own people and machines can get, as in `gitlab.example.com`, with all paths below.",
    type: 'array',
    items: { type: 'string', pattern: ISSUER_PATTERN },
  };
}

function policyTypeSchema(): Schema {
  return {
    description: 'What bare policy documents are, whatever they look like, as in `resource:AWS::S3::Bucket`.',
    type: 'string',
    pattern: POLICY_TYPE_PATTERN,
  };
}

function overridesSchema(): Schema {
  return {
    description: 'Other settings for some files; of several that apply to one file, the later win.',
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['files'],
      properties: {
        files: {
          description: 'Glob patterns, relative to this config file.',
          type: 'array',
          minItems: 1,
          items: { type: 'string', minLength: 1 },
        },
        rules: { $ref: '#/properties/rules' },
        policyType: policyTypeSchema(),
      },
    },
  };
}

/** What must hold of all access: see `Invariant`. That one of `never` and `mustDeny` is there is checked elsewhere. */
function invariantsSchema(): Schema {
  const patterns = (description: string): Schema => ({ ...strings(description), minItems: 1 });
  const object = { type: 'object', additionalProperties: false };
  const requests = (description: string): Schema => ({
    description,
    ...object,
    required: ['actions'],
    properties: {
      actions: patterns('Action patterns, as in `s3:Delete*`.'),
      resources: patterns('Resource patterns; any resource where absent.'),
      condition: {
        description: 'A `Condition` block as policies have it: those requests alone are meant for which it holds.',
        type: 'object',
        additionalProperties: { type: 'object' },
      },
    },
  });
  const identities = patterns('Users, groups, roles and permission sets by name, with `*` and `?`.');
  const policies = patterns('Policies by name or resource, with `*` and `?`.');
  const paths = patterns('Glob patterns, relative to this config file.');
  const kinds = {
    description: 'Kinds of policies.',
    type: 'array',
    minItems: 1,
    items: { enum: [...new Set([...GRANTING_KINDS, ...DENYING_KINDS])] },
  };
  return {
    description: 'What must hold of all access, whatever the other rules say: the rule `invariant` checks it.',
    type: 'array',
    items: {
      ...object,
      required: ['id', 'reason'],
      properties: {
        id: { description: 'What findings call it.', type: 'string', minLength: 1 },
        reason: { description: 'Why, for those who read the finding.', type: 'string', minLength: 1 },
        never: requests('Requests that nobody is to be granted.'),
        mustDeny: requests(
          'Requests that what stands under `in` must deny; service control policies where it is absent.',
        ),
        in: {
          description: 'Where it must hold.',
          ...object,
          properties: { identities, policies, kinds, paths },
        },
        except: {
          description: 'Where it need not hold.',
          ...object,
          properties: { identities, policies, paths },
        },
      },
    },
  };
}

/** Findings that are accepted: see `ConfigSuppression`. That rules and dates exist is checked elsewhere. */
function suppressionsSchema(): Schema {
  const oneOrMany = (description: string): Schema => ({
    description,
    anyOf: [
      { type: 'string', minLength: 1 },
      { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    ],
  });
  return {
    description: 'Findings that are accepted.',
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['rule'],
      properties: {
        rule: oneOrMany('Ids of rules, or what another tool calls them, as in `checkov:CKV_AWS_40`.'),
        files: oneOrMany('Glob patterns, relative to this config file.'),
        resource: oneOrMany('Names or addresses of resources, with `*` and `?`.'),
        sid: oneOrMany('Sids of statements, with `*` and `?`.'),
        reason: { description: 'What makes it acceptable.', type: 'string', minLength: 1 },
        expires: { description: 'The last day on which it holds: YYYY-MM-DD.', type: 'string', minLength: 1 },
      },
    },
  };
}

function rulesSchema(rules: readonly Rule[]): Schema {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const current = sorted.map((rule) => [rule.id, ruleSchema(rule)]);
  const former = sorted.flatMap(({ id, formerIds }) => (formerIds ?? []).map((formerId) => [formerId, renamed(id)]));
  return {
    description: 'Rules by id: `off`, a severity, or an object with `severity`, `enabled` and the options of the rule.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([...current, ...former]),
  };
}

function renamed(id: string): Schema {
  return { description: `Now called \`${id}\`.`, deprecated: true, $ref: `#/properties/rules/properties/${id}` };
}

function ruleSchema({ id, summary, severity, options }: Rule): Schema {
  const properties = options?.properties ?? {};
  const clash = SETTING_KEYS.find((key) => Object.hasOwn(properties, key));
  if (clash !== undefined) throw new Error(`the option "${clash}" of ${id} has the name of a setting`);
  const description = `${summary}. Default severity: ${severity}.`;
  // Rules without options share a definition, which keeps the compiled validator small.
  if (options === undefined) return { description, allOf: [{ $ref: '#/definitions/plainRule' }] };
  return { description, anyOf: [{ $ref: '#/definitions/level' }, ...settingForms(properties)] };
}

/** A rule's setting as an object, and as a pair of level and options. */
function settingForms(options: Schema): readonly Schema[] {
  const enabled = { type: 'boolean' };
  const severity = { enum: SEVERITIES };
  const object = { type: 'object', additionalProperties: false };
  return [
    { ...object, properties: { enabled, severity, ...options } },
    {
      type: 'array',
      minItems: 2,
      maxItems: 2,
      items: [{ $ref: '#/definitions/level' }, { ...object, properties: options }],
    },
  ];
}
