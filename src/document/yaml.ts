import { Composer, Lexer, Parser, type Document as YamlDocument } from 'yaml';
import type { Document } from './document.js';
import type { SourceFile, SyntaxProblem } from './source-file.js';
import { buildTree, YamlNotes } from './yaml-tree.js';

/** What reading a text as YAML gives: the documents as far as they can be made out, and what is wrong with the text. */
export interface YamlResult {
  readonly documents: readonly Document[];
  readonly problems: readonly SyntaxProblem[];
}

/**
 * How deep collections may nest. About 800 levels of flow collections overflow the composer's recursion, and two such
 * texts, however small, can end the process uncatchably.
 */
const DEEPEST_YAML = 250;

/** Scalars are read as written, so that of the known tags only those of the core schema mean anything. */
const OPTIONS = {
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Reads all YAML documents of a file into the same tree that JSON gives. Scalars keep the text as written
 * (`2012-10-17`, `012345678901`); anchors are copied to where they are named, merge keys (`<<`) are merged; tags such
 * as `!Sub` are kept. Of a text that would overflow the parser's recursion, only the documents before that are read.
 */
export function parseYaml(file: SourceFile): YamlResult {
  const documents: Document[] = [];
  const notes = new YamlNotes();
  for (const yaml of composeDocuments(file.text, notes)) {
    for (const error of yaml.errors) notes.add(error.pos[0], firstLine(error.message));
    const document = buildTree(file, yaml, notes);
    if (document !== undefined) documents.push(document);
  }
  return { documents, problems: notes.problems };
}

/** Parses token by token, so that the parser's own stack tells the depth before the composer sees it. */
function* composeDocuments(text: string, notes: YamlNotes): Generator<YamlDocument.Parsed> {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) yield* composer.next(token);
    if (parser.stack.length > DEEPEST_YAML) {
      notes.add(parser.offset, `nested deeper than ${DEEPEST_YAML} levels`);
      yield* composer.end();
      return;
    }
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end();
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
