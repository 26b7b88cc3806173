import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { leastwise } from '../cli/in-process.js';
import { callsIn, ROOT, readmeBlocks } from './recipes.js';

const recipes = readmeBlocks('yaml').flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
const scripts = [
  ...readmeBlocks('sh'),
  ...recipes.flatMap(({ leastwise: job, steps, 'pre-commit': hook }) => [
    ...(job?.script ?? []),
    ...(steps ?? []).flatMap(({ script }: { readonly script?: string }) => script ?? []),
    ...(hook?.jobs ?? []).map(({ run }: { readonly run: string }) => run),
  ]),
  ...readmeBlocks('groovy').flatMap((text) => [...text.matchAll(/\bsh '([^']*)'/g)].map(([, script = '']) => script)),
  ...readmeBlocks('json').flatMap((text) => lintStaged(text)),
];

function lintStaged(text: string): readonly string[] {
  if (!text.includes('lint-staged')) return [];
  return Object.values<string>(JSON.parse(text)['lint-staged']);
}

describe('the recipes of the README', () => {
  it('are those that are looked for', () => {
    expect(recipes.filter(({ leastwise: job }) => job?.script !== undefined)).toHaveLength(1);
    expect(recipes.filter(({ repos }) => repos?.[0].hooks[0].id === 'leastwise')).toHaveLength(1);
    for (const words of [
      'cdk synth',
      'terraform show -json tfplan |',
      'docker run',
      'staged_files',
      'sarif=leastwise',
    ]) {
      expect(scripts.filter((script) => script.includes(words))).not.toEqual([]);
    }
  });

  it.each(scripts.map((script) => [script]))('have shell that bash understands: %s', (script) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(scripts.flatMap(callsIn).map((words) => [words]))('call leastwise as it can be called: %j', async (words) => {
    const { stdout, stderr } = await leastwise([...words.filter((word) => word !== '-'), '--help'], { cwd: '/' });
    expect({ stdout: stdout.slice(0, 16), stderr }).toEqual({ stdout: 'Usage: leastwise', stderr: '' });
  });

  it('have braces and quotes that close', () => {
    for (const text of readmeBlocks('groovy')) {
      const bare = text.replace(/'[^'\n]*'/g, '');
      expect(bare).not.toContain("'");
      for (const pair of ['{}', '()', '[]']) {
        expect(bare.split(pair.charAt(0)).length).toBe(bare.split(pair.charAt(1)).length);
      }
    }
  });

  it('keep to what the hook itself looks at', () => {
    const [hook] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
    const files = new RegExp(hook.files.replace('(?i)', ''), 'i');
    for (const name of ['a.json', 'x/B.YAML', 'c.template', 'd.tfstate']) expect(files.test(name)).toBe(true);
    for (const name of ['a.tf', 'json', 'a.json.md']) expect(files.test(name)).toBe(false);
  });
});
