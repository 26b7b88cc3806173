import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of facts about AWS, which stand in `data/` beside the code. */
export type DataName = 'actions.txt' | 'resources.txt' | 'managed-policies.txt' | 'policy-templates.txt';

/** Newer facts than those beside the code, where somebody brought some. */
let newer: ReadonlyMap<DataName, string> | undefined;
let isRead = false;

/** The text of a file of facts. All of it is ASCII; latin1 spares the check for UTF-8 and keeps one byte a character. */
export function readData(name: DataName): string {
  isRead = true;
  return newer?.get(name) ?? readFileSync(join(import.meta.dirname, 'data', name), 'latin1');
}

/**
 * Takes facts from elsewhere in place of those beside the code. Facts are looked up where they are read first and kept,
 * so this comes before any of them is asked for; it throws where it comes too late.
 */
export function useData(parts: ReadonlyMap<DataName, string>): void {
  if (isRead) throw new Error('AWS data has been read already');
  newer = parts;
}
