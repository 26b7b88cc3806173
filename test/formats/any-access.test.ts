import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from './access.js';
import { anyAccess } from './any-access.js';
import { judge, saysTheSame } from './findings.js';
import { FORMATS, type Format, type FormatName } from './formats.js';

const [reference] = FORMATS.filter(({ name }) => name === 'template as JSON');

/** A policy file does not tell who has the policy, and a password policy holds none. */
const INCOMPARABLE: readonly FormatName[] = ['policy file', 'password policy'];

const COMPARED = FORMATS.filter((format) => format !== reference && !INCOMPARABLE.includes(format.name));

describe('whatever access there is', () => {
  it.each(COMPARED)(
    'is judged as in a template if it is written as $name',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(anyAccess, async (access) => {
          const theirs = reference === undefined ? undefined : await said(reference, access);
          const own = await said(format, access);
          fc.pre(theirs !== undefined && own !== undefined);
          const copies = Array.from({ length: format.copies }, () => theirs).flat();
          expect(own).toEqual(copies.sort());
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});

/** Undefined where the format cannot express the access. */
async function said(format: Format, access: Access): Promise<readonly string[] | undefined> {
  const text = format.write(access);
  if (text === undefined) return undefined;
  const names = format.names?.(access) ?? new Map<string, string>();
  const { findings, unresolved, failures } = await judge({ format, text, names });
  const found = findings
    .filter(saysTheSame)
    .map(({ rule, severity, confidence, message }) => `${severity} ${rule} ${confidence} ${message}`);
  return [...found, ...unresolved, ...failures].sort();
}
