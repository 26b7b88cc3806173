import { describe, expect, it } from 'vitest';
import { conditionKeysOf, findConditionKey, isMultivalued, valueType } from '../../src/aws/condition-keys.js';
import { allConditionKeys } from '../../src/aws/resources.js';

describe('condition keys', () => {
  it('are found by any name that fits, in any case', () => {
    for (const { key } of allConditionKeys()) {
      const name = key.replace(/\$\{[^}]*\}/g, 'Some-Name');
      const found = findConditionKey(name.toUpperCase());
      expect(found, name).toBeDefined();
      expect(findConditionKey(name)).toBe(found);
    }
  });

  it.each([
    ['aws:ResourceTag/team', 'aws:ResourceTag/${TagKey}'],
    ['AWS:resourcetag/a/b:c', 'aws:ResourceTag/${TagKey}'],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:EncryptionContext:${EncryptionContextKey}'],
    ['s3:prefix', 's3:prefix'],
    ['token.actions.githubusercontent.com:actor', 'token.actions.githubusercontent.com:actor'],
    ['ec2:resourcetag/x', 'ec2:ResourceTag/${TagKey}'],
  ])('%s is %s', (name, key) => {
    expect(findConditionKey(name)?.key).toBe(key);
  });

  it.each([
    '',
    ':',
    'aws',
    'aws:',
    'aws:ResourceTag/',
    'aws:ResourceTags/x',
    'aws:NoSuchKey',
    's3:prefixes',
    '\u212Ams:ViaService',
    'constructor',
    '__proto__:x',
  ])('%j is none', (name) => {
    expect(findConditionKey(name)).toBeUndefined();
  });

  it('tell whether a request can hold several, and what each is', () => {
    const facts = ['aws:TagKeys', 'aws:SourceArn', 'events:TargetArn', 'aws:SourceIp'].map((name) => {
      const key = findConditionKey(name);
      return key === undefined ? undefined : [isMultivalued(key), valueType(key)];
    });
    expect(facts).toEqual([
      [true, 'String'],
      [false, 'ARN'],
      [true, 'ARN'],
      [false, 'IPAddress'],
    ]);
  });

  it('are listed by their prefix, each once', () => {
    const keys = conditionKeysOf('AWS').map(({ key }) => key);
    expect(keys).toContain('aws:SourceIp');
    expect(new Set(keys).size).toBe(keys.length);
    expect(conditionKeysOf('nosuch')).toEqual([]);
  });
});
