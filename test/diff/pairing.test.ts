import { describe, expect, it } from 'vitest';
import { folderWith, policy } from '../project/folder.js';
import { compareFiles, compareFolders, document, inline, role, template, told } from './compare-files.js';

const READ = policy('s3:GetObject');
const WRITE = policy('s3:PutObject');
const QUEUE = { Type: 'AWS::SQS::Queue' };

/** A queue's policy that lets an account send. */
function queuePolicy(account: string): object {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sqs:SendMessage',
    Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
  };
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['jobs'], PolicyDocument: document(statement) } };
}

describe('a file', () => {
  it('is compared with the one of its path', async () => {
    expect(told(await compareFiles({ 'a.json': READ, 'b.json': WRITE }, { 'a.json': READ, 'b.json': WRITE }))).toEqual(
      [],
    );
    const swapped = await compareFiles({ 'a.json': READ, 'b.json': WRITE }, { 'a.json': WRITE, 'b.json': READ });
    expect(told(swapped)).toHaveLength(2);
  });

  it('that moved is known by what it says', async () => {
    expect(told(await compareFiles({ 'a.json': READ }, { 'deep/er/z.json': READ }))).toEqual([]);
  });

  it('that moved and changed is known by its name', async () => {
    const both = document('s3:GetObject', 'sqs:SendMessage');
    const report = await compareFiles(
      { 'old/reader.json': document('s3:GetObject') },
      { 'new/reader.json': both, 'new/other.yaml': 'just: text' },
    );
    expect(told(report)).toEqual([
      expect.stringMatching(/^head\/new\/reader\.json:11 proven `sqs:SendMessage` on .* newly allowed/),
    ]);
  });

  it('that was renamed a little and changed is known by its name', async () => {
    const report = await compareFiles(
      { 'reader-policy.json': document('s3:GetObject') },
      { 'reader_policy.json': document('s3:GetObject', 'sqs:SendMessage') },
    );
    expect(told(report)).toHaveLength(1);
  });

  it('that is new is compared with nothing', async () => {
    const report = await compareFiles({}, { 'a.json': document('s3:GetObject', 'sqs:SendMessage') });
    expect(told(report)).toContainEqual(
      expect.stringMatching(/^head\/a\.json:6 proven `s3:GetObject` on .* newly allowed/),
    );
  });

  it('that is gone allows nothing', async () => {
    expect(told(await compareFiles({ 'a.json': READ }, {}))).toEqual([]);
  });

  it('holds policies in any order', async () => {
    const list = (...policies: readonly object[]) => policies.map((each) => ({ PolicyDocument: each }));
    const report = await compareFiles({ 'a.json': list(READ, WRITE) }, { 'a.json': list(WRITE, READ) });
    expect(told(report)).toEqual([]);
  });
});

describe('several of the same name', () => {
  it('are compared with those that they are likest', async () => {
    const of = (name: string, ...more: readonly string[]) =>
      document(
        ...[`s3:Get${name}`, `sqs:List${name}`, ...more].map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })),
      );
    const report = await compareFiles(
      { 'a/policy.json': of('One'), 'b/policy.json': of('Two'), 'c/policy.json': of('Three') },
      {
        'x/policy.json': of('Three', 'sns:Publish'),
        'y/policy.json': of('One', 'sns:Publish'),
        'z/policy.json': of('Two'),
      },
    );
    expect(told(report)).toEqual([
      expect.stringMatching(/^head\/x\/policy\.json.*`sns:Publish`/),
      expect.stringMatching(/^head\/y\/policy\.json.*`sns:Publish`/),
    ]);
  });

  it('are resources as well', async () => {
    const stack = (...actions: readonly string[]) =>
      template({ App: role({ Policies: [inline('a', document(...actions))] }) });
    const report = await compareFiles(
      { 'a.json': stack('s3:GetObject'), 'b.json': stack('sqs:SendMessage') },
      { 'one.json': stack('sqs:SendMessage', 'sns:Publish'), 'two.json': stack('s3:GetObject', 's3:PutObject') },
    );
    expect(told(report)).toEqual([
      expect.stringMatching(/^head\/one\.json.*`sns:Publish`/),
      expect.stringMatching(/^head\/two\.json.*`s3:PutObject`/),
    ]);
  });
});

describe('two files that are named', () => {
  it('are compared whatever they are called', async () => {
    const cwd = folderWith({ 'before.json': READ, 'x/entirely-different.yaml': JSON.stringify(READ) });
    const { report } = await compareFolders(cwd, 'before.json', 'x/entirely-different.yaml');
    expect(told(report)).toEqual([]);
    expect(report.summary).toMatchObject({ policies: 1, comparedWith: 1 });
  });
});

describe('a resource', () => {
  it('is known by type and name, wherever its file went', async () => {
    const before = template({ Q: QUEUE, Policy: queuePolicy('111122223333') });
    const moved = await compareFiles({ 'a.json': before }, { 'stacks/b.json': before });
    expect(told(moved)).toEqual([]);
    const changed = await compareFiles(
      { 'a.json': before },
      { 'stacks/b.json': template({ Q: QUEUE, Policy: queuePolicy('999999999999') }) },
    );
    expect(told(changed)).toHaveLength(1);
  });

  it('is another one under another name', async () => {
    const report = await compareFiles(
      { 'a.json': template({ Policy: queuePolicy('111122223333') }) },
      { 'a.json': template({ Policy: queuePolicy('111122223333'), Second: queuePolicy('111122223333') }) },
    );
    expect(report.findings.map(({ resource }) => resource?.name)).toEqual(['Second']);
  });

  it('that is known to AWS by a name is the same under another address', async () => {
    const named = role({ RoleName: 'app', Policies: [inline('a', document('s3:GetObject'))] });
    const report = await compareFiles({ 'a.json': template({ Old: named }) }, { 'a.json': template({ New: named }) });
    expect(told(report)).toEqual([]);
  });

  it('is compared with nothing where it was a policy of another kind', async () => {
    const trust = document({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
    const report = await compareFiles({ 'a.json': document('sts:AssumeRole') }, { 'a.json': trust });
    expect(told(report)).toHaveLength(1);
  });
});
