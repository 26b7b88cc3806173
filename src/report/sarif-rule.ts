import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../rule.js';
import type { RuleDescription } from './report.js';
import { plainText } from './rule-text.js';

/** https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const LONGEST_DESCRIPTION = 1024;
const MOST_TAGS = 20;

type SarifLevel = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** The three levels that SARIF has for five severities. */
export function sarifLevel(severity: Severity): SarifLevel {
  return LEVELS[severity];
}

/** What code scanning reads a severity from: at least 9 is critical, 7 high, 4 medium, above 0 low. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: undefined,
};

/** A rule as SARIF declares it. */
export function sarifRule(rule: RuleDescription): ReportingDescriptor {
  const securitySeverity = SECURITY_SEVERITIES[rule.severity];
  const [helpUri] = rule.references;
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: sentence(rule.summary) },
    fullDescription: { text: shortened(unbroken(plainText(rule.why)) || sentence(rule.summary)) },
    ...(helpUri === undefined ? {} : { helpUri }),
    help: { text: plainText(helpMarkdown(rule)), markdown: helpMarkdown(rule) },
    defaultConfiguration: { level: sarifLevel(rule.severity) },
    properties: {
      tags: tagsOf(rule),
      precision: 'high',
      ...(securitySeverity === undefined ? {} : { 'security-severity': securitySeverity }),
    },
  };
}

/** Azure wants a name of every rule, and SARIF one that is not the id over again. */
function nameOf(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return words.length > 1 ? name : `${name}Rule`;
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** Paragraphs without the line breaks of the source. */
function unbroken(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' '))
    .join('\n\n');
}

function shortened(text: string): string {
  return text.length <= LONGEST_DESCRIPTION ? text : `${text.slice(0, LONGEST_DESCRIPTION - 1).trimEnd()}…`;
}

function helpMarkdown(rule: RuleDescription): string {
  const sections = [rule.why.trim(), '**What to write instead**', rule.fix.trim()];
  if (rule.references.length > 0) sections.push('**References**', list(rule.references));
  if (rule.aliases.length > 0) sections.push('**Known elsewhere as**', list(rule.aliases));
  return sections.filter((section) => section !== '').join('\n\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/**
 * CWE and CIS names are tags in the form that code scanning filters by: `external/cwe/cwe-732`. It shows the first ten:
 * weaknesses stand before benchmarks, of which there are several versions.
 */
function tagsOf(rule: RuleDescription): string[] {
  const standards = [/^cwe/i, /^cis/i]
    .flatMap((pattern) => rule.aliases.filter((alias) => pattern.test(alias)))
    .map((alias) => `external/${alias.replace(':', '/').toLowerCase()}`);
  return Array.from(new Set(['security', rule.category, ...standards])).slice(0, MOST_TAGS);
}
