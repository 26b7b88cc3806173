import {
  childrenOf,
  type Document,
  isList,
  isMap,
  kindOf,
  memberOf,
  type Node,
  rangeOf,
  scalarOf,
  stringOf,
} from '../../document/document.js';
import { parseJson } from '../../document/json.js';
import { lineStarts, positionAt } from '../../document/position.js';
import { toJson } from '../../report/json.js';
import type { Failure } from '../../report/report.js';
import { type Baseline, type BaselineEntry, merged } from './baseline.js';

/** Where the schema of baselines stands. */
const SCHEMA = 'https://unpkg.com/leastwise/dist/baseline.schema.json';

/** A baseline as a file has it: an entry a line, so that a change of one shows as that and merges well. */
export function baselineText({ entries }: Baseline): string {
  const lines = entries.map((entry) => `    ${entryText(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "$schema": "${SCHEMA}",\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/** Once is not worth a word. */
function entryText({ count, ...entry }: BaselineEntry): string {
  const members = Object.entries(count === 1 ? entry : { ...entry, count });
  return `{ ${members.map(([key, value]) => `"${key}": ${toJson(value).trimEnd()}`).join(', ')} }`;
}

/** Reads what a file of baselines holds, or says what is wrong with it. */
export function readBaseline(text: string, path: string): Baseline | { readonly problem: Failure } {
  const { document, problems } = parseJson({ path, text });
  const problemAt = (offset: number, message: string): { readonly problem: Failure } => ({
    problem: { file: path, ...positionAt(lineStarts(text), offset), message },
  });
  const [first] = problems;
  if (first !== undefined || document === undefined) {
    const hint = /^(?:<<<<<<<|=======|>>>>>>>)/m.test(text) ? '; it holds marks of a merge that is not resolved' : '';
    return problemAt(first?.offset ?? 0, `the baseline cannot be read: ${first?.message ?? 'it is empty'}${hint}`);
  }
  const version = memberOf(document, 0, 'version');
  if (version === undefined || scalarOf(document, version) !== '1') {
    return problemAt(version === undefined ? 0 : rangeOf(document, version)[0], 'no baseline of version 1');
  }
  const list = memberOf(document, 0, 'findings');
  if (list === undefined || !isList(document, list)) return problemAt(0, 'the baseline has no list of findings');
  const entries: BaselineEntry[] = [];
  for (const node of childrenOf(document, list)) {
    const entry = readEntry(document, node);
    if (entry === undefined) return problemAt(rangeOf(document, node)[0], 'no finding as a baseline has them');
    entries.push(entry);
  }
  return merged(entries);
}

function readEntry(document: Document, node: Node): BaselineEntry | undefined {
  if (!isMap(document, node)) return undefined;
  const text = (key: string): string | undefined => {
    const child = memberOf(document, node, key);
    return child === undefined ? undefined : stringOf(document, child);
  };
  const [file, rule, resource, fingerprint, content] = ['file', 'rule', 'resource', 'fingerprint', 'content'].map(text);
  const count = countOf(document, node);
  if (file === undefined || rule === undefined || fingerprint === undefined || count === undefined) return undefined;
  return {
    file,
    rule,
    ...(resource === undefined ? {} : { resource }),
    fingerprint,
    ...(content === undefined ? {} : { content }),
    count,
  };
}

function countOf(document: Document, node: Node): number | undefined {
  const child = memberOf(document, node, 'count');
  if (child === undefined) return 1;
  const count = kindOf(document, child) === 'number' ? Number(scalarOf(document, child)) : Number.NaN;
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}
