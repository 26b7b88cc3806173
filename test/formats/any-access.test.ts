import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from './access.js';
import { anyAccess } from './any-access.js';
import { judge } from './findings.js';
import { FORMATS, type Format } from './formats.js';

const [reference] = FORMATS.filter(({ name }) => name === 'template as JSON');

describe('whatever access there is', () => {
  it.each(FORMATS.filter((format) => format.name !== 'policy file' && format !== reference))(
    'is judged as in a template if it is written as $name',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(anyAccess, async (access) => {
          const theirs = reference === undefined ? [] : await said(reference, access);
          const copies = Array.from({ length: format.copies }, () => theirs).flat();
          expect(await said(format, access)).toEqual(copies.sort());
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});

async function said(format: Format, access: Access): Promise<readonly string[]> {
  const { findings, unresolved, failures } = await judge(format, format.write(access) ?? '{}');
  const found = findings.map(
    ({ rule, severity, confidence, message }) => `${severity} ${rule} ${confidence} ${message}`,
  );
  return [...found, ...unresolved, ...failures].sort();
}
