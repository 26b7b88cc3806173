import type { Document } from '../../document/document.js';
import { type JsonResult, parseJson } from '../../document/json.js';
import { type Located, type Place, placeOf } from '../../document/place.js';
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
  const { document, problems } = parse(json, text.place);
  if (document === undefined) return { value: text };
  const [problem] = problems;
  const value = plainValue(document, 0);
  if (problem === undefined) return { value, document };
  return { value, document, problem: { place: placeOf(document, 0), message: problem.message } };
}

/** Parses a policy's text. Roles of a plan trust the same services in the same words: these are read once. */
function parse(json: string, place: Place): JsonResult {
  const origin = [{ at: 0, place }];
  const tape = tapes.get(json);
  const { file } = place.document;
  if (tape !== undefined) return { document: { file, format: 'json', text: json, tape, origin }, problems: [] };
  const result = parseJson(file, json, origin);
  const isKept = result.problems.length === 0 && result.document !== undefined && json.length <= LONGEST_KEPT;
  if (isKept) {
    if (tapes.size >= MOST_KEPT) tapes.clear();
    tapes.set(json, result.document.tape);
  }
  return result;
}

/** So many texts are remembered, of so many characters at most; then the memory is begun anew. */
const MOST_KEPT = 500;
const LONGEST_KEPT = 2000;
const tapes = new Map<string, Document['tape']>();
