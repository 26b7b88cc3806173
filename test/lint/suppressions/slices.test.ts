import { expect, it } from 'vitest';
import { rules } from '../../../rules/index.js';
import { stretchOf } from '../../../src/document/place-in-text.js';
import { createLinter } from '../../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../../src/lint/settings.js';
import type { ConfigSuppression } from '../../../src/lint/suppressions/of-config.js';

const CONFIG = { path: 'leastwise.yaml', text: '0123456789' };

function suppression(at: number, name: string, resource: string): ConfigSuppression {
  const place = stretchOf(CONFIG, at, at + 1);
  return { rules: [{ name, place }], base: '/repo', resources: [resource], reason: 'known', place };
}

/** A plan with one policy for each name. */
function plan(...names: readonly string[]): string {
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
  const resources = names.map((name) => ({
    address: `aws_iam_policy.p["${name}"]`,
    mode: 'managed',
    type: 'aws_iam_policy',
    name: 'p',
    index: name,
    values: { name, policy },
  }));
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: { root_module: { resources } },
  });
}

it('speaks of all slices of a big plan, by addresses', async () => {
  const suppressions = [
    suppression(1, 'wildcard-action', 'aws_iam_policy.p["b"]'),
    suppression(3, 'wildcard-action', 'aws_iam_policy.p["c"]'),
    suppression(5, 'wildcard-action', 'aws_iam_policy.p["gone"]'),
  ];
  const settings = { ...DEFAULT_SETTINGS, suppressions, searched: ['/repo'] };
  const linter = createLinter(rules, settings, '0.0.0', '/repo');
  await linter.add('plan.json', { text: '', slices: [{ text: plan('a', 'b') }, { text: plan('c') }] });
  const { findings, suppressed } = linter.report();
  expect(findings.map(({ file, rule, resource }) => `${file} ${rule} ${resource?.name ?? ''}`)).toEqual([
    'leastwise.yaml unused-suppression ',
    'plan.json wildcard-action aws_iam_policy.p["a"]',
  ]);
  expect(suppressed.map(({ resource }) => resource?.name).sort()).toEqual([
    'aws_iam_policy.p["b"]',
    'aws_iam_policy.p["c"]',
  ]);
});
