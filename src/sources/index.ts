import type { Document } from '../document/document.js';
import { cloudFormation } from './cloudformation/cloudformation.js';
import { policyFile } from './policy-file.js';
import type { Source } from './source.js';
import { unread } from './unread.js';

/** All formats, the most specific first: the first that recognizes a document reads it. */
const SOURCES: readonly Source[] = [cloudFormation, unread, policyFile];

/** The format that a document is of, or undefined where it holds no IAM that we know. */
export function sourceOf(document: Document): Source | undefined {
  return SOURCES.find((source) => source.recognizes(document));
}
