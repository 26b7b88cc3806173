import fc from 'fast-check';
import type { Finding, Report } from '../../src/report/report.js';
import { SEVERITIES } from '../../src/rule.js';
import { findingAt, READER, reportOf, ruleOf } from './sample.js';

/** Text that some consumer takes for more than text. */
const WORDS = [
  '%',
  '%0A',
  '::',
  '::error::',
  '\n::warning::x',
  '##[error]',
  ',',
  ':',
  '\r\n',
  ']]>',
  '<!--',
  '&amp;',
  '"',
  "'",
  '\u0000',
  '\u001b[2J',
  '\u202e',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\u{1f600}',
];

const anyText = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string(), fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(''))
  .filter((text) => text !== '');

const anySpot = fc.record({ line: fc.integer({ min: 1, max: 9999 }), column: fc.integer({ min: 1, max: 999 }) });

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    file: anyText,
    message: anyText,
    spot: anySpot,
    severity: fc.constantFrom(...SEVERITIES),
    confidence: fc.constantFrom('proven' as const, 'possible' as const),
    lines: fc.constantFrom(0, 0, 3),
    rule: fc.constantFrom('a', 'b'),
  })
  .map(({ file, message, spot, severity, confidence, lines, rule }) => ({
    ...findingAt(READER, '"s3:*"', { rule, severity, message }),
    ...{ file, confidence, ...spot, endLine: spot.line + lines, endColumn: spot.column + 1 },
  }));

/** A report of texts that mean something to those who read it. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    findings: fc.array(anyFinding, { maxLength: 40 }),
    failures: fc.array(fc.record({ file: anyText, message: anyText }), { maxLength: 14 }),
    unresolved: fc.array(
      fc.tuple(anyText, anyText, anySpot).map(([file, message, spot]) => ({ file, message, ...spot })),
      { maxLength: 3 },
    ),
  })
  .map((parts) => reportOf({ ...parts, rules: [ruleOf('a', 'low'), ruleOf('b', 'high')] }));
