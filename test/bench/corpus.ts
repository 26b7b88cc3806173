import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { managedPolicy, managedPolicyNames } from '../../src/aws/managed-policies.js';

/** How documents are written: as people, consoles and tools write them. */
const INDENTS: readonly (string | number | undefined)[] = [2, 4, '\t', undefined];

/**
 * Writes policies into a folder: AWS's own managed policies over and over, in several layouts, under several Sids, so
 * that no two files are the same. Deterministic.
 *
 * @returns the paths written
 */
export function writePolicies(folder: string, count: number): readonly string[] {
  const names = managedPolicyNames();
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const group = join(folder, `group-${Math.floor(i / 500)}`);
    if (i % 500 === 0) mkdirSync(group, { recursive: true });
    const document = managedPolicy(names[i % names.length] ?? '')?.document ?? '{}';
    const turn = Math.floor(i / names.length);
    const value: unknown = JSON.parse(document);
    const text = JSON.stringify({ ...Object(value), Id: `policy${i}` }, undefined, INDENTS[turn % INDENTS.length]);
    const path = join(group, `policy-${i}.json`);
    writeFileSync(path, `${text}\n`);
    paths.push(path);
  }
  return paths;
}
