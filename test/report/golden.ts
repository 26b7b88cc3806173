import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../fixtures/reports/', import.meta.url));

/** Compares with a file under `fixtures/reports/`, or writes it if `UPDATE` is set. */
export function expectGolden(name: string, actual: string): void {
  if (process.env['UPDATE'] !== undefined) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(FOLDER + name, actual);
  }
  expect(actual).toBe(readFileSync(FOLDER + name, 'utf8'));
}
