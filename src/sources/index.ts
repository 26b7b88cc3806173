import type { Document } from '../document/document.js';
import { isTemplate } from './cloudformation/template.js';
import { policyFile } from './policy-file.js';
import type { Source } from './source.js';
import { strayPolicy } from './stray-policy.js';
import { unread } from './unread.js';

/** A format: how its documents look, and what reads them, which may be loaded only when one turns up. */
interface Format {
  readonly recognizes: (document: Document) => boolean;
  readonly load: () => Source | Promise<Source>;
}

/** All formats, the most specific first: the first that recognizes a document reads it. */
const FORMATS: readonly Format[] = [
  {
    recognizes: isTemplate,
    load: async () => (await import('./cloudformation/cloudformation.js')).cloudFormation,
  },
  { recognizes: unread.recognizes, load: () => unread },
  { recognizes: policyFile.recognizes, load: () => policyFile },
  { recognizes: strayPolicy.recognizes, load: () => strayPolicy },
];

/** What reads a document, or undefined where it holds no IAM that we know. */
export async function sourceOf(document: Document): Promise<Source | undefined> {
  return FORMATS.find((format) => format.recognizes(document))?.load();
}
