import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/report/access-report.js';
import { allow, deny, documentOf, templateWith } from '../inventory/inventory-of.js';
import { folderWith } from '../project/folder.js';
import { expectGolden } from '../report/golden.js';
import { leastwise } from './in-process.js';

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../../src/report/access.schema.json', import.meta.url), 'utf8'),
  // The published schema lets later versions add; here, what it does not name is a mistake.
  (_, value) => (value?.type === 'object' && value.properties ? { ...value, additionalProperties: false } : value),
);
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(Object(SCHEMA));

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' },
  Action: 'sts:AssumeRole',
});

function role(...statements: readonly object[]): readonly [string, object] {
  const Policies = [{ PolicyName: 'own', PolicyDocument: documentOf(...statements) }];
  return ['AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, Policies }];
}

/** Asks about files, and checks the answer against its schema. */
async function ask(
  words: readonly string[],
  files: Readonly<Record<string, unknown>>,
): Promise<{ readonly code: number; readonly report: AccessReport }> {
  const cwd = folderWith(files);
  const { code, stdout } = await leastwise(['can', ...words, '--format', 'json'], { cwd });
  const report: AccessReport = JSON.parse(stdout);
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  return { code, report };
}

/** The answers in short: verdict and who. */
function who({ answers }: AccessReport): readonly string[] {
  return answers.map(({ verdict, holders, principals }) =>
    [verdict, ...holders.map(({ type, name }) => `${type} ${name}`), ...(principals?.names ?? [])].join(' '),
  );
}

describe('the exit code of can', () => {
  const files = { 'a.json': documentOf(allow('s3:GetObject')), 'broken.json': '{ "Statement": [ { "Effect": "Allow" ' };
  it.each([
    ['that somebody can', ['s3:GetObject', 'a.json'], 1],
    ['that nobody can', ['s3:PutObject', 'a.json'], 0],
    ['that one of several can be done', ['s3:PutObject', 's3:Get*', 'a.json'], 1],
    ['a broken file, whatever else', ['s3:GetObject', 'a.json', 'broken.json'], 2],
    ['a path that leads nowhere', ['s3:GetObject', 'nothing.json'], 2],
    ['no action', ['a.json'], 2],
    ['a misspelled action', ['s3:GetObjct', 'a.json'], 2],
    ['wrong usage', ['s3:GetObject', '--nonsense'], 2],
  ])('says %s', async (_, words, code) => {
    const cwd = folderWith(files);
    expect((await leastwise(['can', ...words], { cwd })).code).toBe(code);
    expect((await leastwise(['can', ...words, '--format', 'json'], { cwd })).code).toBe(code);
  });

  it('is that of something found where nobody is not proven', async () => {
    const input = templateWith({
      Worker: ['AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: ['arn:aws:iam::1:policy/x'] }],
    });
    const { code, report } = await ask(['s3:GetObject'], { 'template.json': input });
    expect([code, report.verdict]).toEqual([1, 'unknown']);
    expect(report.answers[0]?.reasons).toEqual(['policy `arn:aws:iam::1:policy/x` is not in the input']);
  });

  it('is that of something found where a policy could not be judged', async () => {
    const stray = { notes: { deep: { policy: documentOf(allow('s3:GetObject')) } } };
    const { code, report } = await ask(['ec2:RunInstances'], { 'stray.json': stray });
    expect(report.unresolved).toHaveLength(1);
    expect([code, report.verdict]).toEqual([1, 'unknown']);
  });

  it('is that of nobody where what is not told has nothing to do with it', async () => {
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: { Ref: 'Bucket' } };
    const input = { Parameters: { Bucket: { Type: 'String' } }, ...templateWith({ Worker: role(statement) }) };
    const { code, report } = await ask(['ec2:RunInstances'], { 'template.json': input });
    expect([code, report.verdict]).toEqual([0, 'no']);
  });

  it('is that of something found where part of a policy is not well-formed', async () => {
    const broken = documentOf({ Effect: 'Alow', Action: 's3:GetObject', Resource: '*' });
    const { code, report } = await ask(['s3:GetObject'], { 'a.json': broken });
    expect([code, report.verdict]).toEqual([1, 'unknown']);
  });
});

describe('the words of can', () => {
  it('are told apart by their form', async () => {
    const cwd = folderWith({ 'sub/a.json': documentOf(allow('s3:GetObject')), 'b.json': documentOf(allow('s3:Get*')) });
    const { stdout } = await leastwise(['can', 'sub', 's3:GetObject', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout).summary.files).toBe(1);
    const all = await leastwise(['can', 's3:GetObject', '--format', 'json'], { cwd });
    expect(JSON.parse(all.stdout).summary.files).toBe(2);
    const drive = await leastwise(['can', 's3:GetObject', 'C:\\policies'], { cwd });
    expect([drive.code, drive.stdout]).toEqual([2, expect.stringContaining('C:\\policies: ')]);
  });

  it.each([
    [['s3:GetObjct'], '"s3:GetObjct" matches no action (did you mean "s3:GetObject"?)'],
    [['lamda:*'], '"lamda:*" matches no action (did you mean "lambda"?)'],
    [['.'], "no action is given: expected service:Action, as in 's3:Get*'"],
    [['s3:GetObject', 'arn:aws:s3:::b/*'], '"arn:aws:s3:::b/*" is a resource: --resource \'arn:aws:s3:::b/*\''],
    [['s3:GetObject', '--resource', 'payroll'], '"payroll" is no ARN: expected one, as in \'arn:aws:s3:::bucket/*\''],
    [
      ['s3:GetObject', '--resource', 'arn:aws:s3::payroll'],
      '"arn:aws:s3::payroll" is no ARN: expected one, as in \'arn:aws:s3:::bucket/*\'',
    ],
    [
      ['s3:GetObject', '--resource', 'payroll/*'],
      '"payroll/*" is no ARN: expected one, as in \'arn:aws:s3:::bucket/*\'',
    ],
    [['s3:GetObject', ''], 'a path is empty; is a variable not set?'],
  ])('%j are refused', async (words, message) => {
    const { code, stdout, stderr } = await leastwise(['can', ...words], { cwd: folderWith({}) });
    expect([code, stdout, stderr]).toEqual([2, '', `leastwise: ${message}\n`]);
  });

  it('may name standard input', async () => {
    const stdin = JSON.stringify(documentOf(allow('s3:GetObject')));
    const args = ['can', 's3:GetObject', '-', '--stdin-filename', 'x.json', '--format', 'json'];
    const { stdout } = await leastwise(args, { cwd: folderWith({}), stdin });
    expect(JSON.parse(stdout).answers[0].file).toBe('x.json');
  });
});

describe('who can', () => {
  it('is told once a statement, with all who have it', async () => {
    const input = templateWith({
      Shared: [
        'AWS::IAM::ManagedPolicy',
        {
          PolicyDocument: documentOf(allow('s3:GetObject'), allow('sqs:*'), allow('s3:*')),
          Roles: [{ Ref: 'One' }, { Ref: 'Two' }],
        },
      ],
      One: role(allow('sns:Publish')),
      Two: role(deny('s3:Get*', { Resource: 'arn:aws:s3:::secret/*' })),
      Three: role(deny('s3:*')),
    });
    const { report } = await ask(['s3:GetObject'], { 'template.json': input });
    expect(who(report)).toEqual(['yes role One role Two', 'yes role One role Two']);
    expect(report.answers.map(({ policyPath }) => policyPath)).toEqual([
      ['Statement', 0, 'Action'],
      ['Statement', 2, 'Action'],
    ]);
  });

  it('leaves out whom a Deny or a boundary stops', async () => {
    const shared = documentOf(allow('s3:GetObject'));
    const Policies = [{ PolicyName: 'own', PolicyDocument: documentOf(deny('s3:*')) }];
    const input = templateWith({
      Free: ['AWS::IAM::User', {}],
      Denied: ['AWS::IAM::User', { Policies }],
      Bounded: ['AWS::IAM::User', { PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonSQSFullAccess' }],
      Shared: [
        'AWS::IAM::ManagedPolicy',
        { PolicyDocument: shared, Users: [{ Ref: 'Free' }, { Ref: 'Denied' }, { Ref: 'Bounded' }] },
      ],
    });
    const { report } = await ask(['s3:GetObject'], { 'template.json': input });
    expect(who(report)).toEqual(['yes user Free']);
  });

  it('is told of AWS managed policies where they are attached', async () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const input = templateWith({
      Reader: ['AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [arn] }],
    });
    const { report } = await ask(['s3:GetObject', 's3:ListBucket'], { 'template.json': input });
    expect(who(report)).toEqual(['yes role Reader']);
    expect(report.answers[0]).toMatchObject({ managedPolicy: arn, resource: { name: 'Reader' } });
    expect((await ask(['s3:DeleteObject'], { 'template.json': input })).code).toBe(0);
  });

  it('is told of policies that nobody in sight has', async () => {
    const input = templateWith({ Spare: ['AWS::IAM::ManagedPolicy', { PolicyDocument: documentOf(allow('s3:*')) }] });
    const { report } = await ask(['s3:GetObject'], { 'template.json': input });
    expect(who(report)).toEqual(['yes']);
    const named = await ask(['s3:GetObject', '--principal', 'arn:aws:iam::111122223333:role/x'], { 'a.json': input });
    expect(named.report.answers[0]).toMatchObject({
      verdict: 'unknown',
      reasons: ['who holds the policy is not told'],
    });
  });

  it('is told of an inline policy that may have other holders', async () => {
    const Roles = [{ Ref: 'Stopped' }, { 'Fn::ImportValue': 'role' }];
    const input = templateWith({
      Stopped: role(deny('*')),
      Policy: ['AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument: documentOf(allow('s3:GetObject')), Roles }],
      Unknown: [
        'AWS::IAM::Policy',
        { PolicyName: 'q', PolicyDocument: documentOf(allow('sqs:SendMessage')), Roles: { Ref: 'Roles' } },
      ],
    });
    const files = { 'template.json': { Parameters: { Roles: { Type: 'CommaDelimitedList' } }, ...input } };
    expect((await ask(['s3:GetObject'], files)).report.verdict).not.toBe('no');
    expect((await ask(['sqs:SendMessage'], files)).report.verdict).not.toBe('no');
  });

  it('does not take what limits for what grants', async () => {
    const files = {
      'scp.json': documentOf(allow('*')),
      'leastwise.json': { overrides: [{ files: ['scp.json'], policyType: 'scp' }] },
    };
    expect((await ask(['s3:GetObject'], files)).code).toBe(0);
  });

  it('is not told by what a policy of IoT lets devices do, unless that is asked', async () => {
    const files = {
      'a.yaml': templateWith({ Devices: ['AWS::IoT::Policy', { PolicyDocument: documentOf(allow('*')) }] }),
    };
    expect((await ask(['iam:PassRole', 'a.yaml'], files)).report.answers).toEqual([]);
    expect((await ask(['iot:Publish', 'a.yaml'], files)).report.answers).toHaveLength(1);
  });

  it('is told with conditions in words, and the conditions of the template', async () => {
    const input = {
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Resources: {
        Policy: {
          Type: 'AWS::IAM::ManagedPolicy',
          Condition: 'IsProd',
          Properties: {
            PolicyDocument: documentOf(
              allow('s3:GetObject', {
                Condition: {
                  Bool: { 'aws:MultiFactorAuthPresent': 'true' },
                  StringNotEquals: { 'aws:RequestedRegion': ['a', 'b'] },
                },
              }),
            ),
          },
        },
      },
    };
    const { report } = await ask(['s3:GetObject'], { 'template.json': input });
    expect(report.answers[0]?.conditions).toEqual([
      '`aws:MultiFactorAuthPresent` is `true`',
      '`aws:RequestedRegion` is not `a` nor `b`',
    ]);
    expect(report.answers[0]?.when).toEqual([{ condition: 'IsProd', is: true }]);
  });

  it('is the same whatever the order of the paths', async () => {
    const cwd = folderWith({ 'b.json': documentOf(allow('s3:*')), 'a.json': documentOf(allow('s3:Get*'), allow('*')) });
    const one = await leastwise(['can', 's3:GetObject', 'a.json', 'b.json'], { cwd });
    const other = await leastwise(['can', 's3:GetObject', 'b.json', 'a.json'], { cwd });
    expect(one.stdout).toBe(other.stdout);
  });
});

describe('the resource that is asked about', () => {
  const input = { 'a.json': documentOf(allow('s3:GetObject', { Resource: 'arn:aws:s3:::payroll/*' })) };
  it.each([
    ['arn:aws:s3:::payroll/2026', 1],
    ['arn:aws:s3:::pay*', 1],
    ['arn:aws:s3:::reports/*', 0],
    ['*payroll*', 1],
    ['a*', 1],
    ['arn:*', 1],
  ])('%s', async (resource, code) => {
    expect((await ask(['s3:GetObject', '--resource', resource], input)).code).toBe(code);
  });

  it('can be several', async () => {
    const words = ['s3:GetObject', '--resource', 'arn:aws:s3:::reports/*', '--resource', 'arn:aws:s3:::payroll/*'];
    expect((await ask(words, input)).code).toBe(1);
  });

  it('is for a trust policy its role, whose name may not be told', async () => {
    const named = { ...Object(role(allow('sns:Publish'))[1]), RoleName: 'Deploy' };
    const files = { 'template.json': templateWith({ Role: ['AWS::IAM::Role', named] }) };
    const asked = async (arn: string) => (await ask(['sts:AssumeRole', '--resource', arn], files)).report;
    expect(who(await asked('arn:aws:iam::111122223333:role/Other'))).toEqual([]);
    expect(who(await asked('arn:aws:iam::*:role/team/Deploy'))).toEqual([]);
    expect((await asked('arn:aws:iam::111122223333:role/Deploy')).verdict).toBe('unknown');
    expect((await asked('arn:aws:iam::*:role/D*')).verdict).toBe('yes');
    expect((await asked('*')).verdict).toBe('yes');
  });

  it('may be another than that of a policy which says `*` of its own', async () => {
    const KeyPolicy = documentOf(allow('kms:Decrypt', { Principal: { AWS: '*' } }));
    const files = { 'template.json': templateWith({ Key: ['AWS::KMS::Key', { KeyPolicy }] }) };
    const { report } = await ask(['kms:Decrypt', '--resource', 'arn:aws:kms:eu-west-1:1:key/x'], files);
    expect(report.answers[0]).toMatchObject({ verdict: 'unknown' });
    expect(report.answers[0]?.reasons).toContain('whether the policy is that of the resource is not told');
  });
});

describe('the principal that is asked about', () => {
  const input = {
    'template.json': templateWith({
      Deploy: role(allow('s3:GetObject')),
      Alice: [
        'AWS::IAM::User',
        { UserName: 'alice', Policies: [{ PolicyName: 'p', PolicyDocument: documentOf(allow('s3:GetObject')) }] },
      ],
    }),
  };
  it.each([
    ['Deploy', ['yes role Deploy']],
    ['Dep*', ['yes role Deploy']],
    ['alice', ['yes user Alice']],
    ['arn:aws:iam::111122223333:user/alice', ['yes user Alice']],
    ['arn:aws:iam::111122223333:user/bob', []],
    // What CloudFormation calls a role without a name is not told.
    ['arn:aws:iam::111122223333:role/stack-Deploy-1X', ['unknown role Deploy']],
    ['arn:aws:sts::111122223333:assumed-role/stack-Deploy-1X/session', ['unknown role Deploy']],
  ])('%s', async (principal, expected) => {
    expect(who((await ask(['s3:GetObject', '--principal', principal], input)).report)).toEqual(expected);
  });

  it('is let in by trust and resource policies', async () => {
    const asked = async (who: string) => (await ask(['sts:AssumeRole', '--principal', who], input)).report.answers;
    expect(await asked('alice')).toMatchObject([{ verdict: 'yes', witness: { action: 'sts:AssumeRole' } }]);
    expect(await asked('arn:aws:iam::111122223333:user/alice')).toMatchObject([{ verdict: 'yes' }]);
    expect(await asked('arn:aws:iam::444455556666:user/alice')).toEqual([]);
  });

  it('may be one of an account that is let in as a whole, but not one that is left out', async () => {
    const statements = [
      { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sqs:SendMessage', Resource: '*' },
      { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sqs:ReceiveMessage', Resource: '*' },
      {
        Effect: 'Allow',
        NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/x' },
        Action: 'sqs:PurgeQueue',
        Resource: '*',
      },
    ];
    const files = {
      'template.json': templateWith({
        Policy: ['AWS::SQS::QueuePolicy', { Queues: ['q'], PolicyDocument: documentOf(...statements) }],
      }),
    };
    const asked = async (action: string, principal: string) =>
      (await ask([action, '--principal', principal], files)).report.verdict;
    expect(await asked('sqs:SendMessage', 'arn:aws:iam::111122223333:role/x')).toBe('unknown');
    expect(await asked('sqs:SendMessage', 'arn:aws:iam::444455556666:role/x')).toBe('no');
    expect(await asked('sqs:ReceiveMessage', 'arn:aws:iam::444455556666:role/x')).toBe('yes');
    expect(await asked('sqs:PurgeQueue', 'arn:aws:iam::111122223333:role/x')).toBe('no');
    expect(await asked('sqs:PurgeQueue', 'arn:aws:iam::111122223333:role/y')).toBe('yes');
  });

  it('that nothing is called is most likely misspelled', async () => {
    const cwd = folderWith(input);
    const { code, stderr } = await leastwise(['can', 's3:GetObject', '--principal', 'Deplyo'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      'leastwise: nothing in the input is called "Deplyo" (did you mean "Deploy"?)\n',
    ]);
  });
});

describe('what is printed', () => {
  const files = {
    'infra/template.json': templateWith({
      Deploy: role(
        allow('s3:Delete*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
        allow('s3:DeleteObject', { Sid: 'Clean', Resource: 'arn:aws:s3:::scratch/*' }),
      ),
      Other: ['AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: ['arn:aws:iam::1:policy/x'] }],
    }),
  };

  it('is for people', async () => {
    const { stdout } = await leastwise(['can', 's3:DeleteObject'], { cwd: folderWith(files) });
    expectGolden('can.txt', stdout);
  });

  it('tells with --verbose what became of each file', async () => {
    const { stderr } = await leastwise(['can', 's3:DeleteObject', '-v'], { cwd: folderWith({ ...files, 'x.md': '' }) });
    expect(stderr.trim().split('\n').sort()).toEqual([
      'infra/template.json: read, CloudFormation, 3 policies',
      'x.md: passed over, not named like a policy or template',
    ]);
  });

  it('says so where nobody can, and where nothing was found to ask', async () => {
    const cwd = folderWith({ 'a.json': documentOf(allow('s3:GetObject')), 'empty/x.txt': '' });
    const nobody = await leastwise(['can', 's3:PutObject', 'a.json'], { cwd });
    expect(nobody.stdout).toMatch(/^nobody can do s3:PutObject in 1 policy of 1 file \(AWS data [-\d]+\)\n$/);
    const nothing = await leastwise(['can', 's3:PutObject', 'empty'], { cwd });
    expect([nothing.code, nothing.stdout]).toEqual([0, expect.stringContaining('no IAM policies found')]);
  });
});
