import type { Document } from '../document/document.js';
import type { Inventory } from '../inventory/model.js';
import { isTemplate, usesMacros } from './cloudformation/template.js';
import { readPasswordPolicy } from './password-policy.js';
import { readPolicyFile } from './policy-file.js';
import { isServerlessFramework } from './serverless-framework/recognize.js';
import type { Around, PolicyType, Source } from './source.js';
import { readStrayPolicy } from './stray-policy.js';
import { terraformKindOf } from './terraform/looks.js';
import { readUnread } from './unread.js';

/** A format that is known by its looks, and whose reader is loaded only when one turns up. */
interface Format {
  readonly recognizes: (document: Document) => boolean;
  readonly load: () => Promise<Source>;
}

const FORMATS: readonly Format[] = [
  {
    recognizes: (document) => isTemplate(document) && usesMacros(document),
    load: async () => (await import('./cloudformation/macros/read.js')).readWithMacros,
  },
  {
    recognizes: isTemplate,
    load: async () => (await import('./cloudformation/cloudformation.js')).readCloudFormation,
  },
  {
    recognizes: (document) => terraformKindOf(document) !== undefined,
    load: async () => (await import('./terraform/terraform.js')).readTerraform,
  },
  {
    recognizes: isServerlessFramework,
    load: async () => (await import('./serverless-framework/serverless-framework.js')).readServerlessFramework,
  },
];

/** What is asked where no format is known by its looks, the most specific first. */
const FURTHER: readonly Source[] = [readUnread, readPasswordPolicy, readPolicyFile, readStrayPolicy];

/**
 * What a document holds, or undefined where that is no IAM that we know. Never throws on what it reads.
 *
 * @param policyType what bare policy documents are, against what their content says
 * @param around what the document does not say itself
 */
export async function readInventory(
  document: Document,
  policyType?: PolicyType,
  around?: Around,
): Promise<Inventory | undefined> {
  const format = FORMATS.find(({ recognizes }) => recognizes(document));
  if (format !== undefined) return (await format.load())(document, policyType, around);
  for (const read of FURTHER) {
    const inventory = read(document, policyType);
    if (inventory !== undefined) return inventory;
  }
  return undefined;
}
