import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { decodeText } from '../../src/document/source-file.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/lint/settings.js';
import type { Finding, Report } from '../../src/report/report.js';
import type { Rule } from '../../src/rule.js';

type Files = Readonly<Record<string, string | Buffer>>;

function textOf(content: string | Buffer): string | undefined {
  return typeof content === 'string' ? content : decodeText(content);
}

async function lint(files: Files, settings: Partial<Settings> = {}, with_: readonly Rule[] = rules): Promise<Report> {
  const linter = createLinter(with_, { ...DEFAULT_SETTINGS, ...settings }, '0.0.0', '/repo');
  for (const [path, text] of Object.entries(files)) await linter.add(path, textOf(text));
  return linter.report();
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
}

const ADMIN = { Effect: 'Allow', Action: '*', Resource: '*' };
const WILD = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const TRUST = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' };
const FINE = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-reports/*' };

function ids(report: Report): readonly string[] {
  return report.findings.map(({ rule }) => rule);
}

describe('a report', () => {
  it('is the same in whatever order files come', async () => {
    const files: Files = { 'b.json': policy(WILD, ADMIN), 'a.json': policy(WILD), 'c/d.json': policy(ADMIN) };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(await lint(reversed)).toEqual(await lint(files));
    const { findings } = await lint(files);
    expect(findings.map(({ file }) => file)).toEqual([...findings.map(({ file }) => file)].sort());
  });

  it('counts what it read', async () => {
    const { summary } = await lint({ 'a.json': policy(FINE), 'b.json': '{"name": "x"}', 'c.json': policy(WILD) });
    expect(summary).toMatchObject({ files: 2, policies: 2, findings: 1, failures: 0 });
  });

  it('points at the words, with the path through file and policy', async () => {
    const { findings } = await lint({ 'p.json': policy(FINE, { ...WILD, Action: ['s3:ListBucket', 's3:*'] }) });
    const [finding] = findings;
    expect(finding).toMatchObject({
      rule: 'wildcard-action',
      file: 'p.json',
      line: 13,
      column: 9,
      endLine: 13,
      endColumn: 15,
      path: ['Statement', 1, 'Action', 1],
      policyPath: ['Statement', 1, 'Action', 1],
      policy: { kind: 'identity' },
    });
    expect(finding?.frame.lines[13 - (finding?.frame.startLine ?? 0)]).toBe('        "s3:*"');
  });

  it('points through a policy in a string into the file', async () => {
    const outer = JSON.stringify({ Policy: policy(WILD) });
    const { findings } = await lint({ 'p.json': outer });
    expect(findings[0]).toMatchObject({ path: ['Policy'], policyPath: ['Statement', 0, 'Action'], line: 1 });
    expect(outer.slice((findings[0]?.column ?? 0) - 1, (findings[0]?.endColumn ?? 0) - 1)).toBe('\\"s3:*\\"');
  });
});

describe('a message', () => {
  it('stays a line however long the names are that it speaks of', async () => {
    const long = (kind: string) => `${kind}${'x'.repeat(50_000)}`;
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ ...TRUST, Effect: long('Al') }, TRUST] },
        Policies: [{ PolicyName: long('work'), PolicyDocument: JSON.parse(policy(WILD)) }],
      },
    };
    const text = JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: { [long('Role')]: role } });
    const { findings } = await lint({ 'a.json': text }, { preset: 'all' });
    expect(findings.length).toBeGreaterThan(3);
    const messages = findings.flatMap(({ message, covers }) => [message, ...covers.map((covered) => covered.message)]);
    expect(messages.filter((message) => message.length > 500)).toEqual([]);
  });
});

describe('one finding a cause', () => {
  it('lists the weaker under the stronger', async () => {
    const { findings } = await lint({ 'p.json': policy(ADMIN) });
    expect(findings.map(({ rule }) => rule)).toEqual(['admin-access']);
    const covered = findings.flatMap(({ covers }) => covers.map(({ rule }) => rule));
    expect(covered).toEqual(expect.arrayContaining(['missing-mfa-condition', 'wildcard-action', 'wildcard-resource']));
  });

  it('keeps the same smell of another statement', async () => {
    expect(ids(await lint({ 'p.json': policy(ADMIN, WILD) }))).toEqual(['admin-access', 'wildcard-action']);
  });

  it('covers nothing where AWS judges', async () => {
    const report = await lint({ 'p.json': policy(ADMIN) }, { preset: 'all' });
    expect(ids(report)).toEqual(['admin-access']);
  });
});

describe('what cannot be read', () => {
  it('never hides the findings of other files, or the rest of its own', async () => {
    const broken = policy(WILD).replace('"Resource"', '"Resource" "x"').concat('}}}');
    const report = await lint({ 'a.json': broken, 'b.json': policy(WILD) });
    expect(report.failures).toHaveLength(1);
    expect(report.failures[0]).toMatchObject({ file: 'a.json', line: 7 });
    expect(report.findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'a.json wildcard-action-scoped',
      'a.json malformed-policy',
      'b.json wildcard-action',
    ]);
  });

  it('is a failure where a service of the Serverless Framework was meant', async () => {
    const statements = '  iamRoleStatements:\n    - Effect: Allow\n      Action: [\n';
    const report = await lint({ 'serverless.yml': `service: a\nprovider:\n  name: aws\n${statements}` });
    expect(report.failures).toHaveLength(1);
  });

  it('is passed over where it was never IAM', async () => {
    const chart = 'kind: Deployment\n{{- if .Values.Statement }}\n  x: [\n';
    const report = await lint({
      'chart.yaml': chart,
      'data.bin': Buffer.from([0, 1, 2, 0, 0, 5]),
      'x.json': '{"a": }',
    });
    expect(report.failures).toEqual([]);
    expect(report.findings).toEqual([]);
    expect(report.summary.files).toBe(0);
  });

  it('says why each file was or was not read', async () => {
    const linter = createLinter(rules, DEFAULT_SETTINGS, '0.0.0', '/repo');
    const reason = async (path: string, text: string | Buffer): Promise<string> =>
      (await linter.add(path, textOf(text))).reason;
    expect(await reason('p.json', policy(FINE))).toBe('policy, 1 policy');
    expect(await reason('package.json', '{"name": "x"}')).toBe('holds nothing that looks like IAM');
    expect(await reason('words.json', '["Statement"]')).toBe('holds no policy or template');
    expect(await reason('x.bin', Buffer.from([7, 0, 0, 0, 9]))).toBe('no text');
    const service = 'service: a\nprovider: {name: aws}\nfunctions: {f: {handler: a.b, url: true}}\n';
    expect(await reason('api/serverless.yml', service)).toBe('Serverless Framework, 1 policy');
    expect(await reason('api/not-serverless.yml', service)).toBe('holds nothing that looks like IAM');
    const statements =
      'provider: {name: aws, iam: {role: {statements: [{Effect: Allow, Action: a:B, Resource: "*"}]}}}';
    expect(await reason('service.yml', `service: a\n${statements}\n`)).toBe('Serverless Framework, 2 policies');
  });

  it('reads UTF-16 and a byte order mark', async () => {
    const text = `\uFEFF${policy(WILD)}`;
    const big = Buffer.from(text, 'utf16le').swap16();
    const report = await lint({ 'a.json': Buffer.from(text, 'utf16le'), 'b.json': big, 'c.json': Buffer.from(text) });
    expect(report.findings.map(({ line, column, lineHash }) => ({ line, column, lineHash }))).toEqual(
      Array.from({ length: 3 }, () => ({
        line: 6,
        column: 17,
        lineHash: report.findings[0]?.lineHash,
      })),
    );
  });
});

describe('settings', () => {
  it('choose rules, severities and what is shown', async () => {
    const files = { 'p.json': policy(WILD, { ...WILD, Resource: 'arn:aws:s3:::acme/*' }) };
    expect(ids(await lint(files))).toEqual(['wildcard-action', 'wildcard-action-scoped']);
    expect(ids(await lint(files, { minSeverity: 'high' }))).toEqual(['wildcard-action']);
    const off = { 'wildcard-action': { enabled: false }, 'wildcard-action-scoped': { enabled: false } };
    const others = ids(await lint(files, { rules: off }));
    expect(others).toContain('data-exposure');
    expect(others.filter((id) => id in off)).toEqual([]);
    const low = await lint(files, { rules: { 'wildcard-action': { severity: 'info' } } });
    expect(low.findings[0]?.severity).toBe('info');
    expect(await lint({ 'p.json': policy(ADMIN) }, { minConfidence: 'proven' })).toMatchObject({
      summary: { findings: 1 },
    });
  });

  it('differ by path', async () => {
    const override = { files: ['legacy/**'], base: '/repo', rules: { 'wildcard-action': { enabled: false } } };
    const files = { 'legacy/p.json': policy(WILD), 'new/p.json': policy(WILD) };
    const report = await lint(files, { overrides: [override] });
    const wildcards = report.findings.filter(({ rule }) => rule === 'wildcard-action');
    expect(wildcards.map(({ file }) => file)).toEqual(['new/p.json']);
  });

  it('say what a bare policy is', async () => {
    expect(ids(await lint({ 'p.json': policy(ADMIN) }, { policyType: { kind: 'scp' } }))).toEqual([]);
    const override = { files: ['scps/*'], base: '/repo', rules: {}, policyType: { kind: 'scp' } } as const;
    expect(ids(await lint({ 'scps/p.json': policy(ADMIN) }, { overrides: [override] }))).toEqual([]);
  });
});

describe('what a macro or an anchor copied', () => {
  it('is reported once, at the place that it was copied from', async () => {
    const statement = '{Effect: Allow, Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*"}';
    const globals = `Globals: {Api: {Auth: {ResourcePolicy: {CustomStatements: [${statement}]}}}}`;
    const api = '{Type: AWS::Serverless::Api, Properties: {StageName: prod}}';
    const anchored = 'a: &a\n  Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}\nb: *a\n';
    const files = {
      'sam.yaml': `Transform: AWS::Serverless-2016-10-31\n${globals}\nResources: {A: ${api}, B: ${api}}\n`,
      'list.yaml': `${anchored}Policy: {Document: *a, Policy: *a}\n`,
    };
    const { findings } = await lint(files);
    expect(findings.map(({ file, rule, line, column, path }) => ({ file, rule, line, column, path }))).toEqual([
      {
        file: 'list.yaml',
        rule: 'wildcard-action',
        line: 2,
        column: 38,
        path: ['Policy', 'Document', 'Statement', 'Action'],
      },
      {
        file: 'sam.yaml',
        rule: 'public-network-resource-policy',
        line: 2,
        column: 87,
        path: ['Globals', 'Api', 'Auth', 'ResourcePolicy', 'CustomStatements', 0, 'Principal'],
      },
    ]);
  });
});

describe('fingerprints', () => {
  const fingerprints = (report: Report): readonly string[] => report.findings.map((f: Finding) => f.fingerprint);

  it('survive moving, reformatting and new Sids, and differ among equals', async () => {
    const before = await lint({ 'p.json': policy(WILD, FINE) });
    const moved = JSON.stringify({ Version: '2012-10-17', Statement: [FINE, { Sid: 'New', ...WILD }] });
    expect(fingerprints(await lint({ 'p.json': moved }))).toEqual(fingerprints(before));
    const twice = fingerprints(await lint({ 'p.json': policy(WILD, WILD) }));
    expect(new Set(twice).size).toBe(2);
    expect(fingerprints(await lint({ 'q.json': policy(WILD) }))).not.toEqual(fingerprints(before));
  });
});
