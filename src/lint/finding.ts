import { pathBetween } from '../document/document.js';
import { isAsWritten, locate, outermost, type Place, sourceOf } from '../document/place.js';
import type { SourceFile } from '../document/source-file.js';
import { displayText } from '../document/value.js';
import type { Resource } from '../inventory/model.js';
import type { Policy, Statement } from '../policy/model.js';
import { fingerprint, lineHashes } from '../report/fingerprint.js';
import type { Finding, Span, SpanNote, Spot } from '../report/report.js';
import type { Note } from '../rule.js';
import type { Covering } from './cover.js';
import { FileText } from './file-text.js';
import { fitting } from './message.js';
import type { Found } from './run-rules.js';
import { textOfPlace } from './text-of-place.js';

/** What something stands in. */
interface Within {
  readonly policy?: Policy | undefined;
  readonly statement?: Statement | undefined;
  readonly resource?: Resource | undefined;
}

/**
 * Turns the problems of one file, and of those that it brings in, into findings: places into lines and columns, each
 * computed once a file.
 */
export class FindingWriter {
  readonly #pathFromRoot: string;
  readonly #texts = new Map<SourceFile, FileText>();
  readonly #ordinals = new Map<string, number>();

  /** @param pathFromRoot the file's path from the git root, for fingerprints that do not depend on the directory */
  constructor(pathFromRoot: string) {
    this.#pathFromRoot = pathFromRoot;
  }

  #textOf(file: SourceFile): FileText {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const text = new FileText(file);
    this.#texts.set(file, text);
    return text;
  }

  /** The findings, with those that each covers. */
  write(coverings: readonly Covering[]): readonly Finding[] {
    const lines = new Map<FileText, number[]>();
    for (const { found } of coverings) {
      const { place } = found.problem.at;
      const { file, start } = locate(place);
      const text = this.#textOf(file);
      const line = text.lineAt(start);
      const ofFile = lines.get(text);
      if (ofFile === undefined) lines.set(text, [line]);
      else ofFile.push(line);
    }
    const hashes = new Map([...lines].map(([text, all]) => [text, lineHashes(text.file.text, all, text.starts)]));
    return coverings.map((covering) => this.#finding(covering, hashes));
  }

  #finding({ found, covers }: Covering, hashes: ReadonlyMap<FileText, ReadonlyMap<number, string>>): Finding {
    const { active, problem } = found;
    const place = problem.at.place;
    const { file, start } = locate(place);
    const text = this.#textOf(file);
    const resource = resourceOf(found);
    const { path, policyPath, frame, resource: holder, policy, ...span } = this.spot(place, { ...found, resource });
    return {
      rule: active.rule.id,
      severity: active.severity,
      confidence: problem.confidence ?? 'proven',
      message: fitting(problem.message),
      ...span,
      ...this.#fingerprints(found, resource, textOfPlace(place)),
      lineHash: hashes.get(text)?.get(text.lineAt(start)) ?? '',
      path,
      ...(policyPath === undefined ? {} : { policyPath }),
      frame,
      ...(holder === undefined ? {} : { resource: holder }),
      ...(policy === undefined ? {} : { policy }),
      ...(problem.witness === undefined ? {} : { witness: problem.witness }),
      aliases: problem.aliases ?? [],
      related: (problem.related ?? []).map((note) => this.#note(note)),
      steps: (problem.steps ?? []).map((note) => this.#note(note)),
      edits: (problem.edits ?? [])
        .filter(({ at }) => isAsWritten(at))
        .map(({ at, text }) => ({ ...this.span(at), text })),
      covers: covers.map((weaker) => ({ rule: weaker.active.rule.id, message: fitting(weaker.problem.message) })),
    };
  }

  /** What a report says of where something stands: also in which policy, statement and resource. */
  spot(place: Place, { policy, statement, resource }: Within): Spot {
    const span = this.span(place);
    const sid = statement?.sid === undefined ? undefined : displayText(statement.sid);
    return {
      ...span,
      path: pathInFile(place),
      ...(policy === undefined ? {} : { policyPath: pathInPolicy(policy.place, place) }),
      frame: this.#textOf(locate(place).file).frame(span),
      ...(resource === undefined ? {} : { resource: describe(resource) }),
      ...(policy === undefined ? {} : { policy: { kind: policy.kind, ...(sid === undefined ? {} : { sid }) } }),
    };
  }

  /** Where a place stands, as people count. */
  span(place: Place): Span {
    const { file, start, end } = locate(place);
    const text = this.#textOf(file);
    const from = text.positionAt(start);
    const to = text.positionAt(end);
    return {
      file: file.path,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  }

  #note({ at, message }: Note): SpanNote {
    return { ...this.span(at.place), message };
  }

  #fingerprints(
    found: Found,
    resource: Resource | undefined,
    text: string,
  ): Pick<Finding, 'fingerprint' | 'contentFingerprint'> {
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
    const counted = { ...identity, ordinal };
    const anywhere = resource === undefined ? { contentFingerprint: fingerprint({ ...counted, file: '' }) } : {};
    return { fingerprint: fingerprint(counted), ...anywhere };
  }
}

function resourceOf({ policy, identity, resource }: Found): Resource | undefined {
  return policy?.resource ?? resource ?? identity?.resource;
}

function describe(resource: Resource): NonNullable<Finding['resource']> {
  const { sourceType: type, name, constructPath } = resource;
  return constructPath === undefined ? { type, name } : { type, name, constructPath };
}

function pathInFile(place: Place): readonly (string | number)[] {
  const { document, node } = sourceOf(outermost(place));
  return pathBetween(document, 0, node);
}

/** The path from the policy's root; empty where the problem stands beside the policy. */
function pathInPolicy(policy: Place, place: Place): readonly (string | number)[] {
  return policy.document === place.document ? pathBetween(place.document, policy.node, place.node) : [];
}
