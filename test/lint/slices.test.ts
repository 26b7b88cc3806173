import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { Abridger } from '../../src/document/abridge/abridger.js';
import { positionIn } from '../../src/document/gap.js';
import { lineStarts } from '../../src/document/position.js';
import type { SourceText } from '../../src/document/source-file.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import { textOf } from '../../src/lint/slices.js';
import { keptOfTerraform, MARKS } from '../../src/sources/terraform/kept.js';

const MODULES = ['a', 'b', 'c', 'd'];

function resource(module: string, name: string): object {
  const address = `${module === '' ? '' : `module.${module}[0].`}aws_iam_policy.${name}`;
  return { address, mode: 'managed', type: 'aws_iam_policy', name, values: { policy: `{"Statement": "${name}"}` } };
}

/** A plan in which each module holds two policies and calls another one that holds a third. */
function plan(calls: Readonly<Record<string, unknown>>, rootReferences: readonly string[] = []): string {
  const module = (name: string) => ({
    resources: [
      resource(name, `${name}1`),
      { mode: 'managed', type: 'aws_instance', name: 'x' },
      resource(name, `${name}2`),
    ],
    address: `module.${name}[0]`,
    child_modules: [{ address: `module.${name}[0].module.inner`, resources: [resource(name, `${name}3`)] }],
  });
  const inner = { resources: [{ mode: 'managed', type: 'aws_iam_policy', name: 'inner' }] };
  const call = (name: string) => ({
    expressions: { given: calls[name] },
    module: {
      resources: [{ address: 'aws_iam_policy.of', type: 'aws_iam_policy', name }],
      module_calls: { inner: { module: inner } },
    },
  });
  const value = {
    format_version: '1.2',
    planned_values: { root_module: { resources: [resource('', 'root')], child_modules: MODULES.map(module) } },
    resource_changes: MODULES.flatMap((name) => [resource(name, `${name}1`), resource(name, `${name}2`)]),
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_iam_policy.root',
            type: 'aws_iam_policy',
            expressions: { policy: { references: rootReferences } },
          },
        ],
        module_calls: Object.fromEntries(MODULES.map((name) => [name, call(name)])),
      },
    },
  };
  return JSON.stringify(value, undefined, 1);
}

function sliced(text: string, largest: number, slice: number): SourceText {
  const abridger = new Abridger(
    keptOfTerraform(() => false),
    MARKS,
  );
  abridger.write(Buffer.from(text));
  return textOf(abridger.end(), largest, slice);
}

/** The policies that each slice holds. */
function policiesOf(source: SourceText): readonly string[] {
  return [...(source.slices ?? [])].map(({ text }) =>
    [...new Set(Array.from(text.matchAll(/"Statement\\": \\"(\w+)\\/g), ([, name]) => name))].join(' '),
  );
}

const EACH = ['root', 'a1 a2 a3', 'b1 b2 b3', 'c1 c2 c3', 'd1 d2 d3'];

describe('an abridged plan', () => {
  it('is one text up to a size', () => {
    const source = sliced(plan({}), 1e6, 1);
    expect(source.slices).toBeUndefined();
    expect(source.text).toContain('d3');
  });

  it('is a slice for each module where they are big', () => {
    expect(policiesOf(sliced(plan({}), 1, 1))).toEqual(EACH);
  });

  it('has as many modules in a slice as there is room for', () => {
    const [first = '', ...others] = policiesOf(sliced(plan({}), 1, 5000));
    expect(first.split(' ').length).toBeGreaterThan(4);
    expect([first, ...others].join(' ')).toBe(EACH.join(' '));
  });

  it('keeps modules together that are given something of each other', () => {
    const references = (...names: string[]) => [{ nested: { references: names } }];
    const calls = { b: references('module.d.role', 'module.d'), c: references('var.x', 'each.value', 'path.module') };
    expect(policiesOf(sliced(plan(calls), 1, 1))).toEqual(['root', 'a1 a2 a3', 'b1 b2 b3 d1 d2 d3', 'c1 c2 c3']);
  });

  it('keeps modules with blocks of the root that refer to them, or that they are given something of', () => {
    const calls = { a: { references: ['aws_iam_policy.root.arn'] }, c: { references: ['local.name'] } };
    expect(policiesOf(sliced(plan(calls, ['module.d.arn']), 1, 1))).toEqual([
      'root a1 a2 a3 d1 d2 d3',
      'b1 b2 b3',
      'c1 c2 c3',
    ]);
  });

  it('keeps blocks of the root together that refer to each other or share a name', () => {
    const names = ['p', 'q', 'r', 's', 't'];
    const expressions: Readonly<Record<string, unknown>> = {
      p: { name: { constant_value: 'app' } },
      q: { policy: { references: ['aws_iam_policy.s[0].arn', 'aws_iam_policy.s[0]', 'aws_iam_policy.s'] } },
      r: { users: { constant_value: ['x', 'arn:aws:iam::111122223333:user/app'] }, policy: { references: ['var.x'] } },
    };
    const blocks = names.map((name) => ({ ...resource('', name), expressions: expressions[name] ?? {} }));
    const value = {
      format_version: '1.2',
      planned_values: { root_module: { resources: names.map((name) => resource('', name)) } },
      configuration: { root_module: { resources: blocks.map(({ ...block }) => ({ ...block, values: null })) } },
    };
    expect(policiesOf(sliced(JSON.stringify(value), 1, 1))).toEqual(['p r', 'q s', 't']);
    const { configuration: _, ...without } = value;
    expect(sliced(JSON.stringify(without), 1, 1).slices).toBeUndefined();
  });

  it('has every word in its slice where the file has it', () => {
    const whole = plan({});
    const starts = lineStarts(whole);
    for (const slice of sliced(whole, 1, 1).slices ?? []) {
      const sliceStarts = lineStarts(slice.text);
      for (const { index, 0: word } of slice.text.matchAll(/"Statement\\": \\"\w+/g)) {
        const places = [...whole.matchAll(new RegExp(word.replaceAll('\\', '\\\\'), 'g'))].map((match) =>
          positionIn({ text: whole }, starts, match.index),
        );
        expect(places).toContainEqual(positionIn(slice, sliceStarts, index));
      }
    }
  });
});

describe('a file in slices', () => {
  const policy = (action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });

  it('is judged slice by slice, and what all of them hold is told once', async () => {
    const linter = createLinter(rules, DEFAULT_SETTINGS, '1', '/work');
    const texts = [policy('s3:*'), policy('s3:*'), policy('sqs:*'), '{}'];
    const outcome = await linter.add('plan.json', { text: '', slices: texts.map((text) => ({ text })) });
    const { findings, unresolved, summary } = linter.report();
    expect(findings.map(({ rule }) => rule)).toEqual(['wildcard-action', 'wildcard-action']);
    expect(unresolved.map(({ message }) => message)).toEqual([expect.stringContaining('judged in 4 slices')]);
    expect([summary.files, summary.policies]).toEqual([1, 3]);
    expect(outcome).toEqual({ path: 'plan.json', read: true, reason: 'in 4 slices, 3 policies' });
  });
});
