import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  keyRangeOf,
  kindOf,
  memberOf,
  type Node,
  rangeOf,
  scalarOf,
} from '../document/document.js';
import { parseJson } from '../document/json.js';
import { lineStarts, type Position, positionAt } from '../document/position.js';
import { decodeText, type SourceFile, type SyntaxProblem } from '../document/source-file.js';
import type { Failure } from '../report/report.js';

/** A config file as it was read: where its settings stand, and what they are as plain data, not yet checked. */
export interface ConfigDocument {
  readonly document: Document;
  /** The node that holds the settings: the root, or the key `leastwise` of a package.json. */
  readonly root: Node;
  readonly settings: unknown;
}

export interface ConfigDocumentRead {
  /** Absent where the file cannot be read, or has no settings. */
  readonly config?: ConfigDocument;
  readonly problems: readonly Failure[];
}

/** Where a message about a config file points. */
export interface ConfigSpot {
  readonly node: Node;
  readonly onKey: boolean;
}

/**
 * Reads a config file. A file with nothing in it has no settings, which is no problem.
 *
 * @param path absolute
 * @param shown the path as messages have it
 */
export async function readConfigDocument(path: string, shown: string): Promise<ConfigDocumentRead> {
  let text: string | undefined;
  try {
    text = decodeText(readFileSync(path));
  } catch {
    return { problems: [{ file: shown, message: 'cannot be read' }] };
  }
  if (text === undefined) return { problems: [{ file: shown, message: 'is no text' }] };
  const file: SourceFile = { path: shown, text };
  const isYaml = /^\.ya?ml$/i.test(extname(path));
  const { documents, problems } = isYaml ? await readYaml(file) : readJson(file);
  const starts = lineStarts(text);
  const failures = problems.map(({ offset, message }) => ({ file: shown, ...positionAt(starts, offset), message }));
  const [document, second] = documents;
  if (second !== undefined) {
    failures.push({ file: shown, ...positionAt(starts, rangeOf(second, 0)[0]), message: 'expected one document' });
  }
  if (failures.length > 0 || document === undefined) return { problems: failures };
  const root = basename(path) === 'package.json' ? memberOf(document, 0, 'leastwise') : 0;
  if (root === undefined || (isYaml && kindOf(document, root) === 'null')) return { problems: [] };
  return { config: { document, root, settings: plain(document, root) }, problems: duplicateKeys(document, root) };
}

interface DocumentsRead {
  readonly documents: readonly Document[];
  readonly problems: readonly SyntaxProblem[];
}

function readJson(file: SourceFile): DocumentsRead {
  const { document, problems } = parseJson(file);
  return { documents: document === undefined ? [] : [document], problems };
}

async function readYaml(file: SourceFile): Promise<DocumentsRead> {
  const { parseYaml } = await import('../document/yaml.js');
  return parseYaml(file);
}

/** A node as plain data; documents nest at most as deep as their readers allow. */
function plain(document: Document, node: Node): unknown {
  if (isList(document, node)) return childrenOf(document, node).map((child) => plain(document, child));
  if (isMap(document, node)) {
    return Object.fromEntries(
      childrenOf(document, node).map((child) => [keyOf(document, child) ?? '', plain(document, child)]),
    );
  }
  const text = scalarOf(document, node) ?? '';
  const kind = kindOf(document, node);
  if (kind === 'null') return null;
  if (kind === 'boolean') return text.toLowerCase() === 'true';
  return kind === 'number' ? Number(text) : text;
}

/** A key that stands twice would lose one of its settings without a word. */
function duplicateKeys(document: Document, root: Node): readonly Failure[] {
  const failures: Failure[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const seen = new Set<string>();
    for (const child of childrenOf(document, node)) {
      open.push(child);
      const key = keyOf(document, child);
      if (key === undefined) continue;
      if (seen.has(key)) failures.push(failureAt(document, { node: child, onKey: true }, `"${key}" stands here twice`));
      seen.add(key);
    }
  }
  return failures;
}

/** The place that a JSON pointer leads to, as far as it leads; `key` names a key of the map that it leads to. */
export function spotOf({ document, root }: ConfigDocument, pointer: string, key?: string): ConfigSpot {
  let node = root;
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (const step of steps) {
    const next = isList(document, node) ? childrenOf(document, node)[Number(step)] : memberOf(document, node, step);
    if (next === undefined) return { node, onKey: false };
    node = next;
  }
  const member = key === undefined ? undefined : memberOf(document, node, key);
  return member === undefined ? { node, onKey: false } : { node: member, onKey: true };
}

/** Line and column of a place in a config file. */
export function positionOf(document: Document, { node, onKey }: ConfigSpot): Position {
  const range = (onKey ? keyRangeOf(document, node) : undefined) ?? rangeOf(document, node);
  return positionAt(lineStarts(document.text), range[0]);
}

/** A message about a place in a config file. */
export function failureAt(document: Document, spot: ConfigSpot, message: string): Failure {
  return { file: document.file.path, ...positionOf(document, spot), message };
}
