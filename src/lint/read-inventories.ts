import type { Document } from '../document/document.js';
import type { SourceFile, SyntaxProblem } from '../document/source-file.js';
import type { Inventory } from '../inventory/model.js';
import { readInventory } from '../sources/index.js';
import type { PolicyType } from '../sources/source.js';
import type { FilesOnDisk } from './local-files.js';
import { mayHoldIam, wasMeantAsIam } from './looks-like-iam.js';
import { notRead } from './not-read.js';
import { readDocuments } from './read-file.js';

/** Why a text is passed over before any parser sees it. */
export interface PassedOver {
  readonly reason: string;
  /** Set where that is trouble: what the user meant is known, and is not read. One line. */
  readonly failure?: string;
}

/** What shows by a look at a file's name and characters: undefined where the file is to be read. */
export function reasonToPassOver(path: string, text: string): PassedOver | undefined {
  const unread = notRead(path, text);
  if (unread !== undefined) return { reason: unread.reason, failure: unread.message };
  return mayHoldIam(path, text) ? undefined : { reason: 'holds nothing that looks like IAM' };
}

/** What a file holds. */
export interface Holdings {
  /** One for each of its documents that holds IAM. */
  readonly inventories: readonly Inventory[];
  /** All its documents, as they were read. */
  readonly documents: readonly Document[];
  /** What is wrong with its text, where that was meant to hold IAM. */
  readonly problems: readonly SyntaxProblem[];
  /** Why it holds nothing to judge; absent where it does. */
  readonly reason?: string;
}

/** What a file's text does not tell of itself. */
export interface HoldingsAround {
  readonly policyType?: PolicyType | undefined;
  /** What it may bring in; without, it brings in none. */
  readonly files?: FilesOnDisk | undefined;
  /** The parameters that another template gives. */
  readonly parameters?: ReadonlyMap<string, string> | undefined;
}

/** Reads what a file holds. Never throws on what it reads. */
export async function readInventories(
  file: SourceFile,
  { policyType, files, parameters }: HoldingsAround,
): Promise<Holdings> {
  if (mayBringIn(file.text)) await files?.prepare();
  const { documents, problems } = await readDocuments(file);
  const inventories: Inventory[] = [];
  for (const document of documents) {
    const inventory = await readInventory(document, policyType, { files, parameters });
    if (inventory !== undefined) inventories.push(inventory);
  }
  const broken = problems.length > 0 && (inventories.length > 0 || wasMeantAsIam(file.text));
  if (inventories.length > 0 || broken) return { inventories, documents, problems: broken ? problems : [] };
  const reason = problems.length > 0 ? 'cannot be parsed, and does not look like IAM' : 'holds no policy or template';
  return { inventories, documents, problems: [], reason };
}

/** Whether a text may bring other files in. */
function mayBringIn(text: string): boolean {
  return text.includes('AWS::Include') || text.includes('${file(');
}
