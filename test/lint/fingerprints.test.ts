import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { rules } from '../../rules/index.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import type { Checks, Problem, Rule } from '../../src/rule.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Statement = Readonly<Record<string, Json>>;

const action = fc.constantFrom(
  ...['*', 's3:*', 's3:GetObject', 'iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction', 'iam:*'],
  ...[
    'iam:CreatePolicyVersion',
    'sts:AssumeRole',
    'ec2:RunInstances',
    's3:Gte*',
    'dynamodb:Delete*',
    's3:PutBucketPolicy',
  ],
);
const resource = fc.constantFrom('*', 'arn:aws:s3:::acme/*', 'arn:aws:s3:::*', 'arn:aws:iam::111122223333:role/*');
const principal = fc.constantFrom<Json>(
  '*',
  { AWS: '*' },
  { AWS: '111122223333' },
  { Service: 'events.amazonaws.com' },
);
const condition = fc.constantFrom<Json>(
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringLike: { 'aws:PrincipalArn': '*' } },
  { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
);

function oneOrMany(of: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  return fc.oneof(of, fc.uniqueArray(of, { minLength: 1, maxLength: 3 }));
}

const identityStatement: fc.Arbitrary<Statement> = fc
  .record(
    {
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      Action: oneOrMany(action),
      Resource: oneOrMany(resource),
      Condition: condition,
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  )
  .map((statement) => statement);

const trustStatement: fc.Arbitrary<Statement> = fc.record(
  { Effect: fc.constant('Allow'), Principal: principal, Action: fc.constant('sts:AssumeRole'), Condition: condition },
  { requiredKeys: ['Effect', 'Principal', 'Action'] },
);

/** The statements of a role: those of its policy, and of its trust policy. */
interface Access {
  readonly identity: readonly Statement[];
  readonly trust: readonly Statement[];
}

const anyAccess: fc.Arbitrary<Access> = fc
  .record({
    identity: fc.array(identityStatement, { minLength: 1, maxLength: 4 }),
    trust: fc.array(trustStatement, { minLength: 1, maxLength: 2 }),
  })
  // Of several statements that make an administrator, each enough for it, the first is named, and covers what else its
  // statement grants: then what is found depends on their order, and not only what it is called.
  .filter(({ identity }) => identity.filter(({ Action }) => JSON.stringify(Action).includes('"*"')).length < 2);

function documentOf(statements: readonly Statement[]): Json {
  return { Version: '2012-10-17', Statement: statements };
}

/** Files of several formats that grant the same. */
const WAYS: Readonly<Record<string, (access: Access) => Json>> = {
  'a policy file': ({ identity }) => documentOf(identity),
  'a template': ({ identity, trust }) => ({
    Resources: {
      Deploy: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: documentOf(trust),
          Policies: [{ PolicyName: 'own', PolicyDocument: documentOf(identity) }],
        },
      },
    },
  }),
  'a plan': ({ identity, trust }) => ({
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [
          planned('aws_iam_role', { name: 'deploy', assume_role_policy: JSON.stringify(documentOf(trust)) }),
          planned('aws_iam_role_policy', { name: 'own', role: 'deploy', policy: JSON.stringify(documentOf(identity)) }),
        ],
      },
    },
  }),
};

function planned(type: string, values: Json): Json {
  return { address: `${type}.this`, mode: 'managed', type, name: 'this', values };
}

/** A rule that points at statements, at their conditions, and at words. */
const pointer: Rule = {
  ...{ id: 'pointer', category: 'validity', severity: 'low', preset: 'recommended' },
  ...{ summary: 's', why: 'w', fix: 'f', references: [] },
  *statement(statement) {
    const { conditions, principal, action } = statement;
    for (const at of [statement, ...conditions, principal, action]) if (at !== undefined) yield { at, message: 'this' };
  },
};

const RULES: readonly Rule[] = [...rules, pointer];

/** The fingerprints of all that is found in a text. */
async function printsOf(text: string, with_: readonly Rule[] = RULES): Promise<readonly string[]> {
  const linter = createLinter(
    with_,
    { ...DEFAULT_SETTINGS, preset: 'all', minConfidence: 'possible' },
    '0.0.0',
    '/repo',
  );
  await linter.add('x.yaml', text);
  const { findings } = linter.report();
  return findings.map(({ rule, fingerprint, file }) => `${file} ${rule} ${fingerprint}`).sort();
}

/** A text of the same data, laid out otherwise: blanks and line ends as the numbers have it. */
function scattered(value: Json, blanks: readonly number[]): string {
  let at = 0;
  const gap = (): string => [' ', '', '\n', '\n\n  ', '\t', '\r\n'][blanks[at++ % blanks.length] ?? 0] ?? '';
  const write = (each: Json): string => {
    if (typeof each !== 'object' || each === null) return JSON.stringify(each);
    const parts = Array.isArray(each)
      ? each.map(write)
      : Object.entries(each).map(([key, member]) => `${JSON.stringify(key)}${gap()}:${gap()}${write(member)}`);
    const inner = parts.map((part) => `${gap()}${part}${gap()}`).join(',');
    return Array.isArray(each) ? `[${inner}]` : `{${inner}}`;
  };
  return write(value);
}

function plain(value: Json): string {
  return JSON.stringify(value, null, 2);
}

function shuffled<Each>(of: readonly Each[], seed: number): readonly Each[] {
  return of
    .map((each, index) => [Math.imul(index + 1, 2654435761 ^ seed) >>> 0, each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}

function withSids(access: Access, prefix: string): Access {
  const named = (statements: readonly Statement[], kind: string) =>
    statements.map((statement, index) => ({ Sid: `${prefix}${kind}${index}`, ...statement }));
  return { identity: named(access.identity, 'I'), trust: named(access.trust, 'T') };
}

const seed = fc.integer({ min: 0, max: 2 ** 31 });
const RUNS = { seed: 11, numRuns: 60 };

describe.each(Object.entries(WAYS))('fingerprints in %s', (_, write) => {
  it('are there to be compared', async () => {
    const counts: number[] = [];
    for (const access of fc.sample(anyAccess, { ...RUNS })) counts.push((await printsOf(plain(write(access)))).length);
    expect(Math.max(...counts)).toBeGreaterThan(4);
  });

  it('do not change with lines, blanks and line ends', async () => {
    const blanks = fc.array(fc.nat(5), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(anyAccess, blanks, async (access, gaps) => {
        const value = write(access);
        expect(await printsOf(scattered(value, gaps))).toEqual(await printsOf(plain(value)));
        expect(await printsOf(`\n\n${JSON.stringify(value)}`)).toEqual(await printsOf(plain(value)));
      }),
      RUNS,
    );
  });

  it('are the same in YAML, with comments', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccess, fc.boolean(), async (access, isQuoted) => {
        const value = write(access);
        const style = isQuoted ? ({ defaultStringType: 'QUOTE_SINGLE' } as const) : { lineWidth: 0 };
        const yaml = stringify(value, { ...style, aliasDuplicateObjects: false });
        const commented = `# why\n${yaml.replace(/\n/g, '\n# because\n')}`;
        expect(await printsOf(yaml)).toEqual(await printsOf(plain(value)));
        expect(await printsOf(commented)).toEqual(await printsOf(plain(value)));
      }),
      RUNS,
    );
  });

  it('do not change with the order of statements and keys', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccess, seed, async (access, by) => {
        const rekeyed = (statement: Statement): Statement =>
          Object.fromEntries(shuffled(Object.entries(statement), by));
        const other: Access = {
          identity: shuffled(access.identity, by).map(rekeyed),
          trust: shuffled(access.trust, by).map(rekeyed),
        };
        expect(await printsOf(plain(write(other)))).toEqual(await printsOf(plain(write(access))));
      }),
      RUNS,
    );
  });

  it('do not change with the names of statements', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccess, async (access) => {
        const before = await printsOf(plain(write(withSids(access, 'A'))));
        expect(await printsOf(plain(write(withSids(access, 'Other'))))).toEqual(before);
      }),
      RUNS,
    );
  });

  it('do not change with what messages say, as with newer data of AWS', async () => {
    const others = RULES.map(rephrased);
    await fc.assert(
      fc.asyncProperty(anyAccess, async (access) => {
        const text = plain(write(access));
        expect(await printsOf(text, others)).toEqual(await printsOf(text));
      }),
      RUNS,
    );
  });
});

/** The rule with other messages. */
function rephrased(rule: Rule): Rule {
  const { load } = rule;
  return {
    ...rule,
    ...checksRephrased(rule),
    ...(load === undefined ? {} : { load: async (options) => checksRephrased(await load(options)) }),
  };
}

function* inOtherWords(problems: Iterable<Problem>): Generator<Problem> {
  for (const problem of problems) yield { ...problem, message: `${problem.message.length}: ${problem.message}` };
}

function checksRephrased({ statement, policy, identity, resource, inventory, estate }: Checks): Checks {
  return {
    ...(statement && { statement: (...given) => inOtherWords(statement(...given)) }),
    ...(policy && { policy: (...given) => inOtherWords(policy(...given)) }),
    ...(identity && { identity: (...given) => inOtherWords(identity(...given)) }),
    ...(resource && { resource: (...given) => inOtherWords(resource(...given)) }),
    ...(inventory && { inventory: (...given) => inOtherWords(inventory(...given)) }),
    ...(estate && { estate: (...given) => inOtherWords(estate(...given)) }),
  };
}
