import { describe, expect, it } from 'vitest';
import { chalkColors } from '../../src/report/colors.js';
import type { Report } from '../../src/report/report.js';
import { displayWidth, plainColors } from '../../src/report/terminal.js';
import { renderNothingFound, renderText, type TextOptions } from '../../src/report/text.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER, ROLES, reportOf, ruleOf } from './sample.js';

function text(report: Report, options: Partial<TextOptions> = {}): string {
  return renderText(report, { color: plainColors, failOn: 'medium', ...options });
}

describe('renderText', () => {
  it('shows everything of a report', () => {
    expectGolden('full.txt', text(FULL_REPORT));
  });

  it('shows it in colour', () => {
    expectGolden('full.ansi', text(FULL_REPORT, { color: chalkColors(3) }));
  });

  it('adds colour and nothing else', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
    const withoutColours = text(FULL_REPORT, { color: chalkColors(1), width: 80 }).replace(/\u001b\[[\d;]*m/g, '');
    expect(withoutColours).toBe(text(FULL_REPORT, { width: 80 }));
  });

  it('fits into 80 columns', () => {
    const rendered = text(FULL_REPORT, { width: 80, verbose: true });
    expectGolden('full-80.txt', rendered);
    const isKeptWhole = (line: string): boolean => /^ {10}(Resource|Condition): |^suppressed: /.test(line);
    expect(rendered.split('\n').filter((line) => displayWidth(line) > 80 && !isKeptWhole(line))).toEqual([]);
  });

  it('says less when asked to be quiet, and nothing of a clean run', () => {
    expectGolden('full-quiet.txt', text(FULL_REPORT, { quiet: true }));
    expect(text(CLEAN_REPORT, { quiet: true })).toBe('');
  });

  it('says what was checked when all is well', () => {
    expect(text(CLEAN_REPORT)).toBe('ok  14 policies in 9 files, no findings (5 rules, AWS data 2026-09-26)\n');
  });

  it('does not say ok where a file failed', () => {
    const report = { ...CLEAN_REPORT, ...reportOf({ failures: [{ file: 'a.json', message: 'not readable' }] }) };
    expect(text(report)).toBe(
      'error: a.json: not readable\n\n14 policies in 9 files, no findings, 1 failure (0 rules, AWS data 2026-09-26)\n',
    );
  });

  it('counts one as one', () => {
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm' });
    const report = reportOf({ rules: [ruleOf('a', 'low')], findings: [finding], files: 1, policies: 1 });
    expect(text(report, { quiet: true })).toContain(
      '1 finding (1 low) in 1 file; none at or above "medium", 1 policy checked',
    );
    expect(text(reportOf({ rules: [ruleOf('a', 'low')], files: 1, policies: 1 }))).toContain('1 policy in 1 file');
  });

  it('groups findings by file, the files in the order of the report', () => {
    const at = (file: typeof READER, words: string, message: string) =>
      findingAt(file, words, { rule: 'a', severity: 'low', message });
    const findings = [at(ROLES, 'iam:PassRole', 'first'), at(READER, '"s3:*"', 'third'), at(ROLES, '"*"', 'second')];
    const order = text(reportOf({ findings })).match(/first|second|third/g);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('explains a rule at its first finding only, and at every one when verbose', () => {
    const at = (words: string) => findingAt(ROLES, words, { rule: 'a', severity: 'low', message: words });
    const report = reportOf({ rules: [ruleOf('a', 'low')], findings: [at('iam:PassRole'), at('"*"')] });
    expect(text(report).match(/why:/g)).toHaveLength(1);
    expect(text(report, { verbose: true }).match(/why:/g)).toHaveLength(2);
  });

  it('points its hint at the worst rule', () => {
    const at = (rule: string, severity: 'low' | 'high') => findingAt(ROLES, '"*"', { rule, severity, message: 'm' });
    const report = reportOf({ findings: [at('mild', 'low'), at('wild', 'high')] });
    expect(text(report)).toContain('hint: `leastwise explain wild` tells more');
  });

  it('lists few unresolved places, and counts many by reason', () => {
    const unresolved = Array.from({ length: 12 }, (_, index) => ({
      file: 'a.yaml',
      line: index + 1,
      column: 3,
      message: index % 3 === 0 ? 'parameter "Env" has no default' : `import ${index}`,
    }));
    expectGolden('unresolved-few.txt', text(reportOf({ unresolved: unresolved.slice(0, 5) })));
    expectGolden('unresolved-many.txt', text(reportOf({ unresolved })));
    expect(text(reportOf({ unresolved }), { verbose: true }).match(/^unresolved: a\.yaml:\d+:3: /gm)).toHaveLength(12);
  });

  it('never passes on characters that steer a terminal or hide', () => {
    const hostile = '\u001b[31m\u0007\u009b2J\u007f\u202etxt\u2066\u200b\u2028\ufeff\t\r\n';
    const file = { path: `a${hostile}.json`, text: `{"Action": "${hostile.replace('\n', '')}s3:*"}` };
    const note = { file: file.path, line: 9, column: 1, endLine: 9, endColumn: 2, message: hostile };
    const finding = findingAt(file, 's3:*', {
      rule: 'a',
      severity: 'high',
      message: `message ${hostile}`,
      resource: { type: hostile, name: hostile, constructPath: hostile },
      policy: { kind: hostile, sid: hostile },
      related: [note, { ...note, line: 1 }],
      steps: [note],
      edits: [{ ...note, text: hostile }],
      covers: [{ rule: 'b', message: hostile }],
    });
    const report = reportOf({
      rules: [ruleOf('a', 'high')],
      findings: [finding],
      failures: [{ file: file.path, message: hostile }],
      unresolved: [{ file: file.path, line: 1, column: 1, message: hostile }],
      suppressed: [{ ...finding, by: 'comment', reason: hostile }],
    });
    const rendered = text(report, { verbose: true });
    expectGolden('control-characters.txt', rendered);
    expect(rendered.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

describe('renderNothingFound', () => {
  it('says where it looked for what', () => {
    expectGolden('nothing-found.txt', renderNothingFound(212, ['./', 'a\u001b.json']));
  });

  it('counts one file as one', () => {
    expect(renderNothingFound(1, [])).toMatch(/^no IAM policies found in 1 file\n/);
  });
});
