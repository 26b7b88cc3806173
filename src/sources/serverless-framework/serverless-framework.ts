import type { Document } from '../../document/document.js';
import type { Inventory, Unresolved } from '../../inventory/model.js';
import { readExpanded } from '../cloudformation/cloudformation.js';
import { templateOf } from './template.js';
import { resolveVariables } from './variables.js';

/** Reads a service of the Serverless Framework: the template that the framework makes of it. Never throws. */
export function readServerlessFramework(document: Document): Inventory {
  const notes: Unresolved[] = [];
  const template = templateOf(resolveVariables(document), notes);
  return readExpanded('Serverless Framework', document, { document: template, makers: new Map(), notes, included: [] });
}
