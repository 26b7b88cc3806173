// The second step of `rules/generate.ts`: the pages that are made from the rules themselves.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringUpToDate } from './generated-file.js';
import { rules } from './index.js';
import { categoryPages, type Example, type Examples, indexPage, PAGE, ruleList, withTable } from './reference.js';

const RULES = import.meta.dirname;
const ROOT = join(RULES, '..');
const LONGEST_EXAMPLE = 40;

/** The first short bad fixture of a rule, with what is reported of it, and the first short good one. */
function examplesOf(id: string): Examples {
  const folder = join(ROOT, 'fixtures/rules', id);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const bad = firstShort(folder, names, 'bad');
  const good = firstShort(folder, names, 'good');
  const expected = join(folder, 'expected.txt');
  const report = bad === undefined || !existsSync(expected) ? '' : readFileSync(expected, 'utf8');
  return { bad, good, report: report.split('\n').filter((line) => line.startsWith(`${bad?.name}:`)) };
}

function firstShort(folder: string, names: readonly string[], prefix: string): Example | undefined {
  const named = (start: string) => names.filter((name) => name.startsWith(start));
  for (const name of [...named(`${prefix}.`), ...named(`${prefix}-`)]) {
    const text = readFileSync(join(folder, name), 'utf8').trimEnd();
    if (text.split('\n').length <= LONGEST_EXAMPLE) return { name, text };
  }
  return undefined;
}

const checkOnly = process.argv.includes('--check');
const pages = categoryPages(rules, (rule) => examplesOf(rule.id));
const readme = join(ROOT, PAGE);
const readmeText = existsSync(readme) ? withTable(readFileSync(readme, 'utf8'), ruleList(rules, 'rules')) : '';
const fresh = [
  bringUpToDate(join(RULES, PAGE), indexPage(rules), checkOnly),
  ...[...pages].map(([category, page]) => bringUpToDate(join(RULES, category, PAGE), page, checkOnly)),
  readmeText === '' || bringUpToDate(readme, readmeText, checkOnly),
];
if (checkOnly && fresh.includes(false)) process.exitCode = 1;
