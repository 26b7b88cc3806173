import { readFileSync } from 'node:fs';
import type { Document } from '../document/document.js';
import { parseJson } from '../document/json.js';
import { decodeText, type SourceFile, type SyntaxProblem } from '../document/source-file.js';

import { wasMeantAsIam } from './looks-like-iam.js';

/** A file's documents as far as they can be made out, and what is wrong with its text. */
export interface ReadFile {
  readonly documents: readonly Document[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads a file's text as JSON or YAML, by what it starts with: JSON never goes through the YAML parser, which is a
 * hundred times slower and is loaded only when a file needs it.
 */
export async function readDocuments(file: SourceFile): Promise<ReadFile> {
  if (/^\s*(?:[[{]|\/[/*])/.test(file.text)) {
    const { document, problems } = parseJson(file);
    const json = { documents: document === undefined ? [] : [document], problems };
    if (problems.length === 0 || !/\.ya?ml$/i.test(file.path)) return json;
  }
  const { parseYaml } = await import('../document/yaml.js');
  return parseYaml(file);
}

/**
 * Reads a file's text, undefined where it holds none. Node reads and decodes UTF-8 in one call; only where the outcome
 * shows that the file is something else are its bytes looked at. Throws what the file system says, and for a file
 * whose text is longer than a string can be.
 */
export function readText(path: string): string | undefined {
  const text = readFileSync(path, 'utf8');
  if (text.includes('\uFFFD') || text.includes('\0')) {
    // A stray NUL in what is a policy otherwise must not make it pass for a picture.
    return decodeText(readFileSync(path)) ?? (wasMeantAsIam(text) ? text : undefined);
  }
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

const BYTE_ORDER_MARK = 0xfeff;
