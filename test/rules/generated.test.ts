import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { categoryPages, type Examples, indexPage, ruleList, ruleTables, withTable } from '../../rules/reference.js';
import { registryText } from '../../rules/registry.js';
import type { Rule } from '../../src/rule.js';

const ROOT = join(import.meta.dirname, '../..');

describe('what is generated from the rules', () => {
  it('is fresh', () => {
    const run = spawnSync(process.execPath, ['bin/run.js', 'rules/generate.ts', '--check'], { cwd: ROOT });
    expect(`${run.stdout}${run.stderr}`).toBe('');
    expect(run.status).toBe(0);
  }, 60_000);
});

describe('the registry', () => {
  it('names rules by category and id, whatever the order they are found in', () => {
    const files = [
      { category: 'trust', id: 'public-trust-policy' },
      { category: 'identity', id: 'inline-policy' },
      { category: 'identity', id: 'access-key' },
    ];
    const text = registryText(files);
    expect(text).toBe(registryText([...files].reverse()));
    expect(text).toContain("import publicTrustPolicy from './trust/public-trust-policy.js';");
    expect(text).toContain('[\n  accessKey,\n  inlinePolicy,\n  publicTrustPolicy,\n];');
  });
});

const RULE: Rule = {
  id: 'open-door',
  category: 'exposure',
  severity: 'high',
  preset: 'recommended',
  summary: 'A door | a gate stands open',
  why: 'Anyone walks in.',
  fix: 'Close it.',
  references: ['https://docs.aws.amazon.com/doors'],
  aliases: ['cfn_nag:F1', 'checkov:CKV_1', 'cfn_nag:F2'],
  coveredBy: ['no-wall', 'open-door'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { width: { type: 'number', default: 2, description: 'in metres' } },
  },
};
const SHOWN: Examples = {
  bad: { name: 'bad.yaml', text: 'door: open' },
  good: { name: 'good.json', text: '{ "door": "shut" }' },
  report: ['bad.yaml:1:7-1:11 high proven `open` lets anyone in'],
};

describe('the reference page', () => {
  const other: Rule = { ...RULE, id: 'no-wall', category: 'trust', coveredBy: [] };
  const pages = categoryPages([RULE, other], () => SHOWN);
  const page = pages.get(RULE.category) ?? '';

  it('shows a rule with its examples and its report', () => {
    expect(page).toContain('## open-door\n\nA door | a gate stands open.\n');
    expect(page).toContain('```yaml\ndoor: open\n```');
    expect(page).toContain('```text\nbad.yaml:1:7-1:11 high proven `open` lets anyone in\n```');
    expect(page).toContain('```json\n{ "door": "shut" }\n```');
  });

  it('gathers aliases by tool, links rules that exist and tells options', () => {
    expect(page).toContain('- Elsewhere: cfn_nag `F1`, `F2`; checkov `CKV_1`');
    expect(page).toContain(
      '- Listed under [`no-wall`](../trust/README.md#no-wall), [`open-door`](#open-door) of the same cause',
    );
    expect(page).toContain('| `width` | `2`     | in metres |');
  });

  it('keeps cells in their columns', () => {
    expect(ruleTables([RULE])).toContain('| `open-door` | high     | recommended | A door \\| a gate stands open |');
  });

  it('is found from its first page and from the README', () => {
    expect(indexPage([RULE, other])).toContain('| [`no-wall`](trust/README.md#no-wall) | high ');
    expect(ruleList([RULE, other], 'rules')).toContain('[`no-wall`](rules/trust/README.md#no-wall)');
  });

  it('is short enough to be shown by GitHub, which stops at 512 KB', () => {
    for (const page of [indexPage(rules), ...categoryPages(rules, () => SHOWN).values()]) {
      expect(Buffer.byteLength(page)).toBeLessThan(400_000);
    }
  });
});

describe('the table in a page', () => {
  it('replaces what stands between the markers, and only that', () => {
    const page = 'a\n<!-- rules:begin -->\nold\n<!-- rules:end -->\nb\n';
    const filled = withTable(page, 'new');
    expect(filled).toBe('a\n<!-- rules:begin -->\n\nnew\n\n<!-- rules:end -->\nb\n');
    expect(withTable(filled, 'new')).toBe(filled);
  });

  it('leaves a page without markers alone', () => {
    expect(withTable('<!-- rules:end --> a <!-- rules:begin -->', 'new')).toBe(
      '<!-- rules:end --> a <!-- rules:begin -->',
    );
  });
});
