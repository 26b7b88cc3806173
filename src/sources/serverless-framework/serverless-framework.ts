import { type Document, stringOf } from '../../document/document.js';
import type { Inventory, Unresolved } from '../../inventory/model.js';
import { readExpanded } from '../cloudformation/cloudformation.js';
import type { Around, PolicyType } from '../source.js';
import { within } from './service.js';
import { templateOf } from './template.js';
import { resolveVariables } from './variables.js';

/**
 * Reads a service of the Serverless Framework: the template that the framework makes of it; undefined where its provider
 * turns out to be another than AWS. Never throws.
 */
export function readServerlessFramework(
  document: Document,
  _?: PolicyType,
  around: Around = {},
): Inventory | undefined {
  const notes: Unresolved[] = [];
  const included: Document[] = [];
  const resolved = resolveVariables(document, around.files, included);
  if (isElsewhere(resolved)) return undefined;
  const template = templateOf(resolved, notes);
  return readExpanded('Serverless Framework', document, { document: template, makers: new Map(), notes, included });
}

/** Whether the provider, now that variables are resolved, is told and is another than AWS. */
function isElsewhere(document: Document): boolean {
  const provider = within(document, 0, 'provider');
  const name = within(document, provider, 'name') ?? provider;
  const text = name === undefined ? undefined : stringOf(document, name);
  return text !== undefined && text !== 'aws';
}
