import { SEVERITIES, type Severity } from '../rule.js';
import { placeText, surroundingsOf } from './finding-text.js';
import type { Failure, Finding, Report, UnresolvedPlace } from './report.js';
import { compactFix, firstSentence } from './rule-text.js';
import { counted, printable } from './terminal.js';

export interface JunitOptions {
  /** The severity from which findings fail the run: only those are failures here. */
  readonly failOn: Severity | 'none';
  /** Whether findings that rest on something unknown fail the run too. */
  readonly countPossible?: boolean | undefined;
}

/** One test: what it is called, and what it came to. */
interface TestCase {
  readonly name: string;
  readonly outcome: 'failure' | 'error' | 'skipped' | 'passed';
  readonly message?: string;
  readonly type?: string;
  readonly details?: readonly string[];
}

/**
 * The report as JUnit's XML: a suite each file, a test each finding. Findings that do not fail the run are skipped tests,
 * what could not be read is an error, and of a clean report there is one test that passed. Ends with a line feed.
 *
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export function renderJunit(report: Report, options: JunitOptions): string {
  const suites = new Map<string, TestCase[]>();
  const add = (file: string, test: TestCase): void => {
    const tests = suites.get(file);
    if (tests === undefined) suites.set(file, [test]);
    else tests.push(test);
  };
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  for (const failure of report.failures) add(failure.file, failedRead(failure));
  for (const finding of report.findings) {
    const rule = rules.get(finding.rule);
    const advice = rule === undefined ? [] : [firstSentence(rule.why), compactFix(rule.fix).text];
    add(finding.file, testOf(finding, failsRun(finding, options), advice));
  }
  if (suites.size === 0) add('leastwise', { name: checkedText(report), outcome: 'passed' });
  for (const place of report.unresolved) add(place.file, unresolvedTest(place));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="leastwise"${countsOf([...suites.values()].flat())}>`,
    ...[...suites].flatMap(([file, tests]) => suiteLines(file, tests)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Whether a finding makes the exit code 1. */
function failsRun({ severity, confidence }: Finding, { failOn, countPossible }: JunitOptions): boolean {
  if (failOn === 'none' || (confidence === 'possible' && countPossible !== true)) return false;
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

function checkedText({ summary }: Report): string {
  return `${counted(summary.policies, 'policy', 'policies')} in ${counted(summary.files, 'file')}`;
}

function testOf(finding: Finding, fails: boolean, advice: readonly string[]): TestCase {
  const { rule, severity, confidence, message } = finding;
  const surroundings = surroundingsOf(finding);
  return {
    name: `${rule} (${placeText(finding)})`,
    outcome: fails ? 'failure' : 'skipped',
    message,
    type: confidence === 'possible' ? `${severity}, possible` : severity,
    details: [`${placeText(finding)}${surroundings === '' ? '' : ` (${surroundings})`}`, ...advice],
  };
}

function failedRead(failure: Failure): TestCase {
  return {
    name: `read (${placeText(failure)})`,
    outcome: 'error',
    message: failure.message,
    type: 'failure',
    details: [placeText(failure)],
  };
}

function unresolvedTest(place: UnresolvedPlace): TestCase {
  return { name: `unresolved (${placeText(place)})`, outcome: 'skipped', message: place.message, type: 'unresolved' };
}

function countsOf(tests: readonly TestCase[]): string {
  const count = (outcome: TestCase['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  return ` tests="${tests.length}" failures="${count('failure')}" errors="${count('error')}"`;
}

function suiteLines(file: string, tests: readonly TestCase[]): readonly string[] {
  const skipped = tests.filter(({ outcome }) => outcome === 'skipped').length;
  const attributes = `${attribute('name', file)}${countsOf(tests)} skipped="${skipped}"`;
  return [`  <testsuite${attributes}>`, ...tests.flatMap((test) => testLines(file, test)), '  </testsuite>'];
}

function testLines(
  file: string,
  { name, outcome, message = '', type = '', details = [] }: TestCase,
): readonly string[] {
  const start = `    <testcase${attribute('classname', file)}${attribute('name', name)}`;
  if (outcome === 'passed') return [`${start}/>`];
  const element = `<${outcome}${attribute('message', message)}${attribute('type', type)}`;
  const body =
    details.length === 0 ? [`      ${element}/>`] : [`      ${element}>${details.map(text).join('\n')}</${outcome}>`];
  return [`${start}>`, ...body, '    </testcase>'];
}

function attribute(name: string, value: string): string {
  return ` ${name}="${text(value)}"`;
}

/** Characters that XML has no way to write; control characters and the like stand as escapes before it comes to that. */
const NOT_IN_XML = /[\ufffe\uffff]/g;

function text(value: string): string {
  return printable(value)
    .replace(NOT_IN_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
