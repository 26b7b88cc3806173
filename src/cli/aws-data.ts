import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { partsOf } from '../aws/data-archive.js';
import { useData } from '../aws/data-file.js';

/**
 * Takes the facts about AWS from a file.
 *
 * @returns what is wrong with the file, in a sentence; undefined where its facts are taken
 */
export function takeAwsData(file: string, cwd: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'latin1');
  } catch (error) {
    return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const unpacked = partsOf(text);
  if ('problem' in unpacked) return `${file} ${unpacked.problem}`;
  useData(unpacked.parts);
  return undefined;
}
