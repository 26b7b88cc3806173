import type { Document } from '../../../document/document.js';
import type { Inventory } from '../../../inventory/model.js';
import type { Around, PolicyType } from '../../source.js';
import { readExpanded } from '../cloudformation.js';
import { expandMacros } from './expand.js';

/** Reads a CloudFormation template that uses macros. Never throws. */
export const readWithMacros = (document: Document, _?: PolicyType, { files, parameters }: Around = {}): Inventory =>
  readExpanded('CloudFormation', document, expandMacros(document, files), parameters);
