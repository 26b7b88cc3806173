import { readFileSync, statSync } from 'node:fs';
import type { Document } from '../document/document.js';
import { parseJson } from '../document/json.js';
import { decodeText, type SourceFile, type SourceText, type SyntaxProblem } from '../document/source-file.js';
import type { BigText } from './big-text.js';
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
    const { document, problems: ofText } = parseJson(file);
    const problems = withStop(ofText, file.stoppedBy);
    const json = { documents: document === undefined ? [] : [document], problems };
    if (problems.length === 0 || !/\.ya?ml$/i.test(file.path)) return json;
  }
  const { parseYaml } = await import('../document/yaml.js');
  return parseYaml(file);
}

/** Where abridging stopped, the text ends too early: what is wrong there is known from the file, not from the text. */
function withStop(problems: readonly SyntaxProblem[], stop: SyntaxProblem | undefined): readonly SyntaxProblem[] {
  return stop === undefined ? problems : [...problems.filter(({ offset }) => offset < stop.offset), stop];
}

/** Larger texts are kept abridged, where they can be. */
export const LARGEST_WHOLE = 32 * 2 ** 20;

/**
 * Reads a file or pipe: its text, undefined where it holds none. Of a big Terraform plan or state the text is abridged.
 * What that takes is loaded only for it. Throws what the file system says, and in words for the user what is too big.
 */
export async function readSource(path: string): Promise<SourceText | undefined> {
  const stats = statSync(path);
  if (stats.isFile() && stats.size <= LARGEST_WHOLE) return sourceOf(readText(path));
  const { filePartsOf, readBigFile } = await import('./big-file.js');
  return stats.isFile() ? readBigFile(path, stats.size, readText) : readStream(filePartsOf(path));
}

/** Reads a stream as `readSource` does a file. */
export async function readStream(
  stream: AsyncIterable<Buffer | string> | Iterable<Buffer>,
): Promise<SourceText | undefined> {
  const held: Buffer[] = [];
  let length = 0;
  let big: BigText | undefined;
  for await (const part of stream) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    if (big !== undefined) {
      big.add(bytes);
      continue;
    }
    // A copy, as the memory of a part may be used again for the next.
    held.push(Buffer.from(bytes));
    length += bytes.length;
    if (length <= LARGEST_WHOLE) continue;
    const { BigText } = await import('./big-text.js');
    big = new BigText(Buffer.concat(held));
    held.length = 0;
  }
  return big === undefined ? sourceOf(decodeSource(Buffer.concat(held))) : big.finish();
}

function sourceOf(text: string | undefined): SourceText | undefined {
  return text === undefined ? undefined : { text };
}

/**
 * Reads all of a file's text, undefined where it holds none. Node reads and decodes UTF-8 in one call; only where the
 * outcome shows that the file is something else are its bytes looked at.
 */
export function readText(path: string): string | undefined {
  const text = readFileSync(path, 'utf8');
  if (text.includes('\uFFFD') || text.includes('\0')) {
    // A stray NUL in what is a policy otherwise must not make it pass for a picture.
    return decodeSource(readFileSync(path)) ?? (wasMeantAsIam(text) ? text : undefined);
  }
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** The text of bytes, undefined where they hold none. Throws for what people take for a text and is none. */
function decodeSource(bytes: Buffer): string | undefined {
  if (isPlanFile(bytes)) throw new Error('a binary Terraform plan; lint what `terraform show -json PLANFILE` prints');
  return decodeText(bytes);
}

/** Whether bytes are what `terraform plan -out` writes: a ZIP archive with the plan in it. */
function isPlanFile(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' && bytes.includes('tfplan');
}

const BYTE_ORDER_MARK = 0xfeff;
