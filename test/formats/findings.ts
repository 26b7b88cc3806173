import { rules } from '../../rules/index.js';
import { lineStarts } from '../../src/document/position.js';
import type { Settings } from '../../src/lint/settings.js';
import type { Report, Span } from '../../src/report/report.js';
import { lintFixture } from '../../src/testing.js';
import type { Format, Names } from './formats.js';

/** A finding, told as a reader of any format would. */
export interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly message: string;
  /** The words that it points at. */
  readonly at: string;
}

/** What leastwise says of a text, all rules on. Names are labels, whatever the format makes of them. */
export interface Judgement {
  readonly findings: readonly Found[];
  readonly unresolved: readonly string[];
  readonly failures: readonly string[];
}

/** An access, written in a format. */
export interface Written {
  readonly format: Format;
  readonly text: string;
  readonly names: Names;
  readonly settings?: Partial<Settings> | undefined;
}

/**
 * Lints what a format has written.
 *
 * @param preset the rules that run: in `validity` none covers another
 */
export async function judge(
  { format: { path }, text, names, settings = {} }: Written,
  preset: 'all' | 'validity' = 'all',
): Promise<Judgement> {
  const report: Report = await lintFixture(rules, preset, path, text, { settings });
  const findings = report.findings.map(({ rule, severity, confidence, message, ...span }) => {
    return { rule, severity, confidence, message: labelled(message, names), at: labelled(wordsAt(text, span), names) };
  });
  return {
    findings,
    unresolved: report.unresolved.map(({ message }) => message),
    failures: report.failures.map(({ message }) => message),
  };
}

/**
 * Whether another resource holds one that is referred to is told where the reference is: in no plan. Of the policies of
 * an input together it is said once, however often it is written. What a policy lacks is told where its text is: in no
 * plan that has a reference in it.
 */
export function saysTheSame({ rule }: Found): boolean {
  // A framework makes a role of its own, which has no boundary either, and functions that run with the roles.
  if (['missing-permissions-boundary', 'workload-admin-role', 'infrastructure-modification'].includes(rule))
    return false;
  // What a role without a name is called, a template tells in part and a plan not at all: the gap that is named may be another.
  if (rule === 'ineffective-permissions-boundary') return false;
  // Which of two that say the same comes first is the format's affair.
  if (rule === 'duplicate-policy') return false;
  const elsewhere = ['account-root-trust', 'insecure-transport', 'redundant-resource', 'scp-missing-baseline'];
  // Which account a role is in is told by a state alone.
  return !elsewhere.includes(rule) && !rule.startsWith('cross-account-');
}

/** A message with `#` in place of how many actions there are: newer AWS data has others. */
export function withoutFigures(message: string): string {
  return message.replace(/(?<=\s)\d[\d,]*(?=\s)/g, '#');
}

/** An address in Terraform, with the modules that it is in and its instance key. */
const ADDRESS = /(?:module\.\w+(?:\["\w+"\])?\.)*(?:data\.)?aws_\w+\.(\w+)(?:\["\w+"\])?/g;

function labelled(text: string, names: Names): string {
  return names.get(text) ?? text.replace(ADDRESS, '$1').replace(/(?<=`)[^`]+(?=`)/g, (name) => names.get(name) ?? name);
}

/** The text of a span without line breaks, quotes, escapes and the escapes of a JSON string within a JSON string. */
function wordsAt(text: string, { line, column, endLine, endColumn }: Span): string {
  const starts = lineStarts(text);
  const offset = (at: number, character: number) => (starts[at - 1] ?? 0) + character - 1;
  const written = text.slice(offset(line, column), offset(endLine, endColumn)).replace(/\s+/g, ' ');
  return unquoted(written) ?? unquoted(unquoted(`"${written}"`) ?? '') ?? written;
}

function unquoted(text: string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
