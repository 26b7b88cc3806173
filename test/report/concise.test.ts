import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderConcise } from '../../src/report/concise.js';
import { anyReport } from './any-report.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT } from './sample.js';

/** What the format promises, as a problem matcher would have it. */
const FINDING = /^(.+?):(\d+):(\d+): (critical|high|medium|low|info) (\S+) (.*)$/;
const OTHER = /^(.+?)(?::(\d+))?(?::(\d+))?: (error|unresolved) (.*)$/;

describe('renderConcise', () => {
  it('has a line each finding, and each place that could not be read or judged', () => {
    expectGolden('full.concise.txt', renderConcise(FULL_REPORT));
  });

  it('has no line for a clean report', () => {
    expect(renderConcise(CLEAN_REPORT)).toBe('');
  });

  it('leaves out what could not be judged where only findings are wanted', () => {
    expect(renderConcise(FULL_REPORT, { quiet: true })).not.toContain('unresolved');
    expect(renderConcise(FULL_REPORT, { quiet: true })).toContain('infra/broken.json:12:3: error');
  });

  it('is lines of one grammar, whatever was scanned', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = renderConcise(report).split('\n').slice(0, -1);
        const { failures, findings, unresolved } = report;
        expect(lines).toHaveLength(failures.length + findings.length + unresolved.length);
        const ours = lines.slice(failures.length, failures.length + findings.length);
        for (const [index, line] of ours.entries()) {
          const finding = findings[index];
          expect(line).toMatch(FINDING);
          expect(line).toContain(`:${finding?.line}:${finding?.column}: ${finding?.severity} ${finding?.rule} `);
        }
        for (const line of lines) expect(OTHER.test(line) || FINDING.test(line)).toBe(true);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
