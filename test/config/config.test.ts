import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFile } from '../../src/config/find.js';
import { mergeLayers } from '../../src/config/layer.js';
import { printConfig } from '../../src/config/print.js';
import { readConfig } from '../../src/config/read.js';
import { type RunSettings, settingsOf } from '../../src/config/settings.js';
import { folderWith } from '../project/folder.js';

type Files = Readonly<Record<string, unknown>>;

async function problemsOf(files: Files, name = 'leastwise.yaml'): Promise<readonly string[]> {
  const cwd = folderWith(files);
  const { problems } = await readConfig(join(cwd, name), cwd);
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

async function settings(files: Files, name = 'leastwise.yaml'): Promise<RunSettings> {
  const cwd = folderWith(files);
  const { layers, problems } = await readConfig(join(cwd, name), cwd);
  expect(problems).toEqual([]);
  return settingsOf(mergeLayers(layers));
}

describe('the file', () => {
  it('is found from the working directory up to the root of its repository', () => {
    const cwd = folderWith({
      'leastwise.yaml': '',
      'repository/inner/deep/x': '',
      'repository/.leastwise.jsonc': '{}',
    });
    mkdirSync(join(cwd, 'repository/.git'));
    expect(findConfigFile(join(cwd, 'repository/inner/deep'))).toBe(join(cwd, 'repository/.leastwise.jsonc'));
    const bare = folderWith({ 'repository/x': '', 'leastwise.yaml': '' });
    mkdirSync(join(bare, 'repository/.git'));
    expect(findConfigFile(join(bare, 'repository'))).toBeUndefined();
  });

  it('is not looked for above a folder that is in no repository', () => {
    const cwd = folderWith({ 'leastwise.yaml': '', 'inner/x': '' });
    expect(findConfigFile(cwd)).toBe(join(cwd, 'leastwise.yaml'));
    expect(findConfigFile(join(cwd, 'inner'))).toBeUndefined();
  });

  it('may be a key of package.json, if that has it', async () => {
    const cwd = folderWith({ 'package.json': { name: 'leastwise', leastwise: { preset: 'strict' } } });
    expect(findConfigFile(cwd)).toBe(join(cwd, 'package.json'));
    expect(findConfigFile(folderWith({ 'package.json': { name: 'leastwise' } }))).toBeUndefined();
    expect(findConfigFile(folderWith({ 'package.json': '{ "leastwise": ' }))).toBeUndefined();
    const read = await settings({ 'package.json': { leastwise: { preset: 'strict' } } }, 'package.json');
    expect(read.lint.preset).toBe('strict');
    expect(await problemsOf({ 'package.json': '{\n "leastwise": { "x": 1 } }' }, 'package.json')).toEqual([
      'package.json:2:17: unknown key "x"',
    ]);
  });

  it('may hold nothing', async () => {
    expect(await problemsOf({ 'leastwise.yaml': '# nothing yet\n' })).toEqual([]);
    expect((await settings({ 'leastwise.json': '{}' }, 'leastwise.json')).lint.preset).toBe('recommended');
  });

  it('may have comments, also as JSON', async () => {
    const text = '// why\n{ "failOn": "low" /* all of it */ }';
    expect((await settings({ 'leastwise.json': text }, 'leastwise.json')).failure.failOn).toBe('low');
  });
});

describe('a mistake', () => {
  it.each([
    ['presett: all', '1:1: unknown key "presett" (did you mean "preset"?)'],
    ['preset: strickt', '1:9: expected one of recommended, strict, validity, all (did you mean "strict"?)'],
    ['rules:\n  wildcard-acton: high', '2:3: unknown rule "wildcard-acton" (did you mean "wildcard-action"?)'],
    [
      'rules: { wildcard-action: hihg }',
      '1:27: expected one of critical, high, medium, low, info, off, true, false (did you mean "high"?)',
    ],
    ['rules: { admin-access: { sevrity: low } }', '1:26: unknown key "sevrity" (did you mean "severity"?)'],
    ['rules: { admin-access: [high] }', '1:24: expected at least 2 entries'],
    ['rules: []', '1:8: expected a map of keys and values'],
    ['ignore: vendor', '1:9: expected a list'],
    ['failOnUnresolved: "yes"', '1:19: expected true or false'],
    ['overrides: [{ rules: {} }]', '1:13: expected the key "files"'],
    ['overrides: [{ files: [a], rules: { nope: off } }]', '1:36: unknown rule "nope"'],
    [
      'policyType: trus',
      '1:13: unknown policy type "trus" (did you mean "trust"?); `resource` may say which: resource:AWS::S3::Bucket',
    ],
    [
      'policyType: trust:AWS::S3::Bucket',
      '1:13: unknown policy type "trust:AWS::S3::Bucket"; `resource` may say which: resource:AWS::S3::Bucket',
    ],
    ['extends: strickt', '1:10: no preset or file "strickt" (did you mean "strict"?)'],
    ['failOn: low\nfailOn: high', '2:1: "failOn" stands here twice'],
    ['- a', '1:1: expected a map of keys and values'],
    ['a: 1\n---\nb: 1', '3:1: expected one document'],
  ])('%j is an error at its place', async (text, expected) => {
    expect(await problemsOf({ 'leastwise.yaml': text })).toEqual([`leastwise.yaml:${expected}`]);
  });

  it('is told of each, in the order of the text', async () => {
    const text = '{\n  "preset": 1,\n  "rules": { "x": 1 },\n  "minSeverity": "none"\n}';
    const lines = (await problemsOf({ 'leastwise.json': text }, 'leastwise.json')).map((line) => line.split(':')[1]);
    expect(lines).toEqual(['2', '3', '4']);
  });

  it('in the syntax is one as well', async () => {
    expect(await problemsOf({ 'leastwise.json': '{\n  "preset": }' }, 'leastwise.json')).toEqual([
      'leastwise.json:2:13: expected a value',
    ]);
    expect(await problemsOf({ 'leastwise.yaml': 'preset: [' })).toHaveLength(1);
  });
});

describe('settings', () => {
  it('of a rule may be a level, an object, or both', async () => {
    const text = `rules:
  admin-access: off
  duplicate-key: low
  inline-policy: true
  inline-role-policy: { severity: info }
  malformed-policy: { enabled: false, severity: low }
`;
    expect((await settings({ 'leastwise.yaml': text })).lint.rules).toEqual({
      'admin-access': { enabled: false },
      'duplicate-key': { enabled: true, severity: 'low' },
      'inline-policy': { enabled: true },
      'inline-role-policy': { enabled: true, severity: 'info' },
      'malformed-policy': { enabled: false, severity: 'low' },
    });
  });

  it('come from what a file extends, its own on top', async () => {
    const { lint, failure, ignore } = await settings({
      'leastwise.yaml': 'extends: [strict, base/one.json]\nfailOn: high\nrules: { admin-access: off }',
      'base/one.json': { extends: 'two.yml', failOn: 'low', minSeverity: 'low', ignore: ['x'] },
      'base/two.yml': 'preset: all\nrules: { admin-access: high, duplicate-key: low }\nminSeverity: high',
    });
    expect(lint.preset).toBe('all');
    expect(lint.minSeverity).toBe('low');
    expect(failure.failOn).toBe('high');
    expect(lint.rules).toEqual({
      'admin-access': { enabled: false, severity: 'high' },
      'duplicate-key': { enabled: true, severity: 'low' },
    });
    expect(ignore[0]?.base.endsWith('/base')).toBe(true);
  });

  it('refuse to come from themselves', async () => {
    const files = { 'leastwise.yaml': 'extends: b.json', 'b.json': '{ "extends": "leastwise.yaml" }' };
    expect(await problemsOf(files)).toEqual(['b.json:1:14: extends itself: leastwise.yaml → b.json → leastwise.yaml']);
  });

  it('may hold for some files only', async () => {
    const text = `overrides:
  - files: [admin/**]
    rules: { admin-access: off }
    policyType: resource:AWS::S3::Bucket
`;
    const { overrides } = (await settings({ 'leastwise.yaml': text })).lint;
    expect(overrides).toMatchObject([
      {
        files: ['admin/**'],
        rules: { 'admin-access': { enabled: false } },
        policyType: { kind: 'resource', resourceType: 'AWS::S3::Bucket' },
      },
    ]);
  });

  it('let possible findings fail only where that is asked for', async () => {
    expect((await settings({ 'leastwise.yaml': '' })).failure.countPossible).toBe(false);
    expect((await settings({ 'leastwise.yaml': 'minConfidence: possible' })).failure.countPossible).toBe(true);
    const proven = await settings({ 'leastwise.yaml': 'minConfidence: proven' });
    expect([proven.failure.countPossible, proven.lint.minConfidence]).toEqual([false, 'proven']);
  });
});

describe('printing', () => {
  it('shows each value behind where it was set, and can be read again', async () => {
    const files = {
      'leastwise.yaml': 'extends: base.json\nfailOn: high\noverrides: [{ files: [a], policyType: trust }]',
      'base.json': '{\n "ignore": ["x"],\n "rules": { "admin-access": "low" } }',
    };
    const cwd = folderWith(files);
    const printed = printConfig(mergeLayers((await readConfig(join(cwd, 'leastwise.yaml'), cwd)).layers));
    expect(printed).toContain('  // leastwise.yaml:2\n  "failOn": "high"');
    expect(printed).toContain('  // default\n  "preset": "recommended"');
    expect(printed).toContain('    // base.json:3\n    "admin-access": {"enabled":true,"severity":"low"}');
    const again = await settings({ 'printed.jsonc': printed }, 'printed.jsonc');
    expect(again.failure.failOn).toBe('high');
    expect(again.lint.rules).toEqual({ 'admin-access': { enabled: true, severity: 'low' } });
    expect(again.lint.overrides[0]?.policyType).toEqual({ kind: 'trust' });
  });
});
