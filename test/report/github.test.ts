import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderGithub } from '../../src/report/github.js';
import type { Finding } from '../../src/report/report.js';
import { printable } from '../../src/report/terminal.js';
import { anyReport } from './any-report.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER, reportOf } from './sample.js';

interface Command {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Reads a line as the runner does: https://github.com/actions/runner, ActionCommand.TryParseV2. */
function parseCommand(line: string): Command | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const info = text.slice(2, end);
  const space = info.indexOf(' ');
  const level = space < 0 ? info : info.slice(0, space);
  const pairs = (space < 0 ? '' : info.slice(space + 1)).split(',').filter((pair) => pair !== '');
  const properties = pairs.map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), unescaped(pair.slice(equals + 1))] as const;
  });
  return { level, properties: Object.fromEntries(properties), data: unescaped(text.slice(end + 2)) };
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return text.replace(/%(?:0D|0A|3A|2C|25)/g, (sign) => signs[sign] ?? sign);
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).slice(0, -1);
}

function commandsOf(text: string): readonly Command[] {
  return linesOf(text).flatMap((line) => parseCommand(line) ?? []);
}

const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'high', message: 'm' });
const many = (count: number, more: Partial<Finding>): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => ({ ...finding, message: `${more.severity} ${index}`, ...more }));

describe('renderGithub', () => {
  it('has a command each finding, with its file from the root of the repository', () => {
    expectGolden('full.github.txt', renderGithub(FULL_REPORT, 'services/app'));
  });

  it('has nothing to say of a clean report', () => {
    expect(renderGithub(CLEAN_REPORT)).toBe('');
  });

  it('gives columns within one line alone', () => {
    const [one, several] = commandsOf(
      renderGithub(reportOf({ findings: [finding, { ...finding, endLine: finding.line + 2 }] })),
    );
    expect(one?.properties).toMatchObject({ line: '7', endLine: '7', col: '17', endColumn: '23' });
    expect(several?.properties).toMatchObject({ line: '7', endLine: '9' });
    expect(several?.properties).not.toHaveProperty('col');
  });

  it('shows what could not be read first, and the worst findings then', () => {
    const findings = [...many(12, { severity: 'high' }), ...many(3, { severity: 'critical' })];
    const failures = Array.from({ length: 7 }, (_, index) => ({ file: `${index}.json`, message: 'cannot be read' }));
    const text = renderGithub(reportOf({ findings, failures }));
    const errors = commandsOf(text).filter(({ level }) => level === 'error');
    expect(
      errors.map(({ properties, data }) =>
        properties['title']?.includes('could not') ? 'failure' : data.split(' ')[1],
      ),
    ).toEqual([...new Array(5).fill('failure'), ...new Array(3).fill('critical'), ...new Array(2).fill('high')]);
    expect(commandsOf(text).at(-1)).toMatchObject({
      level: 'notice',
      data: '10 more findings in the log, 2 more failures in the log',
    });
    expect(linesOf(text).filter((line) => line.startsWith('- '))).toHaveLength(12);
  });

  it('is commands within the limits of a step and harmless lines, whatever was scanned, and loses nothing', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = renderGithub(report);
        const commands = commandsOf(text);
        for (const level of ['error', 'warning', 'notice']) {
          expect(commands.filter((command) => command.level === level).length).toBeLessThanOrEqual(10);
        }
        for (const { level, properties } of commands) {
          expect(['error', 'warning', 'notice']).toContain(level);
          const names = ['file', 'line', 'endLine', 'col', 'endColumn', 'title'];
          expect(Object.keys(properties).filter((name) => !names.includes(name))).toEqual([]);
        }
        const lines = linesOf(text);
        const plain = lines.filter((line) => parseCommand(line) === undefined);
        // The older form of commands is looked for anywhere in a line.
        for (const line of plain) expect(line).not.toContain('##[');
        const closing = commands.filter(({ properties }) => properties['title'] === 'leastwise').length;
        const { failures, findings, unresolved } = report;
        expect(lines).toHaveLength(failures.length + findings.length + unresolved.length + closing);
        const files = commands.map(({ properties }) => properties['file']).filter((file) => file !== undefined);
        const known = [...failures, ...findings].map(({ file }) => printable(file));
        for (const file of files) if (file.startsWith('/')) expect(known).toContain(file);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
