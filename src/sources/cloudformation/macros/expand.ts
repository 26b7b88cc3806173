import type { Document } from '../../../document/document.js';
import type { Unresolved } from '../../../inventory/model.js';
import type { LocalFiles } from '../../source.js';
import type { Maker } from '../template.js';
import { expandLoops } from './for-each.js';
import { includeFiles } from './include.js';
import { expandServerless } from './serverless.js';
import { mergeGlobals } from './serverless-globals.js';

/** A template after its macros. */
export interface Expanded {
  readonly document: Document;
  /** By logical id: of what a macro made the resource. */
  readonly makers: ReadonlyMap<string, Maker>;
  /** What the macros would do and we cannot tell. */
  readonly notes: readonly Unresolved[];
  /** Other files' documents that it holds parts of. */
  readonly included: readonly Document[];
}

/**
 * Does what AWS's own macros do before CloudFormation sees a template, in the order in which they run. A template
 * without any is given back as it is.
 *
 * @param files to include; without, none is
 */
export function expandMacros(document: Document, files?: LocalFiles): Expanded {
  const notes: Unresolved[] = [];
  const included: Document[] = [];
  const whole = files === undefined ? document : includeFiles(document, files, included);
  const merged = mergeGlobals(expandLoops(whole), notes);
  const { document: expanded, makers } = expandServerless(merged, notes);
  return { document: expanded, makers, notes, included };
}
