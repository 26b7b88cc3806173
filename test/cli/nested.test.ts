import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { folderWith } from '../project/folder.js';
import { leastwise } from './in-process.js';

const stack = (TemplateURL: unknown, Parameters: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL, Parameters },
});
const template = (Resources: object, rest: object = {}) => ({
  AWSTemplateFormatVersion: '2010-09-09',
  ...rest,
  Resources,
});
const managed = (Action: unknown) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } },
});
const child = template(
  { Policy: managed({ 'Fn::Sub': '${Service}:*' }) },
  { Parameters: { Service: { Type: 'String' } } },
);

async function lint(files: Readonly<Record<string, unknown>>, ...args: readonly string[]): Promise<Report> {
  const { stdout } = await leastwise([...args, '--format', 'json'], { cwd: folderWith({ '.git/HEAD': '', ...files }) });
  return JSON.parse(stdout);
}

const shown = ({ findings }: Report): readonly string[] => findings.map(({ file, message }) => `${file}: ${message}`);

describe('the template of a nested stack', () => {
  it('is read with the parameters that it is given', async () => {
    const root = template({ Inner: stack('./inner/child.json', { Service: 'sqs', Other: { Ref: 'X' } }) });
    const report = await lint({ 'root.json': root, 'inner/child.json': child }, 'root.json');
    expect(shown(report)).toEqual([
      'inner/child.json: `sqs:*` allows all 20 actions of sqs: 10 write, 3 manage permissions',
    ]);
    expect(report.summary).toMatchObject({ files: 2, policies: 1 });
  });

  it('is read by itself where it is an input anyway, and once', async () => {
    const root = template({ Inner: stack('child.json', { Service: 'sqs' }), Again: stack('./child.json') });
    const files = { 'root.json': root, 'child.json': child };
    expect((await lint(files)).summary).toMatchObject({ files: 2, policies: 1 });
    expect((await lint(files, 'root.json', 'child.json')).summary).toMatchObject({ files: 2, policies: 1 });
    expect(shown(await lint(files))).toEqual([]);
  });

  it('may have nested stacks itself, and circles end', async () => {
    const files = {
      'a.json': template({ B: stack('b.json'), Self: stack('a.json') }),
      'b.json': template({ C: stack('c/c.yaml'), A: stack('a.json') }),
      'c/c.yaml': template({ Policy: managed('kms:*'), B: stack('../b.json') }),
    };
    const report = await lint(files, 'a.json');
    expect(report.findings.map(({ file }) => file)).toEqual(['c/c.yaml']);
    expect(report.summary.files).toBe(3);
  });

  it('may be that of a SAM application', async () => {
    const app = (Location: unknown) => ({ Type: 'AWS::Serverless::Application', Properties: { Location } });
    const root = template({ App: app('child.json'), Elsewhere: app({ ApplicationId: 'a', SemanticVersion: '1.0.0' }) });
    expect((await lint({ 'root.json': root, 'child.json': child }, 'root.json')).summary.files).toBe(2);
  });

  it.each([
    'https://bucket.s3.amazonaws.com/child.json',
    's3://bucket/child.json',
    '/child.json',
    'gone.json',
    '../../etc/hosts',
    { 'Fn::Sub': '${Nothing}/child.json' },
    { Ref: 'AWS::NoValue' },
    ['child.json'],
    '',
  ])('is another input where it is %j', async (url) => {
    const report = await lint({ 'root.json': template({ Inner: stack(url) }), 'child.json': child }, 'root.json');
    expect(report.summary).toMatchObject({ files: 1, failures: 0 });
  });

  it('is left out where the config leaves it out, and told by those who ask', async () => {
    const files = { 'root.json': template({ Inner: stack('child.json') }), 'child.json': child };
    const cwd = folderWith({ ...files, 'leastwise.json': { ignore: ['child.json'] } });
    const { stderr, stdout } = await leastwise(['root.json', '--verbose', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout).summary.files).toBe(1);
    expect(stderr).toContain('child.json: passed over, left out by the config');
  });

  it('is not read for what comes from standard input', async () => {
    const stdin = JSON.stringify(template({ Inner: stack('child.json') }));
    const cwd = folderWith({ 'child.json': child });
    const { stdout } = await leastwise(['-', '--stdin-filename', 'child.json', '--format', 'json'], { cwd, stdin });
    expect(JSON.parse(stdout).summary.files).toBe(1);
  });
});
