import type { Document } from '../../../document/document.js';
import type { Unresolved } from '../../../inventory/model.js';
import type { Maker } from '../template.js';
import { expandLoops } from './for-each.js';
import { expandServerless } from './serverless.js';
import { mergeGlobals } from './serverless-globals.js';

/** A template after its macros. */
export interface Expanded {
  readonly document: Document;
  /** By logical id: of what a macro made the resource. */
  readonly makers: ReadonlyMap<string, Maker>;
  /** What the macros would do and we cannot tell. */
  readonly notes: readonly Unresolved[];
}

/**
 * Does what AWS's own macros do before CloudFormation sees a template, in the order in which they run. A template
 * without any is given back as it is.
 */
export function expandMacros(document: Document): Expanded {
  const notes: Unresolved[] = [];
  const merged = mergeGlobals(expandLoops(document), notes);
  const { document: expanded, makers } = expandServerless(merged, notes);
  return { document: expanded, makers, notes };
}
