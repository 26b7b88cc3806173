import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeLayers } from '../../src/config/layer.js';
import { printConfig } from '../../src/config/print.js';
import { readConfig } from '../../src/config/read.js';
import { settingsOf } from '../../src/config/settings.js';
import {
  accountName,
  isElsewhere,
  isTrustedIssuer,
  standingOf,
  UNTOLD_WORLD,
  type World,
} from '../../src/inventory/world.js';
import { folderWith } from '../project/folder.js';

type Files = Readonly<Record<string, unknown>>;

async function layersOf(files: Files, name = 'leastwise.yaml') {
  const cwd = folderWith(files);
  const { layers, problems } = await readConfig(join(cwd, name), cwd);
  return { layers, problems: problems.map(({ line, column, message }) => `${line}:${column}: ${message}`) };
}

async function worldIn(files: Files): Promise<World> {
  const { layers, problems } = await layersOf(files);
  expect(problems).toEqual([]);
  return settingsOf(mergeLayers(layers)).lint.world ?? UNTOLD_WORLD;
}

describe('the world', () => {
  const text = `
accounts: ['111122223333', { account: '012345678901', name: tools }]
trustedAccounts:
  - account: '444455556666'
    name: a vendor
    reason: monitors us
organization: o-exampleorgid
trustedIssuers: ['https://GitLab.example.com/']
`;

  it('is what the configuration says', async () => {
    const world = await worldIn({ 'leastwise.yaml': text });
    expect(['111122223333', '012345678901', '444455556666', '999999999999'].map((id) => standingOf(id, world))).toEqual(
      ['own', 'own', 'trusted', 'other'],
    );
    expect(accountName('444455556666', world)).toBe('a vendor');
    expect(accountName('111122223333', world)).toBeUndefined();
    expect([...world.organizations]).toEqual(['o-exampleorgid']);
    const trusted = ['gitlab.example.com', 'gitlab.example.com/team', 'https://gitlab.example.com'];
    for (const issuer of trusted) expect(isTrustedIssuer(issuer, world)).toBe(true);
    for (const issuer of ['gitlab.example.com.evil.net', 'gitlab.example.community', 'gitlab.com', 'example.com'])
      expect(isTrustedIssuer(issuer, world)).toBe(false);
  });

  it('is unknown without', async () => {
    const world = await worldIn({ 'leastwise.yaml': 'preset: strict' });
    expect(standingOf('111122223333', world)).toBe('unknown');
    expect(isElsewhere('111122223333', world)).toBe(false);
  });

  it('has the accounts of the input in it', async () => {
    const here = { ...UNTOLD_WORLD, here: new Set(['111122223333']) };
    expect(standingOf('111122223333', here)).toBe('own');
    // That it is another account does not tell whose it is.
    expect(standingOf('444455556666', here)).toBe('unknown');
    expect(isElsewhere('444455556666', here)).toBe(true);
    const told = { ...(await worldIn({ 'leastwise.yaml': text })), here: here.here };
    expect(standingOf('444455556666', told)).toBe('trusted');
    expect(standingOf('777788889999', told)).toBe('other');
  });

  it('adds up over the files that are extended', async () => {
    const world = await worldIn({
      'leastwise.yaml': "extends: base.yaml\naccounts: ['111122223333']\norganization: [o-exampleorgid]",
      'base.yaml': "accounts: ['444455556666']\norganization: o-otherorgid1",
    });
    expect([...world.accounts.keys()].sort()).toEqual(['111122223333', '444455556666']);
    expect(world.organizations.size).toBe(2);
  });

  it('is printed in a form that can be read again', async () => {
    const { layers } = await layersOf({ 'leastwise.yaml': text });
    const printed = printConfig(mergeLayers(layers));
    expect(printed).toContain('    // leastwise.yaml:2\n    {"account":"012345678901","name":"tools"}');
    const again = await layersOf({ 'printed.jsonc': printed }, 'printed.jsonc');
    expect(settingsOf(mergeLayers(again.layers)).lint.world).toEqual(settingsOf(mergeLayers(layers)).lint.world);
  });
});

describe('a mistake in it', () => {
  it.each([
    [
      'accounts: [111122223333]',
      `1:12: "111122223333" is no account id: expected 12 digits in quotes, as in '111122223333'; a number loses its leading zeros`,
    ],
    [
      "accounts:\n  - '11112222333'",
      `2:5: "11112222333" is no account id: expected 12 digits in quotes, as in '111122223333'`,
    ],
    [
      "trustedAccounts: ['1111*']",
      `1:19: "1111*" is no account id: expected 12 digits in quotes, as in '111122223333'`,
    ],
    [
      "trustedAccounts: [{ account: '12' }]",
      `1:30: "12" is no account id: expected 12 digits in quotes, as in '111122223333'`,
    ],
    ['accounts: [{ name: x }]', '1:12: expected the key "account"'],
    ["accounts: [{ account: '111122223333', nmae: x }]", '1:39: unknown key "nmae" (did you mean "name"?)'],
    ["accounts: '111122223333'", '1:11: expected a list'],
    ['organization: 12', `1:15: "12" is no organization id: expected one as in 'o-exampleorgid'`],
    ['organization: o-*', `1:15: "o-*" is no organization id: expected one as in 'o-exampleorgid'`],
    ['organization: [ou-1]', `1:16: "ou-1" is no organization id: expected one as in 'o-exampleorgid'`],
    [
      "trustedIssuers: ['*.example.com']",
      `1:18: "*.example.com" is no issuer: expected its host, with its path if it has one, as in 'gitlab.example.com'`,
    ],
  ])('%j is an error at its place', async (text, expected) => {
    expect((await layersOf({ 'leastwise.yaml': text })).problems).toEqual([expected]);
  });
});
