import { type Document, isMap, memberOf, stringOf } from '../../document/document.js';

/** Whether a document is a service of the Serverless Framework on AWS, or on what another file tells. */
export function isServerlessFramework(document: Document): boolean {
  if (!isMap(document, 0) || memberOf(document, 0, 'service') === undefined) return false;
  const provider = memberOf(document, 0, 'provider');
  if (provider === undefined) return false;
  const name = isMap(document, provider) ? memberOf(document, provider, 'name') : provider;
  const text = name === undefined ? undefined : stringOf(document, name);
  return text === 'aws' || text?.startsWith('${') === true;
}
