import { describe, expect, it } from 'vitest';
import { Abridger } from '../../src/document/abridge/abridger.js';
import { isTerraform, keptOfTerraform, MARKS, mayBeTerraform } from '../../src/sources/terraform/kept.js';

const kept = keptOfTerraform((type) => type === 'aws_s3_bucket');
const POLICY = '{"Statement":[]}';

function abridged(value: unknown): unknown {
  const abridger = new Abridger(kept, MARKS);
  abridger.write(Buffer.from(JSON.stringify(value)));
  return JSON.parse(abridger.end().whole().text);
}

const bucket = {
  address: 'aws_s3_bucket.a',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'a',
  values: { bucket: 'a' },
};
const queue = { mode: 'managed', type: 'aws_sqs_queue', name: 'q', values: { policy: POLICY } };
const server = { mode: 'managed', type: 'aws_instance', name: 's', values: { ami: 'ami-1' } };
const withRole = { ...server, values: { role: '${aws_iam_role.x.arn}' } };
const untyped = { mode: 'managed', name: 'u', values: { ami: 'ami-1' } };
const read = { mode: 'data', type: 'aws_sqs_queue', name: 'q', values: { policy: POLICY } };

describe('of a plan', () => {
  it('resources are kept that are known, hold a policy or name something of IAM, in modules of any depth', () => {
    const plan = (keep: (resource: unknown) => unknown) => {
      const resources = [bucket, server, queue, withRole, untyped].map(keep);
      const inner = { address: 'module.a.module.b', resources };
      const root_module = { resources, child_modules: [{ resources, child_modules: [inner] }] };
      return { terraform_version: '1.9.5', planned_values: { outputs: { a: { value: 1 } }, root_module } };
    };
    expect(abridged(plan((resource) => resource))).toEqual(plan((resource) => (resource === server ? null : resource)));
  });

  it('what the values tell already is left out of the changes, but for data sources', () => {
    const change = {
      actions: ['update'],
      before: { policy: POLICY },
      after: { policy: POLICY },
      after_unknown: { id: true },
      before_sensitive: {},
      after_sensitive: {},
      importing: { id: 'x' },
    };
    const { values: _values, ...managed } = queue;
    const changes = [
      { ...managed, change },
      { ...managed, mode: 'data', change },
      { ...managed, type: 'aws_instance', change: { ...change, before: null, after: { ami: 'x' } } },
    ];
    const less = { ...change, before: null, before_sensitive: null, after_sensitive: null };
    expect(abridged({ resource_changes: changes })).toEqual({
      resource_changes: [
        { ...managed, change: { ...less, after: null } },
        { ...managed, mode: 'data', change: less },
        null,
      ],
    });
  });

  it('a deleted policy still shows that the change matters, wherever in it that stands', () => {
    const change = { actions: ['delete'], before: { policy: POLICY }, after: null };
    const { values: _values, ...managed } = queue;
    expect(abridged({ resource_changes: [{ change, ...managed }] })).toEqual({
      resource_changes: [{ change: { ...change, before: null }, ...managed }],
    });
  });

  it('of what was before only data sources are kept', () => {
    const state = (resources: readonly unknown[]) => ({ prior_state: { values: { root_module: { resources } } } });
    expect(abridged(state([bucket, queue, read, { ...read, type: 'x', values: {} }]))).toEqual(
      state([null, null, read, null]),
    );
  });

  it('the configuration is kept as far as it speaks of what matters, and how modules are called', () => {
    const configuration = (keep: (resource: unknown) => unknown) => {
      const module = { resources: [bucket, server, withRole].map(keep), outputs: { a: {} }, variables: { v: {} } };
      const call = (inner: unknown) => ({
        source: './x',
        expressions: { v: { references: ['var.v'] } },
        module: inner,
      });
      return {
        root_module: { ...module, module_calls: { a: call({ ...module, module_calls: { b: call(module) } }) } },
      };
    };
    const whole = { configuration: { provider_config: { aws: {} }, ...configuration((resource) => resource) } };
    expect(abridged(whole)).toEqual({
      configuration: {
        provider_config: null,
        ...configuration((resource) => (resource === server ? null : resource)),
      },
    });
  });

  it('of the root only what is known not to matter is left out', () => {
    const root = {
      format_version: '1.2',
      variables: { a: { value: 'b' } },
      errored: false,
      of_a_later_version: { a: [1] },
    };
    const rest = {
      resource_drift: [{}],
      relevant_attributes: [{}],
      checks: [{}],
      output_changes: { a: {} },
      timestamp: 'x',
    };
    const nothing = Object.fromEntries(Object.keys(rest).map((key) => [key, null]));
    expect(abridged({ ...root, ...rest })).toEqual({ ...root, ...nothing });
  });
});

describe('of a state', () => {
  it('as it is shown, resources are kept like those of a plan', () => {
    const state = (resources: readonly unknown[]) => ({ values: { outputs: {}, root_module: { resources } } });
    expect(abridged(state([bucket, server, read]))).toEqual(state([bucket, null, read]));
  });

  it('as it is stored, the attributes of instances are', () => {
    const instance = { index_key: 0, schema_version: 1, attributes: { policy: POLICY } };
    const stored = (extra: object) => ({ ...queue, values: null, instances: [{ ...instance, ...extra }] });
    const all = { private: 'x'.repeat(9), sensitive_attributes: [[]], dependencies: ['aws_instance.s'] };
    const less = { private: null, sensitive_attributes: null, dependencies: null };
    expect(abridged({ version: 4, lineage: 'x', resources: [stored(all), server], check_results: [{}] })).toEqual({
      version: 4,
      lineage: 'x',
      resources: [stored(less), null],
      check_results: null,
    });
  });
});

describe('a plan or state', () => {
  it.each([
    ['{"format_version":"1.2"', true],
    [' {\n "version" : 4,', true],
    ['{"configuration":{', true],
    ['{"AWSTemplateFormatVersion":"2010-09-09"', false],
    ['{"Statement":[', false],
    ['[{"format_version":', false],
    ['format_version: 1', false],
  ])('begins like one: %s', (beginning, expected) => {
    expect(mayBeTerraform(beginning)).toBe(expected);
  });

  it('says which version wrote it', () => {
    const factsOf = (text: string) => {
      const abridger = new Abridger(kept, MARKS);
      abridger.write(Buffer.from(text));
      return isTerraform(abridger.facts);
    };
    expect(factsOf('{"variables": {}, "terraform_version": "1.9.5"')).toBe(true);
    expect(factsOf('{"variables": {"terraform_version": "1.9.5"}}')).toBe(false);
  });
});
