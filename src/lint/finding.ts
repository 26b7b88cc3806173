import { maskSecrets } from '../aws/credential-text.js';
import { keyOf, pathBetween, scalarOf } from '../document/document.js';
import { lineIn, positionIn } from '../document/gap.js';
import { locate, outermost, type Place, sourceOf } from '../document/place.js';
import { lineStarts, positionAt } from '../document/position.js';
import type { SourceFile } from '../document/source-file.js';
import { displayText } from '../document/value.js';
import type { Resource } from '../inventory/model.js';
import { fingerprint, lineHashes } from '../report/fingerprint.js';
import type { Finding, Frame, Span, SpanNote } from '../report/report.js';
import type { Note } from '../rule.js';
import type { Covering } from './cover.js';
import type { Found } from './run-rules.js';

/** Lines of a file shown before and behind the one that a finding points at. */
const FRAME_LINES = 2;

/** A frame shows at most so many lines of a finding that spans more. */
const LONGEST_FRAME = 8;

/** A frame keeps so many characters of a line. */
const LONGEST_LINE = 1000;

/** Turns the problems of one file into findings: places into lines and columns, each computed once a file. */
export class FindingWriter {
  readonly #file: SourceFile;
  readonly #pathFromRoot: string;
  /** Where lines begin; computed for a file with something to report. */
  #lineStarts: readonly number[] | undefined;
  /** The file as it may be shown; computed with the first frame. */
  #masked: SourceFile | undefined;
  readonly #ordinals = new Map<string, number>();

  /** @param pathFromRoot the file's path from the git root, for fingerprints that do not depend on the directory */
  constructor(file: SourceFile, pathFromRoot: string) {
    this.#file = file;
    this.#pathFromRoot = pathFromRoot;
  }

  get #starts(): readonly number[] {
    this.#lineStarts ??= lineStarts(this.#file.text);
    return this.#lineStarts;
  }

  /** What is printed ends up in logs, where a secret would be read by more people than in the file. */
  get #shown(): SourceFile {
    this.#masked ??= { ...this.#file, text: maskSecrets(this.#file.text) };
    return this.#masked;
  }

  /** The findings, with those that each covers. */
  write(coverings: readonly Covering[]): readonly Finding[] {
    // Lines of the text, which has fewer of them than the file where it is abridged.
    const lines = coverings.map(({ found }) => positionAt(this.#starts, locate(found.problem.at.place).start).line);
    const hashes = lineHashes(this.#file.text, lines, this.#starts);
    return coverings.map((covering, index) => this.#finding(covering, hashes.get(lines[index] ?? 0) ?? ''));
  }

  #finding({ found, covers }: Covering, lineHash: string): Finding {
    const { active, problem, policy, statement } = found;
    const place = problem.at.place;
    const span = this.span(place);
    const resource = resourceOf(found);
    const sid = statement?.sid === undefined ? undefined : displayText(statement.sid);
    return {
      rule: active.rule.id,
      severity: active.severity,
      confidence: problem.confidence ?? 'proven',
      message: problem.message,
      ...span,
      fingerprint: this.#fingerprint(found, resource, textAt(place)),
      lineHash,
      path: pathInFile(place),
      ...(policy === undefined ? {} : { policyPath: pathInPolicy(policy.place, place) }),
      frame: this.#frame(span),
      ...(resource === undefined ? {} : { resource: describe(resource) }),
      ...(policy === undefined ? {} : { policy: { kind: policy.kind, ...(sid === undefined ? {} : { sid }) } }),
      aliases: problem.aliases ?? [],
      related: (problem.related ?? []).map((note) => this.#note(note)),
      steps: (problem.steps ?? []).map((note) => this.#note(note)),
      edits: (problem.edits ?? []).map(({ at, text }) => ({ ...this.span(at), text })),
      covers: covers.map((weaker) => ({ rule: weaker.active.rule.id, message: weaker.problem.message })),
    };
  }

  /** Where a place stands, as people count. */
  span(place: Place): Span {
    const { start, end } = locate(place);
    const from = positionIn(this.#file, this.#starts, start);
    const to = positionIn(this.#file, this.#starts, end);
    return {
      file: this.#file.path,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  }

  #note({ at, message }: Note): SpanNote {
    return { ...this.span(at.place), message };
  }

  #frame(span: Span): Frame {
    const lastLine = positionIn(this.#file, this.#starts, this.#file.text.length).line;
    const startLine = Math.max(1, span.line - FRAME_LINES);
    const endLine = Math.min(lastLine, span.endLine + FRAME_LINES, startLine + LONGEST_FRAME);
    const lines = this.#lines(startLine, endLine, 1, LONGEST_LINE + 1);
    if (lines.at(-1) === '' && endLine === lastLine) lines.pop();
    if (lines.every(({ length }) => length <= LONGEST_LINE)) return { startLine, lines };
    // A minified file is one line: keep what stands around the words.
    const first = Math.max(0, span.column - 1 - LONGEST_LINE / 2);
    const cut = this.#lines(startLine, startLine + lines.length - 1, first + 1, LONGEST_LINE);
    return first === 0 ? { startLine, lines: cut } : { startLine, startColumn: first + 1, lines: cut };
  }

  /** Parts of lines: so many code units from a column on. */
  #lines(startLine: number, endLine: number, from: number, length: number): string[] {
    const lines: string[] = [];
    for (let line = startLine; line <= endLine; line++) {
      lines.push(lineIn(this.#shown, this.#starts, line, from, length));
    }
    return lines;
  }

  #fingerprint(found: Found, resource: Resource | undefined, text: string): string {
    const identity = {
      rule: found.active.rule.id,
      policyKind: found.policy?.kind,
      resource: resource === undefined ? undefined : { type: resource.sourceType, name: resource.name },
      file: this.#pathFromRoot,
      text,
    };
    const key = JSON.stringify(identity);
    const ordinal = this.#ordinals.get(key) ?? 0;
    this.#ordinals.set(key, ordinal + 1);
    return fingerprint({ ...identity, ordinal });
  }
}

function resourceOf({ policy, identity, resource }: Found): Resource | undefined {
  return policy?.resource ?? resource ?? identity?.resource;
}

function describe(resource: Resource): NonNullable<Finding['resource']> {
  const { sourceType: type, name, constructPath } = resource;
  return constructPath === undefined ? { type, name } : { type, name, constructPath };
}

/** The decoded text that a place points at: for a map or list, the text as written. */
function textAt(place: Place): string {
  const { document, node, from, to } = place;
  const whole = place.key === true ? keyOf(document, node) : scalarOf(document, node);
  if (whole !== undefined) return whole.slice(from ?? 0, to ?? whole.length);
  const { file, start, end } = locate(place);
  return file.text.slice(start, end).replace(/\s+/g, ' ');
}

function pathInFile(place: Place): readonly (string | number)[] {
  const { document, node } = sourceOf(outermost(place));
  return pathBetween(document, 0, node);
}

/** The path from the policy's root; empty where the problem stands beside the policy. */
function pathInPolicy(policy: Place, place: Place): readonly (string | number)[] {
  return policy.document === place.document ? pathBetween(place.document, policy.node, place.node) : [];
}
