import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeLayers } from '../../src/config/layer.js';
import { printConfig } from '../../src/config/print.js';
import { type ConfigRead, readConfig } from '../../src/config/read.js';
import { settingsOf } from '../../src/config/settings.js';
import type { PlacedInvariant } from '../../src/lint/settings.js';
import { folderWith } from '../project/folder.js';

type Files = Readonly<Record<string, unknown>>;

function read(files: Files, name = 'leastwise.yaml'): Promise<ConfigRead> {
  const cwd = folderWith(files);
  return readConfig(join(cwd, name), cwd);
}

async function invariantsOf(files: Files, name?: string): Promise<readonly PlacedInvariant[]> {
  const { layers, problems } = await read(files, name);
  expect(problems).toEqual([]);
  return settingsOf(mergeLayers(layers)).lint.invariants ?? [];
}

/** A config file with one invariant: what stands behind its id and reason. */
function one(text: string): string {
  return `invariants:\n  - { id: a, reason: r, ${text} }\n`;
}

describe('a mistake in an invariant', () => {
  it.each([
    [one('never: { actions: [s3:GetObjct] }'), '2:44: "s3:GetObjct" matches no action (did you mean "s3:GetObject"?)'],
    [one('mustDeny: { actions: [lamda:*] }'), '2:47: "lamda:*" matches no action (did you mean "lambda"?)'],
    [
      one('never: { actions: [DeleteTrail] }'),
      '2:44: "DeleteTrail" is no action: expected service:Action, as in \'s3:Get*\'',
    ],
    [
      one('never: { actions: [s3:*], resources: [releases] }'),
      '2:63: "releases" is no ARN: expected one, as in \'arn:aws:s3:::bucket/*\'',
    ],
    [one('never: { actions: [] }'), '2:43: expected at least 1 entry'],
    [
      one('never: { action: [s3:*] }'),
      '2:32: expected the key "actions"\n2:34: unknown key "action" (did you mean "actions"?)',
    ],
    [one('except: { identities: [x] }'), '2:5: expected one of the keys "never" and "mustDeny"'],
    [
      one('never: { actions: [s3:*] }, mustDeny: { actions: [s3:*] }'),
      '2:5: expected one of the keys "never" and "mustDeny"',
    ],
    [
      one('never: { actions: [s3:*] }, in: { kinds: [scp] }'),
      '2:67: no policy of kind "scp" grants anything: expected identity, resource, trust',
    ],
    [
      one('mustDeny: { actions: [s3:*] }, in: { kinds: [trust] }'),
      '2:70: no policy of kind "trust" is asked what it denies: expected scp, rcp, boundary, identity',
    ],
    [one('never: { actions: [s3:*] }, in: { kinds: [scps] }'), /^2:67: expected one of .* \(did you mean "scp"\?\)$/],
    [
      one('never: { actions: [s3:*], condition: { StringEqual: { aws:username: x } } }'),
      '2:51: unknown operator "StringEqual" (did you mean "StringEquals"?)',
    ],
    [one('never: { actions: [s3:*], condition: { StringEquals: x } }'), '2:78: expected a map of keys and values'],
    [one('never: { actions: [s3:*] }, except: { kinds: [scp] }'), '2:63: unknown key "kinds"'],
    [
      'invariants:\n  - { id: a, reason: r, never: { actions: [s3:*] } }\n  - { id: a, reason: r, never: { actions: [s3:*] } }',
      '3:11: "a" is the id of another invariant',
    ],
    ['invariants:\n  - { id: a, never: { actions: [s3:*] } }', '2:5: expected the key "reason"'],
  ])('%j is an error at its place', async (text, expected) => {
    const { problems } = await read({ 'leastwise.yaml': text });
    const lines = problems.map(({ line, column, message }) => `${line}:${column}: ${message}`).join('\n');
    if (typeof expected === 'string') expect(lines).toBe(expected);
    else expect(lines).toMatch(expected);
  });
});

describe('invariants', () => {
  it('are settings, with the files that they are about', async () => {
    const text = one('never: { actions: [s3:*] }, in: { kinds: [identity], paths: [a/**] }, except: { paths: [a/b] }');
    const [invariant, ...others] = await invariantsOf({ 'leastwise.yaml': text });
    expect(others).toEqual([]);
    expect(invariant).toMatchObject({
      id: 'a',
      reason: 'r',
      never: { actions: ['s3:*'] },
      in: { kinds: ['identity'] },
      files: ['a/**'],
      exceptFiles: ['a/b'],
    });
    expect(invariant?.in).not.toHaveProperty('paths');
  });

  it('are none where none are stated', async () => {
    const { layers } = await read({ 'leastwise.yaml': 'preset: all' });
    expect(settingsOf(mergeLayers(layers)).lint).not.toHaveProperty('invariants');
  });

  it('add to those of what is extended, and replace one of the same id', async () => {
    const invariant = (id: string, reason: string) => ({ id, reason, never: { actions: ['s3:*'] } });
    const found = await invariantsOf({
      'leastwise.yaml': `extends: base.json\n${one('never: { actions: [sqs:*] }')}`,
      'base.json': { invariants: [invariant('a', 'theirs'), invariant('b', 'theirs')] },
    });
    expect(found.map(({ id, reason }) => `${id} ${reason}`)).toEqual(['b theirs', 'a r']);
  });

  it('are printed where each was set, and can be read again', async () => {
    const text = one(
      'mustDeny: { actions: [s3:*], condition: { Bool: { aws:SecureTransport: false } } }, in: { kinds: [scp], paths: [a] }, except: { policies: [x], paths: [b] }',
    );
    const { layers } = await read({ 'leastwise.yaml': text });
    const printed = printConfig(mergeLayers(layers));
    expect(printed).toContain('    // leastwise.yaml:2\n    {"id":"a"');
    const [first] = await invariantsOf({ 'leastwise.yaml': text });
    const [again] = await invariantsOf({ 'printed.jsonc': printed }, 'printed.jsonc');
    expect({ ...again, base: '' }).toEqual({ ...first, base: '' });
  });
});
