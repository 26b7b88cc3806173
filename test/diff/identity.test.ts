import { describe, expect, it } from 'vitest';
import { compareFiles, document, inline, role, template, told } from './compare-files.js';

const READ = document('s3:GetObject');
const READ_AND_SEND = document('s3:GetObject', 'sqs:SendMessage');
const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;

function managed(content: object, properties: object): object {
  return { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: content, ...properties } };
}

describe('an identity', () => {
  it('may have a statement moved from one of its policies to another', async () => {
    const before = template({
      App: role({ Policies: [inline('a', READ_AND_SEND)] }),
    });
    const after = template({
      App: role({ Policies: [inline('b', READ)] }),
      Shared: managed(document('sqs:SendMessage'), { Roles: [{ Ref: 'App' }] }),
    });
    expect(told(await compareFiles({ 'a.json': before }, { 'a.json': after }))).toEqual([]);
  });

  it('is told of with what its groups newly have', async () => {
    const group = (content: object) => ({
      Type: 'AWS::IAM::Group',
      Properties: { Policies: [inline('g', content)] },
    });
    const user = { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Team' }] } };
    const report = await compareFiles(
      { 'a.json': template({ Team: group(READ), Ann: user }) },
      { 'a.json': template({ Team: group(READ_AND_SEND), Ann: user }) },
    );
    expect(told(report)).toHaveLength(1);
    expect(report.findings[0]?.message).toMatch(/^`sqs:SendMessage` on .* is newly allowed/);
  });

  it('that joins a group has what that has', async () => {
    const group = { Type: 'AWS::IAM::Group', Properties: { Policies: [inline('g', READ)] } };
    const user = (groups: readonly unknown[]) => ({ Type: 'AWS::IAM::User', Properties: { Groups: groups } });
    const report = await compareFiles(
      { 'a.json': template({ Team: group, Ann: user([]) }) },
      { 'a.json': template({ Team: group, Ann: user([{ Ref: 'Team' }]) }) },
    );
    expect(told(report)).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({ resource: { name: 'Team' } });
  });

  it('shares a policy with others: one finding names them all', async () => {
    const roles = Object.fromEntries(['A', 'B', 'C'].map((name) => [name, role()]));
    const Roles = ['A', 'B', 'C'].map((name) => ({ Ref: name }));
    const report = await compareFiles(
      { 'a.json': template({ ...roles, Shared: managed(READ, { Roles }) }) },
      { 'a.json': template({ ...roles, Shared: managed(READ_AND_SEND, { Roles }) }) },
    );
    expect(told(report)).toHaveLength(1);
    expect(report.findings[0]?.related.map(({ message }) => message)).toEqual([
      'role `A` holds it',
      'role `B` holds it',
      'role `C` holds it',
    ]);
    expect(report.summary.widened).toBe(1);
  });

  it('of many holders names some and counts the others', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `R${index}`);
    const roles = Object.fromEntries(names.map((name) => [name, role()]));
    const Roles = names.map((name) => ({ Ref: name }));
    const report = await compareFiles(
      { 'a.json': template({ ...roles, Shared: managed(READ, { Roles }) }) },
      { 'a.json': template({ ...roles, Shared: managed(READ_AND_SEND, { Roles }) }) },
    );
    const notes = report.findings[0]?.related ?? [];
    expect([notes.length, notes.at(-1)?.message]).toEqual([21, '10 more hold it, this one among them']);
  });

  it('that newly holds a policy is told of at the policy, with the attachment', async () => {
    const shared = (roles: readonly string[]) => managed(READ, { Roles: roles.map((name) => ({ Ref: name })) });
    const report = await compareFiles(
      { 'a.json': template({ A: role(), B: role(), Shared: shared(['A']) }) },
      { 'a.json': template({ A: role(), B: role(), Shared: shared(['A', 'B']) }) },
    );
    expect(told(report)).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({ resource: { name: 'Shared' } });
    expect(report.findings[0]?.related.map(({ message }) => message)).toEqual(['role `B` holds it']);
  });

  it("that gets one of AWS's policies is told of at the attachment, once", async () => {
    const report = await compareFiles(
      { 'a.json': template({ A: role() }) },
      { 'a.json': template({ A: role({ ManagedPolicyArns: [arn('PowerUserAccess')] }) }) },
    );
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.message).toContain('by `PowerUserAccess`');
    expect(report.findings[0]?.path).toEqual(['Resources', 'A', 'Properties', 'ManagedPolicyArns', 0]);
  });

  it("that had it by one of AWS's policies has nothing new", async () => {
    const report = await compareFiles(
      { 'a.json': template({ A: role({ ManagedPolicyArns: [arn('AdministratorAccess')] }) }) },
      { 'a.json': template({ A: role({ Policies: [inline('a', READ_AND_SEND)] }) }) },
    );
    expect(told(report)).toEqual([]);
  });

  it('that loses a policy has nothing new', async () => {
    const shared = managed(READ, { Roles: [{ Ref: 'A' }] });
    const report = await compareFiles(
      { 'a.json': template({ A: role(), Shared: shared }) },
      { 'a.json': template({ A: role(), Shared: managed(READ, {}) }) },
    );
    expect(told(report)).toEqual([]);
  });
});

describe('what is not in sight', () => {
  const OURS = 'arn:aws:iam::111122223333:policy/ours';
  const attached = (...arns: readonly string[]) =>
    template({ A: role({ ManagedPolicyArns: arns, Policies: [inline('a', READ)] }) });
  const bounded = (PermissionsBoundary?: string, content = READ) =>
    template({
      A: role({
        ...(PermissionsBoundary === undefined ? {} : { PermissionsBoundary }),
        Policies: [inline('a', content)],
      }),
    });

  it.each([
    [
      'attached newly',
      attached(),
      attached(OURS),
      ['policy `arn:aws:iam::111122223333:policy/ours` is newly attached'],
    ],
    ['attached as before', attached(OURS), attached(OURS), []],
    ['detached', attached(OURS), attached(), ['policy `arn:aws:iam::111122223333:policy/ours` is no longer attached']],
    ['gone with the role', attached(OURS), template({}), []],
    ['a boundary that is gone', bounded(OURS), bounded(), ['of role `A` is gone']],
    ['a boundary that is another', bounded(OURS), bounded(`${OURS}2`), ['of role `A` is another']],
    ['a boundary as before', bounded(OURS), bounded(OURS), []],
    ['a boundary that is new', bounded(), bounded(OURS), []],
  ])('%s', async (_, before, after, expected) => {
    const report = await compareFiles({ 'a.json': before }, { 'a.json': after });
    expect(report.findings.map(({ confidence }) => confidence)).toEqual(expected.map(() => 'possible'));
    for (const [index, words] of expected.entries()) expect(report.findings[index]?.message).toContain(words);
  });

  it('leaves open whether it is new what a boundary may take away', async () => {
    const report = await compareFiles({ 'a.json': bounded(OURS) }, { 'a.json': bounded(OURS, READ_AND_SEND) });
    expect(report.findings.map(({ confidence }) => confidence)).toEqual(['possible']);
  });
});
