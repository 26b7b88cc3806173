import type { Document } from '../../src/document/document.js';
import type { Inventory } from '../../src/inventory/model.js';
import { readCloudFormation } from '../../src/sources/cloudformation/cloudformation.js';
import { readWithMacros } from '../../src/sources/cloudformation/macros/read.js';
import { usesMacros } from '../../src/sources/cloudformation/template.js';

/** Reads a template by the reader that it is given to. */
export function readTemplateFile(document: Document): Inventory {
  return usesMacros(document) ? readWithMacros(document) : readCloudFormation(document);
}
