import { describe, expect, it } from 'vitest';
import { actionCount, actionId, actionName } from '../../src/aws/actions.js';
import { readGlobalConditionKeys, readRcpServices, readServices } from '../../src/aws/generate-source.js';
import {
  actionDetails,
  conditionKeys,
  globalConditionKeys,
  resourceTypes,
  supportsRcp,
  takesResources,
} from '../../src/aws/resources.js';

const source = readServices();
const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort();
/** The one spelling of variable parts. */
const key = (text: string) =>
  text.replace(/<(\w+)>/, (_, name) => `\${${name}}`).replace(/\/tag-key$/, () => '/$' + '{TagKey}');

describe('resources', () => {
  it('tells whether an action takes any without a look at which', () => {
    for (let id = 0; id < actionCount(); id++)
      expect(takesResources(id), actionName(id)).toBe(!actionDetails(id).wildcardOnly);
  });

  it('hold every resource type of the source', () => {
    for (const service of source) {
      const expected = service.resourceTypes.map((type) => ({
        name: type.key,
        arns: sorted(type.arn.split(', ')),
        conditionKeys: sorted((type.conditionKeys ?? []).map(key)),
      }));
      expected.sort((a, b) => (a.name < b.name ? -1 : 1));
      const found = [...resourceTypes(service.prefix)].sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(found, service.prefix).toEqual(expected);
      for (const { arns } of found) for (const arn of arns) expect(arn.startsWith('arn:')).toBe(true);
    }
  });

  it('hold every condition key of the source', () => {
    for (const service of source) {
      const found = conditionKeys(service.prefix).map((each) => `${each.key} ${each.type}`);
      expect(found, service.prefix).toEqual(
        sorted(service.conditionKeys.map((each) => `${key(each.key)} ${each.type}`)),
      );
    }
  });

  it('hold what each action takes', () => {
    for (const { prefix, actions } of source) {
      for (const action of actions) {
        const found = actionDetails(actionId(`${prefix}:${action.name}`) ?? -1);
        const all = [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)];
        const names = sorted(action.resourceTypes.map((type) => type.name));
        const expected = {
          resourceTypes: names.map((name) => {
            const same = action.resourceTypes.filter((type) => type.name === name);
            const own = same.flatMap((type) => type.conditionKeys);
            return { name, required: same.some((type) => type.required), conditionKeys: sorted(own.map(key)) };
          }),
          conditionKeys: sorted(all.map(key)),
          wildcardOnly: action.resourceTypes.length === 0,
        };
        if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found, action.name).toEqual(expected);
      }
    }
  });

  it('read as people would expect', () => {
    const put = actionDetails(actionId('s3:PutObject') ?? -1);
    expect(put.wildcardOnly).toBe(false);
    expect(put.resourceTypes.map((type) => type.name)).toContain('object');
    expect(put.conditionKeys).toContain('s3:x-amz-acl');
    expect(actionDetails(actionId('s3:ListAllMyBuckets') ?? -1).wildcardOnly).toBe(true);
    const run = actionDetails(actionId('ec2:RunInstances') ?? -1);
    expect(run.resourceTypes.find((type) => type.name === 'instance')?.conditionKeys).toContain(
      'ec2:MetadataHttpTokens',
    );
    expect(resourceTypes('S3').find((type) => type.name === 'bucket')?.arns).toHaveLength(1);
    expect(conditionKeys('s3')).toContainEqual({ key: 's3:max-keys', type: 'Numeric' });
  });

  it('know global keys and services under resource control policies', () => {
    const expected = readGlobalConditionKeys().map((each) => ({ ...each, key: key(each.key) }));
    expect(new Set(globalConditionKeys())).toEqual(new Set(expected));
    expect(globalConditionKeys()).toContainEqual({ key: 'aws:SourceIp', type: 'IPAddress', category: 'network' });
    expect(source.map(({ prefix }) => prefix).filter(supportsRcp)).toEqual(readRcpServices());
    expect(supportsRcp('S3')).toBe(true);
  });

  it('are empty for services that do not exist', () => {
    for (const prefix of ['nosuch', '', '*']) {
      expect(resourceTypes(prefix)).toEqual([]);
      expect(conditionKeys(prefix)).toEqual([]);
      expect(supportsRcp(prefix)).toBe(false);
    }
    expect(() => actionDetails(-1)).toThrow(RangeError);
  });
});
