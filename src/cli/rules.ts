import { ruleTables } from '../../rules/reference.js';
import { toJson } from '../report/json.js';
import type { Rule } from '../rule.js';
import { ruleData } from './explain.js';
import { EXIT, type Surroundings } from './surroundings.js';

/** Prints all rules there are. */
export function listRules(rules: readonly Rule[], format: string, { stdout }: Surroundings): number {
  if (format === 'json') stdout.write(toJson(rules.map(ruleData)));
  else if (format === 'markdown') stdout.write(`${ruleTables(rules)}\n`);
  else stdout.write(textTable(rules));
  return EXIT.ok;
}

function textTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, severity, preset, category, summary }) => [id, severity, preset, category, summary]);
  const head = ['RULE', 'SEVERITY', 'PRESET', 'CATEGORY', 'WHAT IT REPORTS'];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map((row) => `${line(row)}\n`).join('');
}
