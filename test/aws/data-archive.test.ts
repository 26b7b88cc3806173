import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveOf, partsOf } from '../../src/aws/data-archive.js';
import type { DataName } from '../../src/aws/data-file.js';

const DATA = join(import.meta.dirname, '../../src/aws/data');
const SMALL: Readonly<Record<string, string>> = {
  'actions.txt':
    '# Actions.\n# Date: 2026-09-26\n@s3 2 Amazon S3\nr GetObject\nw PutObject\n@sqs 1 SQS\nw SendMessage\n',
  'resources.txt':
    '# Resources.\n@*\nk aws:A String\n@s3\nk s3:prefix String\na GetObject | object*\na PutObject\n@sqs\na SendMessage\n',
  'managed-policies.txt': '# Policies.\n@arn:aws:iam::aws:policy/ReadOnlyAccess v1 2026-01-01\n{}\n',
};
const small = archiveOf((name) => SMALL[name] ?? '');
const problemOf = (archive: string) => {
  const unpacked = partsOf(archive);
  return 'problem' in unpacked ? unpacked.problem : undefined;
};

describe('facts about AWS as one file', () => {
  it('come out as they went in', () => {
    const read = (name: DataName) => readFileSync(join(DATA, name), 'latin1');
    const unpacked = partsOf(archiveOf(read));
    expect('parts' in unpacked && [...unpacked.parts.keys()]).toEqual(Object.keys(SMALL));
    if ('parts' in unpacked) for (const [name, text] of unpacked.parts) expect(text === read(name), name).toBe(true);
  });

  it.each<[string, (text: string) => string, string]>([
    ['something else', () => '{"Version": "2012-10-17"}', 'is no AWS data'],
    ['nothing', () => '', 'is no AWS data'],
    ['another form', (text) => text.replace('form 1', 'form 2'), 'is of form 2, and this leastwise reads form 1'],
    ['changed line ends', (text) => text.replaceAll('\n', '\r\n').replace('\r', ''), 'was changed on its way'],
    ['a missing end', (text) => text.replace('#= end\n', ''), 'is cut off'],
    ['a missing part', (text) => text.replace('#= resources.txt\n', ''), 'lacks `actions.txt`'],
    ['no date', (text) => text.replace('# Date', '# Day'), 'does not tell its date'],
    ['a line too few', (text) => text.replace('r GetObject\n', ''), 'is damaged at the service `s3`'],
    [
      'a level that nobody knows',
      (text) => text.replace('r GetObject', 'x GetObject'),
      'is damaged at the service `s3`',
    ],
    ['parts of two days', (text) => text.replace('a PutObject\n', 'a PutObjects\n'), 'do not belong together'],
    ['no policies', (text) => text.replace('\n@arn', '\narn'), 'holds no managed policy'],
  ])('are refused with %s', (_, change, problem) => {
    expect(problemOf(small)).toBeUndefined();
    expect(problemOf(change(small))).toContain(problem);
  });

  it('are refused where they are cut, wherever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: small.length - 1 }), (end) => {
        expect(problemOf(small.slice(0, end))).toBeDefined();
      }),
    );
  });

  it('are taken or refused, whatever the file holds', () => {
    const line = fc.constantFrom('#= actions.txt', '#= resources.txt', '#= end', '@s3 1 S3', 'r Get', 'a Get', '', '@');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const head = '# leastwise AWS data, form 1';
        expect(partsOf([head, ...lines, '#= end', ''].join('\n'))).toBeDefined();
      }),
    );
  });
});
