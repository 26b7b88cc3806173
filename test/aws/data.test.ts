import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderActions } from '../../src/aws/generate-actions.js';
import { renderManagedPolicies } from '../../src/aws/generate-managed-policies.js';
import { renderPolicyTemplates } from '../../src/aws/generate-policy-templates.js';
import { renderResources } from '../../src/aws/generate-resources.js';
import { readPolicies, readServices } from '../../src/aws/generate-source.js';

const committed = (name: string) => readFileSync(join(import.meta.dirname, '../../src/aws/data', name), 'utf8');

/** Not `toBe`: a diff of megabytes helps nobody. */
function firstDifference(a: string, b: string): string | undefined {
  if (a === b) return undefined;
  const [left, right] = [a.split('\n'), b.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  return `line ${line + 1}: ${left[line]?.slice(0, 200)} / ${right[line]?.slice(0, 200)}`;
}

describe('the committed data', () => {
  const services = readServices();

  it.each([
    ['actions.txt', () => renderActions(services)],
    ['resources.txt', () => renderResources(services)],
    ['managed-policies.txt', () => renderManagedPolicies(readPolicies())],
  ] as const)('%s is what src/aws/generate.ts makes of the installed packages', (name, render) => {
    const rendered = render();
    expect(firstDifference(committed(name), rendered)).toBeUndefined();
    expect(/^[\n -~]*$/.test(rendered), 'is ASCII').toBe(true);
  });

  it('says where it is from and under which licence', () => {
    for (const name of ['actions.txt', 'resources.txt', 'managed-policies.txt']) {
      expect(committed(name).slice(0, 1200)).toMatch(
        /# Source: npm \S+ \d+\.\d+\.\d+\n# Date: \d{4}-\d\d-\d\d\n.*MIT.*[\s\S]*Copyright/,
      );
    }
  });

  it("has SAM's policy templates with their source", () => {
    const text = committed('policy-templates.txt');
    expect(text.slice(0, 1200)).toMatch(
      /# Source: PyPI aws-sam-translator \d+\.\d+\.\d+\n# Date: \d{4}-\d\d-\d\d\n.*Apache-2\.0[\s\S]*Copyright/,
    );
    expect(/^[\n -~]*$/.test(text), 'is ASCII').toBe(true);
    const source = { version: '1.0.0', date: '2026-01-01' };
    const Definition = { Statement: [{ Effect: 'Allow', Action: 'a:B', Resource: { Ref: 'Name' } }] };
    const templates = { B: { Parameters: {}, Definition }, A: { Parameters: { Name: {} }, Definition } };
    expect(
      renderPolicyTemplates({ ...source, templates })
        .split('\n')
        .slice(7, 10),
    ).toEqual(['@A Name', '{"Statement":[', '{"Effect":"Allow","Action":"a:B","Resource":{"Ref":"Name"}}']);
    expect(() => renderPolicyTemplates({ ...source, templates: { 'A B': { Parameters: {}, Definition } } })).toThrow(
      'no plain name',
    );
  });

  it('is not made of what its form cannot hold', () => {
    const [service] = services;
    const [action] = service?.actions ?? [];
    if (service === undefined || action === undefined) throw new Error('no data');
    const withAction = (change: object) => [{ ...service, actions: [{ ...action, ...change }] }];
    expect(() => renderActions(withAction({ name: 'Two words' }))).toThrow('no action name');
    expect(() => renderActions(withAction({ accessLevel: 'Write, Delete' }))).toThrow('unknown access level Delete');
    expect(() => renderResources(withAction({ conditionKeys: ['a b'] }))).toThrow('Cannot write "a b"');
    expect(() => renderResources([{ ...service, conditionKeys: [{ key: 'a:b', type: 'Colour' }] }])).toThrow('Colour');
  });
});
