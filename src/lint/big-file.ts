import { closeSync, openSync, readSync } from 'node:fs';
import type { SourceText } from '../document/source-file.js';
import { BigText, beginsLikeTerraform, LONGEST_STRING, NotAbridgeable, TOO_BIG } from './big-text.js';

/** Bytes that are read at once: most elements of a list stand in one part as a whole. */
const PART = 2 ** 18;

/**
 * Reads a big file: a Terraform plan or state abridged.
 *
 * @param size its size in bytes
 * @param readWhole reads all of any other
 */
export function readBigFile(
  path: string,
  size: number,
  readWhole: (path: string) => string | undefined,
): SourceText | undefined {
  return abridged(path) ?? whole(path, size, readWhole);
}

/** The text abridged, or undefined where the file is no plan or state. */
function abridged(path: string): SourceText | undefined {
  let text: BigText | undefined;
  for (const part of filePartsOf(path)) {
    if (text !== undefined) text.add(part);
    else if (beginsLikeTerraform(part)) text = new BigText(part);
    else return undefined;
  }
  try {
    return text?.finish();
  } catch (error) {
    if (error instanceof NotAbridgeable) return undefined;
    throw error;
  }
}

function whole(path: string, size: number, readWhole: (path: string) => string | undefined): SourceText | undefined {
  if (size > LONGEST_STRING) throw new Error(TOO_BIG);
  const text = readWhole(path);
  return text === undefined ? undefined : { text };
}

/** The bytes of a file or pipe, part by part; the memory of each is used again for the next. */
export function* filePartsOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(PART);
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) yield buffer.subarray(0, count);
  } finally {
    closeSync(file);
  }
}
