import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { leastwise } from '../cli/in-process.js';

const ROOT = resolve(import.meta.dirname, '../..');
const DEMO = join(ROOT, 'fixtures/projects/demo');
const PATH = join(ROOT, 'README.md');
const readme = readFileSync(PATH, 'utf8');

/** What stands between two markers. */
const REPORT = /(<!-- report:begin -->\n)[\s\S]*(<!-- report:end -->)/;

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text ?? '',
  );
}

describe('the README', () => {
  it('shows the input of its report as it is', () => {
    const [shown] = blocks('json');
    expect(readFileSync(join(DEMO, 'policies/reader.json'), 'utf8').startsWith(shown ?? 'nothing')).toBe(true);
  });

  it('shows the report that this input gets', async () => {
    const { stdout, code } = await leastwise(['policies/reader.json', '--no-config'], { cwd: DEMO });
    const shown = `\`\`\`console\n$ npx leastwise policies/reader.json\n${stdout}$ echo $?\n${code}\n\`\`\`\n`;
    const expected = readme.replace(REPORT, (_, begin: string, end: string) => `${begin}${shown}${end}`);
    if (process.env['UPDATE']) writeFileSync(PATH, expected);
    else expect(readme).toBe(expected);
  });

  it('has recipes that can be parsed', () => {
    for (const recipe of blocks('yaml')) {
      for (const document of parseAllDocuments(recipe)) expect(document.errors).toEqual([]);
    }
    expect(blocks('yaml').length).toBeGreaterThanOrEqual(4);
  });

  it.each([['preset:'], ['invariants:']])('has a configuration with %s that the command takes', async (key) => {
    const folder = mkdtempSync(join(tmpdir(), 'leastwise-readme-'));
    try {
      const config = blocks('yaml').find((block) => block.includes(key)) ?? '[]';
      writeFileSync(join(folder, 'leastwise.yaml'), config);
      const { code, stderr } = await leastwise(['--print-config'], { cwd: folder });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
