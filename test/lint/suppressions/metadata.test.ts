import { describe, expect, it } from 'vitest';
import { lint, told } from './lint.js';

const POLICY = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

/** A template with two managed policies, the first with metadata, or the template itself. */
function template(metadata: unknown, ofTemplate?: unknown): Record<string, unknown> {
  const resource = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: POLICY } };
  const own = metadata === undefined ? {} : { Metadata: metadata };
  const top = ofTemplate === undefined ? {} : { Metadata: ofTemplate };
  return { ...top, Resources: { A: { ...own, ...resource }, B: resource } };
}

/** The resources whose `wildcard-action` is reported, those where it is suppressed with the reason, and remarks. */
async function judged(data: unknown, settings = {}): Promise<readonly string[]> {
  const report = await lint({ 'a.json': JSON.stringify(data, null, 1) }, settings);
  const wide = report.findings.filter(({ rule }) => rule === 'wildcard-action');
  const remarks = told(report).filter((line) => line.includes('suppression'));
  return [
    ...wide.map(({ resource }) => resource?.name ?? ''),
    ...report.suppressed.map(({ resource, by, reason }) => `${resource?.name} by ${by}: ${reason}`),
    ...remarks.map((line) => line.replace(/^\d+ /, '')),
  ];
}

describe('metadata', () => {
  it('speaks of its resource', async () => {
    const ignore = [{ rule: 'wildcard-action', reason: 'known' }];
    expect(await judged(template({ leastwise: { ignore } }))).toEqual(['B', 'A by metadata: known']);
  });

  it('speaks of the whole template at its top', async () => {
    const ignore = { rule: ['wildcard-action'], reason: 'known', expires: '2026-12-31' };
    expect(await judged(template(undefined, { leastwise: { ignore } }))).toEqual([
      'A by metadata: known',
      'B by metadata: known',
    ]);
  });

  it('is the same in YAML', async () => {
    const yaml = `Resources:
  A:
    Type: AWS::IAM::ManagedPolicy
    Metadata:
      leastwise:
        ignore:
          - { id: wildcard-action, reason: known, expires: 2026-06-15 }
    Properties:
      PolicyDocument: ${JSON.stringify(POLICY)}
`;
    expect(told(await lint({ 'a.yaml': yaml }))).toEqual(['9 wildcard-action by metadata: known until 2026-06-15']);
    expect(told(await lint({ 'a.yaml': yaml.replace('2026-06-15', '2026-06-14') }))).toEqual([
      '7 expired-suppression: `wildcard-action` was suppressed until 2026-06-14: what it hid is reported again',
      '9 wildcard-action',
    ]);
  });

  it('may be a rule alone, without a reason', async () => {
    expect(await judged(template({ leastwise: { ignore: 'wildcard-action' } }))).toEqual([
      'B',
      'A by metadata: ',
      'suppression-without-reason: `wildcard-action` is suppressed without a reason',
    ]);
  });

  it('says where it is of no use', async () => {
    const ignore = [{ rule: 'login-profile', reason: 'x' }, { rule: 'nothing', reason: 'x' }, { reason: 'x' }];
    expect(await judged(template({ leastwise: { ignore } }))).toEqual([
      'A',
      'B',
      'unused-suppression: `login-profile` is suppressed here and not found',
      'unused-suppression: `nothing` is no rule, so nothing is suppressed',
      'unused-suppression: No rule is named here, so nothing is suppressed',
    ]);
  });

  it('speaks of what a loop makes of its resource', async () => {
    const metadata = { leastwise: { ignore: [{ rule: 'wildcard-action', reason: 'known' }] } };
    const resource = { Type: 'AWS::IAM::ManagedPolicy', Metadata: metadata, Properties: { PolicyDocument: POLICY } };
    const data = {
      AWSTemplateFormatVersion: '2010-09-09',
      Transform: 'AWS::LanguageExtensions',
      Resources: { 'Fn::ForEach::Each': ['Name', ['X', 'Y'], { 'P${Name}': resource }] },
    };
    const report = await lint({ 'a.json': JSON.stringify(data, null, 1) });
    expect(report.findings.filter(({ rule }) => rule === 'wildcard-action')).toEqual([]);
    expect(report.suppressed.map(({ rule }) => rule)).toEqual(['wildcard-action']);
  });
});

describe('what other tools are told', () => {
  const checkov = { checkov: { skip: [{ id: 'CKV_AWS_111', comment: 'known there' }] } };
  const nag = { cfn_nag: { rules_to_suppress: [{ id: 'W12', reason: 'known there' }] } };
  const whole = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };

  it('does not count unless it is asked for', async () => {
    for (const metadata of [checkov, nag]) {
      expect(await judged(template(metadata))).toEqual(['A', 'B']);
      expect(await judged(template(metadata), { suppressionsOf: ['trivy'] })).toEqual(['A', 'B']);
    }
  });

  it('counts by the names that rules have there, and is never called of no use', async () => {
    const data = template({ ...nag, ...checkov });
    const text = JSON.stringify({ ...data }).replaceAll(JSON.stringify(POLICY.Statement[0]), JSON.stringify(whole));
    const report = await lint({ 'a.json': text }, { suppressionsOf: ['cfn_nag', 'checkov'] });
    const found = report.findings.filter(({ rule }) => rule === 'wildcard-resource');
    expect(found.map(({ resource }) => resource?.name)).toEqual(['B']);
    expect(report.suppressed.map(({ reason, by }) => [reason, by])).toEqual([['known there', 'metadata']]);
    expect(
      await judged(template({ cfn_nag: { rules_to_suppress: [{ id: 'F999' }] } }), { suppressionsOf: ['cfn_nag'] }),
    ).toEqual(['A', 'B']);
  });

  const USER = `Resources:
  Bob: #1
    Type: AWS::IAM::User
    Properties:
      #2
      ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
  #3
Outputs:
  X: { Value: 1 } #4
`;
  const withComment = (at: number, comment: string) => USER.replace(`#${at}`, comment);
  const suppressedBy = async (text: string, tool: 'checkov' | 'trivy') => {
    const { suppressed } = await lint({ 'a.yaml': text }, { suppressionsOf: [tool] });
    return suppressed.map(({ rule }) => rule);
  };

  it.each([
    [1, ['user-attached-policy']],
    [2, ['user-attached-policy']],
    [3, ['user-attached-policy']],
    [4, []],
  ])('of checkov stands anywhere in the resource (%i)', async (at, rules) => {
    expect(await suppressedBy(withComment(at, '# checkov:skip=CKV_AWS_40:a service user'), 'checkov')).toEqual(rules);
    expect(await suppressedBy(withComment(at, '# checkov:skip=CKV_AWS_40:a service user'), 'trivy')).toEqual([]);
  });

  it.each([
    ['trivy:ignore:AVD-AWS-0143', ['user-attached-policy']],
    ['trivy:ignore:AWS-0143', ['user-attached-policy']],
    ['trivy:ignore:AVD-AWS-0001 trivy:ignore:avd-aws-0143', ['user-attached-policy']],
    ['trivy:ignore:AVD-AWS-0143:exp:2026-06-15', ['user-attached-policy']],
    ['trivy:ignore:AVD-AWS-0143:exp:2026-06-14', []],
    ['trivy:ignore:AVD-AWS-0143:exp:soon', ['user-attached-policy']],
    ['trivy:ignore:AVD-AWS-0143:exp:2026-06', []],
    ['trivy:ignore:*', []],
  ])('of trivy stands above or behind: %s', async (comment, rules) => {
    expect(await suppressedBy(withComment(2, `#${comment}`), 'trivy')).toEqual(rules);
    expect(await suppressedBy(withComment(1, `#${comment}`), 'trivy')).toEqual(rules);
    expect(await suppressedBy(withComment(3, `#${comment}`), 'trivy')).toEqual([]);
  });
});
