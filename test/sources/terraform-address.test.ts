import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressSteps,
  configurationPath,
  instanceKey,
  moduleCall,
  parseReference,
} from '../../src/sources/terraform/address.js';

describe('an address', () => {
  it.each([
    ['module.a', ['module', 'a'], 'module.a'],
    ['module.a["x.y]"].module.b[0]', ['module', 'a["x.y]"]', 'module', 'b[0]'], 'module.a.module.b'],
    ['module.a["q\\"]."].module.b', ['module', 'a["q\\"]."]', 'module', 'b'], 'module.a.module.b'],
    ['', [''], ''],
  ])('%s', (address, steps, path) => {
    const spelled = addressSteps(address).map(({ name, key }) => (key === undefined ? name : `${name}[${key}]`));
    expect(spelled).toEqual(steps);
    expect(configurationPath(address)).toBe(path);
  });

  it('names the module that calls it, whatever the keys hold', () => {
    const step = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/),
      key: fc.option(fc.oneof(fc.string(), fc.constantFrom('.', '"]', '\\', 'module.x', '[0]')), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const spelled = steps.map(
          ({ name, key }) => `module.${name}${key === undefined ? '' : `[${instanceKey(key)}]`}`,
        );
        const last = steps.at(-1);
        const call = moduleCall(spelled.join('.'));
        expect(call?.caller).toBe(spelled.slice(0, -1).join('.'));
        expect(call?.call.name).toBe(last?.name);
        expect(call?.call.key).toBe(last?.key === undefined ? undefined : instanceKey(last.key));
        expect(configurationPath(spelled.join('.'))).toBe(steps.map(({ name }) => `module.${name}`).join('.'));
      }),
    );
  });

  it('of the root module is called by none', () => {
    expect(moduleCall('')).toBeUndefined();
  });
});

describe('a reference', () => {
  it.each([
    ['aws_iam_role.a', { kind: 'resource', mode: 'managed', type: 'aws_iam_role', name: 'a' }],
    ['aws_iam_role.a.arn', { kind: 'resource', mode: 'managed', type: 'aws_iam_role', name: 'a', attribute: 'arn' }],
    [
      'aws_iam_role.a["x.y"].arn',
      { kind: 'resource', mode: 'managed', type: 'aws_iam_role', name: 'a', key: '"x.y"', attribute: 'arn' },
    ],
    [
      'data.aws_iam_policy_document.d[0].json',
      { kind: 'resource', mode: 'data', type: 'aws_iam_policy_document', name: 'd', key: '0', attribute: 'json' },
    ],
    ['module.m["k"].out', { kind: 'module', name: 'm', key: '"k"', output: 'out' }],
    ['var.x.y', { kind: 'variable', name: 'x' }],
    ['local.x', { kind: 'local', name: 'x' }],
    ['each.value.name', { kind: 'each' }],
    ['each.key', { kind: 'known' }],
    ['count.index', { kind: 'known' }],
    ['module.m', undefined],
    ['module', undefined],
    ['data.x', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });
});
