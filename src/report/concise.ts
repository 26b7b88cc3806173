import { placeText } from './finding-text.js';
import type { Finding, Report } from './report.js';
import { printable } from './terminal.js';

/**
 * The report at a line each: `file:line:column: severity rule message`, as editors and problem matchers read it. What
 * could not be read stands first as `error`, what could not be judged last as `unresolved`, unless `quiet`. Of a clean
 * report there is nothing to say.
 */
export function renderConcise(
  report: Report,
  { quiet = false }: { readonly quiet?: boolean | undefined } = {},
): string {
  const { failures, findings, unresolved } = report;
  return [
    ...failures.map((failure) => `${placeText(failure)}: error ${printable(failure.message)}\n`),
    ...findings.map((finding) => `${conciseLine(finding)}\n`),
    ...(quiet ? [] : unresolved).map((place) => `${placeText(place)}: unresolved ${printable(place.message)}\n`),
  ].join('');
}

/** A finding on one line. */
export function conciseLine(finding: Finding): string {
  const { severity, confidence, rule, message } = finding;
  const possible = confidence === 'possible' ? ' (possible)' : '';
  return `${placeText(finding)}: ${severity} ${printable(rule)} ${printable(message)}${possible}`;
}
