import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../rules/configuration/invariant/check.js';
import invariant from '../../rules/configuration/invariant.js';
import type { Invariant } from '../../src/inventory/invariant.js';
import { UNTOLD_WORLD } from '../../src/inventory/world.js';
import type { Finding } from '../../src/report/report.js';
import { leastwise } from '../cli/in-process.js';
import { anyAccess } from '../formats/any-access.js';
import { FORMATS } from '../formats/formats.js';
import { allow, deny, documentOf, inventoryOf, templateWith } from '../inventory/inventory-of.js';
import { folderWith } from '../project/folder.js';

type Files = Readonly<Record<string, unknown>>;

/** What the rule finds in files under invariants: file and message, possible ones marked. */
async function found(invariants: readonly object[], files: Files, more: object = {}): Promise<readonly string[]> {
  const config = { ...more, invariants: invariants.map((one, i) => ({ id: `i${i}`, reason: 'r', ...one })) };
  const cwd = folderWith({ 'leastwise.json': config, ...files });
  const { stdout } = await leastwise(['--format', 'json'], { cwd });
  const findings: readonly Finding[] = JSON.parse(stdout).findings;
  return findings
    .filter(({ rule }) => rule === 'invariant')
    .map(({ file, confidence, message }) => `${file}${confidence === 'possible' ? '?' : ''}: ${message}`);
}

const NO_TRAIL = { never: { actions: ['cloudtrail:StopLogging'] } };
const TRAIL = documentOf(allow('cloudtrail:*'));

function user(name: string, ...statements: readonly object[]): Files {
  const Policies = [{ PolicyName: 'own', PolicyDocument: documentOf(...statements) }];
  return { [name]: templateWith({ Alice: ['AWS::IAM::User', { UserName: 'alice', Policies }] }) };
}

describe('where an invariant holds', () => {
  const files = { 'a/x.json': TRAIL, 'a/b/y.json': TRAIL, 'c/z.json': TRAIL };
  const paths = async (scope: object) =>
    (await found([{ ...NO_TRAIL, ...scope }], files)).map((line) => line.slice(0, line.indexOf(':')));

  it('is everywhere, in some files, or all but in some', async () => {
    expect(await paths({})).toEqual(['a/b/y.json', 'a/x.json', 'c/z.json']);
    expect(await paths({ in: { paths: ['a/**'] } })).toEqual(['a/b/y.json', 'a/x.json']);
    expect(await paths({ except: { paths: ['a/b/**'] } })).toEqual(['a/x.json', 'c/z.json']);
    expect(await paths({ in: { paths: ['a/**'] }, except: { paths: ['a/b/**'] } })).toEqual(['a/x.json']);
  });

  it('is whom it names', async () => {
    const template = user('t.json', allow('cloudtrail:*'));
    const ofNames = (scope: object) => found([{ ...NO_TRAIL, ...scope }], template);
    expect(await ofNames({ in: { identities: ['ali*'] } })).toHaveLength(1);
    expect(await ofNames({ in: { identities: ['bob'] } })).toEqual([]);
    expect(await ofNames({ except: { identities: ['alice'] } })).toEqual([]);
    expect(await ofNames({ except: { policies: ['own'] } })).toEqual([]);
  });

  it('is where no rule of another preset would look', async () => {
    expect(await found([NO_TRAIL], { 'x.json': TRAIL }, { preset: 'validity' })).toHaveLength(1);
    expect(await found([NO_TRAIL], { 'x.json': TRAIL }, { rules: { invariant: 'off' } })).toEqual([]);
  });

  it('is with each other of one run', async () => {
    const lines = await found([NO_TRAIL, { never: { actions: ['cloudtrail:DeleteTrail'] } }], { 'x.json': TRAIL });
    expect(lines).toEqual([
      'x.json: `cloudtrail:DeleteTrail` is granted to whoever holds the policy, against `i1`: r',
      'x.json: `cloudtrail:StopLogging` is granted to whoever holds the policy, against `i0`: r',
    ]);
  });
});

describe('requests under a condition', () => {
  const guard = {
    mustDeny: { actions: ['ec2:RunInstances'], condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } },
  };
  const policies = { overrides: [{ files: ['scp/**'], policyType: 'scp' }] };

  it('may be what a policy denies', async () => {
    const whole = { 'scp/a.json': documentOf(deny('ec2:*')) };
    expect(await found([guard], whole, policies)).toEqual([]);
    const none = { 'scp/a.json': documentOf(deny('s3:*')) };
    expect(await found([guard], none, policies)).toHaveLength(1);
  });

  it('may be what is granted', async () => {
    const never = { actions: ['iam:*'], condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
    expect(await found([{ never }], { 'x.json': documentOf(allow('iam:CreateUser')) })).toHaveLength(1);
    expect(await found([{ never }], { 'x.json': documentOf(allow('s3:*')) })).toEqual([]);
    const denied = documentOf(allow('iam:CreateUser'), deny('iam:*'));
    expect(await found([{ never }], { 'x.json': denied })).toEqual([]);
  });
});

describe('the rule', () => {
  it('brings no check where there is nothing to check', async () => {
    expect(await invariant.load({})).toEqual({});
    expect(await invariant.load({ invariants: [] })).toEqual({});
  });

  it('says nothing where no invariant is stated', async () => {
    expect(await found([], { 'x.json': documentOf(allow('*')) })).toEqual([]);
  });

  it('asks no policy of one that is about identities', async () => {
    const mustDeny = { actions: ['cloudtrail:StopLogging'] };
    const files = { 'scp/a.json': documentOf(allow('*')), ...user('t.json', deny('cloudtrail:*')) };
    const scps = { overrides: [{ files: ['scp/**'], policyType: 'scp' }] };
    expect(await found([{ mustDeny, in: { identities: ['*'] } }], files, scps)).toEqual([]);
    expect(await found([{ mustDeny }], files, scps)).toEqual([
      'scp/a.json: `cloudtrail:StopLogging` is not denied by this service control policy, against `i0`: r',
    ]);
  });

  it('takes a bare document for what it asks for in the files that it names', async () => {
    const invariant = { mustDeny: { actions: ['organizations:LeaveOrganization'] } };
    const files = { 'org/a.json': documentOf(deny('s3:*')), 'b.json': documentOf(deny('s3:*')) };
    expect(await found([invariant], files)).toEqual([]);
    expect(await found([{ ...invariant, in: { kinds: ['scp'], paths: ['org/**'] } }], files)).toEqual([
      'org/a.json: `organizations:LeaveOrganization` is not denied by this service control policy, against `i0`: r',
    ]);
    expect(await found([{ ...invariant, in: { kinds: ['boundary'], paths: ['org/**'] } }], files)).toEqual([]);
  });

  it('does not prove for one holder what is excepted for another', async () => {
    const template = templateWith({
      Shared: ['AWS::IAM::ManagedPolicy', { PolicyDocument: TRAIL, Users: [{ Ref: 'Glass' }, { Ref: 'Bounded' }] }],
      Glass: ['AWS::IAM::User', {}],
      Bounded: ['AWS::IAM::User', { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/limit' }],
    });
    expect(await found([{ ...NO_TRAIL, except: { identities: ['Glass'] } }], { 't.json': template })).toEqual([
      't.json?: `cloudtrail:StopLogging` may be granted to user `Bounded`, against `i0`: r',
    ]);
  });
});

describe('several invariants', () => {
  const requests = fc.record({
    actions: fc.uniqueArray(fc.constantFrom('s3:GetObject', 's3:*', 'iam:PassRole', 'sts:AssumeRole', 'sqs:Send*'), {
      minLength: 1,
      maxLength: 2,
    }),
    resources: fc.constantFrom(['*'], ['arn:aws:s3:::acme-site/*'], ['arn:aws:iam::*:role/*']),
  });

  it('say of any access what each of them says', async () => {
    let count = 0;
    const [format] = FORMATS.filter(({ name }) => name === 'template as JSON');
    await fc.assert(
      fc.asyncProperty(anyAccess, fc.array(requests, { minLength: 2, maxLength: 4 }), async (access, all) => {
        const text = format?.write(access);
        fc.pre(text !== undefined);
        const inventory = await inventoryOf(text);
        const said = (invariants: readonly Invariant[]) =>
          [...(checksOf(invariants).inventory?.(inventory, {}, UNTOLD_WORLD) ?? [])].map(({ message }) => message);
        const bans = all.map((never, i) => ({ id: `i${i}`, reason: 'r', never }));
        const isGrant = (message: string) => !message.startsWith('Not all');
        const together = said(bans).filter(isGrant).sort();
        count += together.length;
        expect(together).toEqual(
          bans
            .flatMap((ban) => said([ban]))
            .filter(isGrant)
            .sort(),
        );
      }),
      { numRuns: 100 },
    );
    expect(count).toBeGreaterThan(50);
  });
});
