import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.js';
import { plainColors } from '../../src/report/terminal.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER, reportOf } from './sample.js';

const OPTIONS = { color: plainColors, failOn: 'medium' } as const;

describe('renderMarkdown', () => {
  it('shows findings in a table, and each with its code and request to unfold', () => {
    expectGolden('full.md', renderMarkdown(FULL_REPORT, OPTIONS));
  });

  it('says that nothing was found', () => {
    expectGolden('clean.md', renderMarkdown(CLEAN_REPORT, OPTIONS));
  });

  it('stays within what GitHub takes, and says what it left out', () => {
    const message = 'ü'.repeat(2000);
    const findings = Array.from({ length: 3000 }, () =>
      findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message }),
    );
    const failures = Array.from({ length: 3000 }, () => ({ file: 'a.json', message }));
    const markdown = renderMarkdown(reportOf({ findings, failures }), OPTIONS);
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
    expect(markdown).toMatch(/\n29\d\d findings more did not fit in here\.\n/);
  });

  it('takes nothing of what was scanned for Markdown, HTML or a mention', () => {
    const words = [
      '`',
      '``',
      '|',
      '<',
      '<img src=x>',
      '](',
      '[',
      '@octocat',
      '#1',
      '\n',
      '\\',
      '*',
      '&lt;',
      '~~',
      'https://a.b',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (message, file) => {
        const finding = { ...findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message }), file };
        const markdown = renderMarkdown(reportOf({ findings: [finding] }), OPTIONS);
        const row = markdown.split('\n').find((line) => line.startsWith('| low') || line.startsWith('| **low'));
        expect(row?.match(/\|/g)).toHaveLength(4);
        const outside = markdown.replace(/\n(`{3,})[^`]*\n[\s\S]*?\n\1\n/g, '\n');
        const own = /<\/?(?:code|details|summary|sub)>|\*\*(?:low)\*\*/g;
        const rest = outside
          .slice(outside.indexOf('|---'))
          .replace(own, '')
          .replace(/^\|.*?\|.*\|$/gm, (line) => line.slice(1, -1));
        expect(rest.replace(/\|---\|---\|---|---\|---\|---/, '').replaceAll(' | ', ' ')).not.toMatch(/[<>@*[\]`\\~|]/);
      }),
    );
  });

  it('shows the words of a long line, wherever in it they stand', () => {
    const words = 'x'.repeat(900);
    const frame = { startLine: 7, startColumn: 101, lines: [`${words}NEEDLE${words}`] };
    const span = { line: 7, column: 1001, endLine: 7, endColumn: 1007 };
    const finding = { ...findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm', frame }), ...span };
    expect(renderMarkdown(reportOf({ findings: [finding] }), OPTIONS)).toMatch(/\n7 {2}…x+NEEDLEx+…\n/);
  });

  it('fences code by more backticks than are in it', () => {
    const frame = { startLine: 1, lines: ['a', '````', '</details>'] };
    const finding = findingAt(READER, '"s3:*"', { rule: 'a', severity: 'low', message: 'm', frame });
    expect(renderMarkdown(reportOf({ findings: [finding] }), OPTIONS)).toContain('\n`````json\n1  a\n2  ````\n');
  });
});
