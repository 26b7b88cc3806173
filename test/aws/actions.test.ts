import { describe, expect, it } from 'vitest';
import {
  accessLevel,
  actionCount,
  actionId,
  actionName,
  awsDataDate,
  lowerCase,
  serviceActions,
  serviceEntries,
  serviceEntry,
  serviceOfAction,
  services,
} from '../../src/aws/actions.js';
import { readServices } from '../../src/aws/generate-source.js';

const source = readServices();

describe('the action catalogue', () => {
  it('holds every action of the source and no other', () => {
    const expected = source.flatMap(({ prefix, actions }) => actions.map(({ name }) => `${prefix}:${name}`));
    const found = services().flatMap(
      (prefix) => serviceActions(prefix)?.actions.map((name) => `${prefix}:${name}`) ?? [],
    );
    expect(actionCount()).toBe(expected.length);
    expect(new Set(found)).toEqual(new Set(expected));
    expect(services()).toEqual(source.map(({ prefix }) => prefix));
  });

  it('knows each action by a dense id and back', () => {
    let id = 0;
    for (const { prefix, first, actions } of services()
      .map((each) => serviceActions(each))
      .filter((each) => !!each)) {
      expect(first).toBe(id);
      for (const name of actions) {
        if (actionName(id) !== `${prefix}:${name}` || actionId(`${prefix}:${name}`) !== id) expect(name).toBe(id);
        id++;
      }
    }
    expect(id).toBe(actionCount());
  });

  it('gives each action the more telling of its access levels', () => {
    const wrong = source.flatMap(({ prefix, actions }) =>
      actions.filter(({ name, accessLevel: written }) => {
        const level = accessLevel(actionId(`${prefix}:${name}`) ?? -1);
        return written !== level && written !== `${level}, Write` && written !== `Write, ${level}`;
      }),
    );
    expect(wrong).toEqual([]);
    const level = (action: string) => accessLevel(actionId(action) ?? -1);
    expect(level('s3:GetObject')).toBe('Read');
    expect(level('s3:ListBucket')).toBe('List');
    expect(level('s3:PutBucketPolicy')).toBe('Permissions management');
    expect(level('ec2:CreateTags')).toBe('Tagging');
    expect(level('iam:PassRole')).toBe('Write');
  });

  it('heeds no case of ASCII letters, and no others', () => {
    expect(actionId('S3:getOBJECT')).toBe(actionId('s3:GetObject'));
    expect(serviceEntry('IAM')?.name).toBe('AWS Identity and Access Management (IAM)');
    expect(actionId('\u212Ams:Encrypt')).toBeUndefined();
    expect(lowerCase('\u212AMS:\u0130A')).toBe('\u212Ams:\u0130a');
  });

  it('knows nothing of what is not there', () => {
    for (const text of [
      '',
      ':',
      's3',
      's3:',
      's3:NoSuch',
      'nosuch:GetObject',
      's3:Get*',
      's3:GetObject ',
      '__proto__:x',
    ]) {
      expect(actionId(text), text).toBeUndefined();
    }
    expect(serviceActions('nosuch')).toBeUndefined();
    for (const id of [-1, 0.5, actionCount(), Number.NaN]) {
      expect(() => actionName(id)).toThrow(RangeError);
      expect(() => accessLevel(id)).toThrow(RangeError);
    }
  });

  it('finds the service of an id at both ends', () => {
    for (const entry of serviceEntries()) {
      expect(serviceOfAction(entry.first)).toBe(entry);
      expect(serviceOfAction(entry.first + entry.count - 1)).toBe(entry);
    }
  });

  it('tells its date', () => {
    expect(awsDataDate()).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});
