import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { serviceActions } from '../../src/aws/actions.js';
import { VERSION } from '../../src/lint/version.js';
import { leastwise } from './in-process.js';

const setting = { cwd: process.cwd() };

describe('expand', () => {
  it('lists what a pattern matches by access level', async () => {
    const { code, stdout } = await leastwise(['expand', 's3:*ObjectAcl'], setting);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^s3:\*ObjectAcl matches 2 actions: 1 Read, 1 Permissions management \(AWS data \d{4}-\d\d-\d\d\)\n/,
    );
    expect(stdout).toContain('\nRead\n  s3:GetObjectAcl\n\nPermissions management\n  s3:PutObjectAcl\n');
  });

  it('gives the same as data', async () => {
    const { stdout } = await leastwise(['expand', 'S3:*', 'iam:PassRole', '--format', 'json'], setting);
    const [all, one] = JSON.parse(stdout).patterns;
    expect(all.count).toBe(serviceActions('s3')?.count);
    expect(all.actions).toHaveLength(all.count);
    expect(one).toMatchObject({
      pattern: 'iam:PassRole',
      count: 1,
      actions: [{ name: 'iam:PassRole', level: 'Write' }],
    });
  });

  it('says of a pattern that matches nothing what may have been meant', async () => {
    const action = await leastwise(['expand', 's3:GetObjct'], setting);
    expect(action.code).toBe(1);
    expect(action.stdout).toContain('s3:GetObjct matches no action (did you mean "s3:GetObject"?)');
    const service = await leastwise(['expand', 'lamda:*'], setting);
    expect(service.stdout).toContain('(did you mean "lambda"?)');
  });

  it.each([['s3'], ['s3:'], [':Get'], ['arn:aws:s3:::b']])('refuses %s', async (pattern) => {
    const { code, stderr } = await leastwise(['expand', pattern], setting);
    expect([code, stderr]).toEqual([
      2,
      `leastwise: "${pattern}" is no action: expected service:Action, as in 's3:Get*'\n`,
    ]);
  });
});

describe('explain', () => {
  it('tells what a rule says of itself, in any case of its id', async () => {
    const { code, stdout } = await leastwise(['explain', 'Wildcard-Action'], setting);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^wildcard-action\nhigh \| preset recommended \| privilege\n/);
    for (const label of ['WHAT', 'WHY', 'FIX', 'CONFIG', 'REFS']) expect(stdout).toContain(`\n${label} `);
  });

  it.each(rules.map(({ id }) => [id]))('speaks of %s in every format', async (id) => {
    const data = JSON.parse((await leastwise(['explain', id, '--format', 'json'], setting)).stdout);
    expect(data.id).toBe(id);
    const markdown = (await leastwise(['explain', id, '--format', 'markdown'], setting)).stdout;
    expect(markdown).toContain(`## ${id}\n`);
    expect(markdown).toContain(data.why);
    expect((await leastwise(['explain', id], setting)).stdout).toContain(data.summary);
  });
});

describe('rules', () => {
  it('lists them all in every format', async () => {
    const text = (await leastwise(['rules'], setting)).stdout.trimEnd().split('\n').slice(1);
    expect(text.map((line) => line.split(' ')[0])).toEqual(rules.map(({ id }) => id));
    const data = JSON.parse((await leastwise(['rules', '--format', 'json'], setting)).stdout);
    expect(data).toHaveLength(rules.length);
    const markdown = (await leastwise(['rules', '--format', 'markdown'], setting)).stdout;
    for (const { id } of rules) expect(markdown).toContain(`\`${id}\``);
  });
});

describe('the program itself', () => {
  it('tells its version and what it rests on', async () => {
    const { code, stdout } = await leastwise(['--version'], setting);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^leastwise \S+ \(AWS data \d{4}-\d\d-\d\d, Node \d+\.\d+\.\d+\)\n$/);
    expect(stdout).toContain(` ${VERSION} `);
  });

  it('lists in its help what can be chosen, and what is usual', async () => {
    const { stdout } = await leastwise(['--help'], setting);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('(critical, high, medium, low, info, none; default: medium)');
    expect(text).toContain('(recommended, strict, validity, all; default: recommended)');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it.each([[['--help']], [['help']], [['check', '--help']], [['help', 'expand']], [['can', '--help']]])(
    '%j prints help',
    async (args) => {
      const { code, stdout, stderr } = await leastwise(args, setting);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Usage: leastwise');
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    },
  );
});
