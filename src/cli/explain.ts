import { ruleSection } from '../../rules/reference.js';
import { mostSimilar } from '../document/similar.js';
import { toJson } from '../report/json.js';
import { paragraphs } from '../report/rule-text.js';
import { wrap } from '../report/terminal.js';
import type { Rule } from '../rule.js';
import { trouble } from './output.js';
import { EXIT, type Surroundings } from './surroundings.js';

/** Prints what a rule is about. Ids are taken in any case, and former ones too. */
export function explain(rules: readonly Rule[], id: string, format: string, surroundings: Surroundings): number {
  const { stdout } = surroundings;
  const wanted = id.toLowerCase();
  const rule = rules.find((each) => each.id === wanted || each.formerIds?.includes(wanted) === true);
  if (rule === undefined) {
    const similar = mostSimilar(
      id,
      rules.flatMap((each) => [each.id, ...(each.formerIds ?? [])]),
    );
    const hint = similar === undefined ? 'see `leastwise rules`' : `did you mean "${similar}"?`;
    return trouble([`no rule "${id}" (${hint})`], surroundings);
  }
  if (format === 'json') stdout.write(toJson(ruleData(rule)));
  else if (format === 'markdown') stdout.write(markdown(rule));
  else stdout.write(text(rule, stdout.isTerminal ? stdout.width : undefined));
  return EXIT.ok;
}

/** A rule without its checks: what there is to say of it. */
export function ruleData(rule: Rule): Readonly<Record<string, unknown>> {
  const { id, category, severity, preset, summary, why, fix, references } = rule;
  const { aliases = [], formerIds = [], coveredBy = [], options } = rule;
  return {
    ...{ id, category, severity, preset, summary, why: why.trim(), fix: fix.trim(), references },
    ...{ aliases, formerIds, coveredBy, options: options?.properties ?? {} },
  };
}

function markdown(rule: Rule): string {
  const blocks = ruleSection(rule, { bad: undefined, good: undefined, report: [] }, (id) => `\`${id}\``);
  return `${blocks.join('\n\n')}\n`;
}

/** Whether a rule looks at anything itself, so that it can be set: what a comparison reports does not. */
function isChecked({ statement, policy, identity, resource, inventory, estate }: Rule): boolean {
  return [statement, policy, identity, resource, inventory, estate].some((check) => check !== undefined);
}

/** The width of the column that labels stand in. */
const LABELS = 10;

function text(rule: Rule, width: number | undefined): string {
  const { id, severity, preset, category, summary, why, fix, references, aliases, formerIds, coveredBy } = rule;
  const by = isChecked(rule) ? `preset ${preset}` : 'reported by `leastwise diff`';
  const heading = `${id}\n${severity} | ${by} | ${category}\n`;
  const sections = [
    labelled('WHAT', [summary], width),
    labelled('WHY', paragraphs(why, width !== undefined), width),
    labelled('FIX', paragraphs(fix, width !== undefined), width),
    labelled('OPTIONS', optionLines(rule), width),
    labelled('CONFIG', isChecked(rule) ? [configExample(rule)] : [], undefined),
    labelled(
      'COVERED',
      coveredBy === undefined ? [] : [`listed under ${coveredBy.join(', ')} of the same cause`],
      width,
    ),
    labelled('FORMERLY', formerIds ?? [], width),
    labelled('ELSEWHERE', aliases === undefined ? [] : [aliases.join(', ')], width),
    labelled('REFS', references, undefined),
  ];
  return `${heading}\n${sections.filter((section) => section !== '').join('\n')}`;
}

function labelled(label: string, lines: readonly string[], width: number | undefined): string {
  const room = width === undefined ? undefined : Math.max(20, width - LABELS);
  const wrapped = lines.flatMap((line) => wrap(line, room));
  if (wrapped.length === 0) return '';
  return wrapped.map((line, i) => `${(i === 0 ? label : '').padEnd(LABELS)}${line}`.trimEnd().concat('\n')).join('');
}

function optionLines({ options }: Rule): readonly string[] {
  return Object.entries(options?.properties ?? {}).map(([name, schema]) => {
    const { description } = schema;
    const meaning = typeof description === 'string' ? `: ${description}` : '';
    return `${name} (default ${JSON.stringify(schema.default)})${meaning}`;
  });
}

/** A line for the config file that sets the rule, with its first option if it has any. */
function configExample({ id, severity, options }: Rule): string {
  const [option] = Object.entries(options?.properties ?? {});
  const extra = option === undefined ? '' : `, ${option[0]}: ${JSON.stringify(option[1].default)}`;
  return `rules: { ${id}: ${extra === '' ? severity : `{ severity: ${severity}${extra} }`} }`;
}
