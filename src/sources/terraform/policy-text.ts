import type { Document } from '../../document/document.js';
import { parseJson } from '../../document/json.js';
import { type Located, placeOf } from '../../document/place.js';
import { literalOf, plainValue, type Text, type Value } from '../../document/value.js';

/** A policy that stands as a JSON string in a plan or state. */
export interface PolicyText {
  readonly value: Value;
  /** The document within the string, whose places lead into the file; undefined where it is no JSON. */
  readonly document?: Document;
  /** What is wrong with its JSON, where it can still be read. */
  readonly problem?: Located & { readonly message: string };
}

/** Reads the JSON that an attribute holds. */
export function policyTextValue(text: Text): PolicyText {
  const json = literalOf(text);
  if (json === undefined || !json.trimStart().startsWith('{')) return { value: text };
  const { document, problems } = parseJson(text.place.document.file, json, [{ at: 0, place: text.place }]);
  if (document === undefined) return { value: text };
  const [problem] = problems;
  const value = plainValue(document, 0);
  if (problem === undefined) return { value, document };
  return { value, document, problem: { place: placeOf(document, 0), message: problem.message } };
}
