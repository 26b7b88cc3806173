import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Access } from '../../src/access/access.js';
import type { Answer, Witness } from '../../src/access/answer.js';
import { newAccess } from '../../src/access/new-access.js';
import type { Statement } from '../../src/policy/model.js';
import { compareFiles, document, inline, role, template, told } from './compare-files.js';

vi.mock('../../src/access/new-access.js', { spy: true });
const asked = vi.mocked(newAccess);
beforeEach(() => {
  asked.mockReset().mockReturnValue([]);
});

const DENY = { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' };
const READ = document('s3:GetObject');

/** What the nth question was about: the effects of all statements on either side, and whether there is a boundary. */
function question(nth = 0): readonly string[] {
  const words = ({ policies, boundary }: Access) => {
    const effects = policies.flatMap(({ statements }) => statements.map(({ effect }) => effect));
    return [...effects, ...(boundary === undefined ? [] : ['boundary'])].join(' ');
  };
  const call = asked.mock.calls[nth];
  return call === undefined ? [] : call.map(words);
}

/** Answers each question about the first statement of the head. */
function answer(witness: Partial<Witness>, more: Partial<Answer> = {}): void {
  asked.mockImplementation(({ policies }) => {
    const [statement] = policies.flatMap(({ statements }): readonly Statement[] => statements);
    const whole = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {}, ...witness };
    return statement === undefined
      ? []
      : [{ verdict: 'yes', witness: whole, grants: [statement], reasons: [], ...more }];
  });
}

describe('what is asked of an identity', () => {
  const roleWith = (...policies: readonly object[]) =>
    template({ A: role({ Policies: policies.map((content, index) => inline(`p${index}`, content)) }) });

  it('is what all its policies allow together', async () => {
    await compareFiles({ 'a.json': roleWith(READ, document(DENY)) }, { 'a.json': roleWith(READ) });
    expect(question()).toEqual(['Allow', 'Allow Deny']);
  });

  it('is nothing where all is as before', async () => {
    await compareFiles({ 'a.json': roleWith(READ, document(DENY)) }, { 'a.json': roleWith(READ, document(DENY)) });
    expect(asked).not.toHaveBeenCalled();
  });

  it('is nothing where there is less than before', async () => {
    const before = roleWith(document('s3:GetObject', 's3:PutObject'));
    await compareFiles({ 'a.json': before }, { 'a.json': roleWith(READ, document(DENY)) });
    expect(asked).not.toHaveBeenCalled();
  });

  it('is within its boundary', async () => {
    const boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('s3:*') } };
    const bounded = (properties: object) =>
      template({ B: boundary, A: role({ Policies: [inline('a', READ)], ...properties }) });
    const before = bounded({ PermissionsBoundary: { Ref: 'B' } });
    await compareFiles({ 'a.json': before }, { 'a.json': bounded({}) });
    expect(question()).toEqual(['Allow', 'Allow boundary']);
    asked.mockClear();
    await compareFiles({ 'a.json': bounded({}) }, { 'a.json': before });
    expect(question()).toEqual(['Allow boundary', 'Allow']);
  });

  it("is within one of AWS's policies as its boundary", async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
    const before = template({ A: role({ Policies: [inline('a', READ)], PermissionsBoundary }) });
    await compareFiles({ 'a.json': before }, { 'a.json': roleWith(READ) });
    expect(question()[1]).toBe('Allow boundary');
  });
});

describe('what is asked of a control policy', () => {
  const settings = { policyType: { kind: 'scp' } } as const;

  it('is what it lets through beside full access', async () => {
    answer({ action: 's3:DeleteObject' });
    asked.mockReturnValueOnce([]);
    const report = await compareFiles({ 'a.json': document(DENY) }, { 'a.json': document() }, settings);
    expect(question(1)).toEqual([]);
    expect(question()).toEqual(['Allow', 'Allow Deny']);
    expect(report.findings).toEqual([]);
  });

  it('is told of at the Deny that changed', async () => {
    answer({ action: 's3:DeleteObject' });
    const kept = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
    const report = await compareFiles(
      { 'a.json': document(kept, DENY) },
      { 'a.json': document(kept, { ...DENY, Resource: 'arn:aws:s3:::a/*' }) },
      settings,
    );
    expect(told(report)).toEqual(['head/a.json:9 proven `s3:DeleteObject` on `arn:aws:s3:::b/k` is no longer denied']);
  });

  it('is the same where it no longer looks like one', async () => {
    // By its content: nothing but a control policy denies leaving the organization.
    const leave = { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' };
    await compareFiles({ 'a.json': document(leave, DENY) }, { 'a.json': document(DENY) });
    expect(question()).toEqual(['Allow Deny', 'Allow Deny Deny']);
  });

  it('is nothing where it denies as before', async () => {
    await compareFiles({ 'a.json': document(DENY) }, { 'a.json': document({ ...DENY, Sid: 'X' }) }, settings);
    expect(asked).not.toHaveBeenCalled();
  });

  it('that is gone is what it denied, told of at its file', async () => {
    answer({ action: 's3:DeleteObject' });
    const scp = (Content: object) => ({
      Type: 'AWS::Organizations::Policy',
      Properties: { Name: 'guard', Type: 'SERVICE_CONTROL_POLICY', Content },
    });
    const queue = { Type: 'AWS::SQS::Queue' };
    const report = await compareFiles(
      { 'a.json': template({ Guard: scp(document(DENY)), Q: queue }) },
      { 'a.json': template({ Q: queue }) },
    );
    expect(question()).toEqual(['Allow', 'Allow Deny']);
    expect(told(report)).toEqual([
      'head/a.json:1 proven the service control policy `Guard` is gone: `s3:DeleteObject` on `arn:aws:s3:::b/k` is no longer denied',
    ]);
    const gone = await compareFiles({ 'a.json': document(DENY) }, {}, settings);
    expect(gone.findings.map(({ file }) => file)).toEqual(['base/a.json']);
  });

  it('that is gone is nothing where it was no control policy', async () => {
    await compareFiles({ 'a.json': READ }, {});
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('an answer', () => {
  const change = (): ReturnType<typeof compareFiles> =>
    compareFiles({ 'a.json': READ }, { 'a.json': document('s3:Get*') });

  it('is told with the context that it needs', async () => {
    answer({
      principal: 'anyone',
      context: { 'aws:PrincipalTag/team': 'x', 'aws:SourceIp': '1.2.3.4', a: 'b', c: 'd' },
    });
    expect(told(await change())).toEqual([
      'head/a.json:6 proven `s3:GetObject` on `arn:aws:s3:::b/k` is newly allowed to anyone, for requests with ' +
        '`aws:PrincipalTag/team` = `x` and `aws:SourceIp` = `1.2.3.4` and 2 more',
    ]);
  });

  it('is told with the conditions of the template that it needs', async () => {
    answer({
      when: [
        { condition: 'IsProd', is: true },
        { condition: 'IsOld', is: false },
      ],
    });
    expect(told(await change())[0]).toContain('is newly allowed (when `IsProd` and unless `IsOld`)');
  });

  it('that is open is told with its reason', async () => {
    answer({}, { verdict: 'unknown', reasons: ['parameter "Env" has no default'] });
    expect(told(await change())).toEqual([
      'head/a.json:6 possible `s3:GetObject` on `arn:aws:s3:::b/k` may be newly allowed: parameter "Env" has no default',
    ]);
  });

  it('that names no statement is told all the same', async () => {
    asked.mockReturnValue([{ verdict: 'unknown', grants: [], reasons: ['too hard'] }]);
    expect(told(await change())).toEqual(['head/a.json:1 possible may allow more than before: too hard']);
  });

  it('about what stands there as before is none', async () => {
    answer({});
    const before = document('s3:GetObject');
    expect(told(await compareFiles({ 'a.json': before }, { 'a.json': document('s3:GetObject', 's3:Put*') }))).toEqual(
      [],
    );
  });
});
