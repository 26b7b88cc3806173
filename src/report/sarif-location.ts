import { posix } from 'node:path';
import type { ArtifactLocation, Location, Message, PhysicalLocation, Region } from 'sarif';
import type { Finding, Frame, Span } from './report.js';

/** The name of the folder that all addresses are relative to: the root of the repository. */
export const ROOT_ID = '%SRCROOT%';

/**
 * A file's address: percent-encoded, with forward slashes, relative to the root of the repository.
 *
 * @param root - the working directory, seen from there; empty where it is the root
 */
export function artifactLocation(file: string, root: string): ArtifactLocation {
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${file.slice(0, 2)}${encodePath(file.slice(2))}` };
  if (file.startsWith('/')) return { uri: `file://${encodePath(file)}` };
  return { uri: encodePath(posix.join(root, file)), uriBaseId: ROOT_ID };
}

function encodePath(path: string): string {
  return encodeURI(path.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#:]/g, encodeURIComponent);
}

/** Text in which brackets do not make a link. */
export function message(text: string): Message {
  return { text: text === '' ? '(no message)' : escapeLinks(text) };
}

/** SARIF reads `[text](target)` as a link, also where it comes from a scanned file. */
export function escapeLinks(text: string): string {
  return text.includes('](') ? text.replace(/[[\]]/g, '\\$&') : text;
}

export function spanLocation(span: Span, root: string): Location {
  return { physicalLocation: { artifactLocation: artifactLocation(span.file, root), region: regionOf(span) } };
}

export function regionOf(span: Span): Region {
  const { line, column, endLine, endColumn } = span;
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Where a finding stands: its words, the lines around them, and the resource. */
export function findingLocation(finding: Finding, root: string): Location {
  const { resource } = finding;
  const physicalLocation = findingPlace(finding, root);
  if (resource === undefined || resource.name === '') return { physicalLocation };
  const fullyQualifiedName = `${resource.type}/${resource.constructPath ?? resource.name}`;
  return { physicalLocation, logicalLocations: [{ name: resource.name, fullyQualifiedName, kind: 'resource' }] };
}

/** Longer snippets are left out: they are parts of minified files. */
const LONGEST_SNIPPET = 2000;

function findingPlace(finding: Finding, root: string): PhysicalLocation {
  const span = tightSpan(finding);
  const snippet = snippetOf(span, finding.frame);
  const contextRegion = contextOf(span, finding.frame);
  return {
    artifactLocation: artifactLocation(finding.file, root),
    region: { ...regionOf(span), ...(isShowable(snippet) ? { snippet: { text: snippet } } : {}) },
    ...(contextRegion === undefined ? {} : { contextRegion }),
  };
}

function isShowable(snippet: string): boolean {
  return snippet.trim() !== '' && snippet.length <= LONGEST_SNIPPET;
}

/** A span of one line where that can be: pull requests show a finding only if they touch all of its lines. */
function tightSpan({ file, line, column, endLine, endColumn, frame }: Finding): Span {
  const firstLine = frame.startColumn === undefined ? frame.lines[line - frame.startLine]?.trimEnd() : undefined;
  if (endLine > line && firstLine !== undefined && firstLine.length >= column) {
    return { file, line, column, endLine: line, endColumn: firstLine.length + 1 };
  }
  return { file, line, column, endLine, endColumn };
}

function snippetOf(span: Span, frame: Frame): string {
  if (span.endLine !== span.line) return '';
  const cut = frame.startColumn ?? 1;
  return frame.lines[span.line - frame.startLine]?.slice(span.column - cut, span.endColumn - cut) ?? '';
}

/** The lines around a finding; undefined where they are cut, do not hold all of it, or hold nothing else. */
function contextOf(span: Span, frame: Frame): Region | undefined {
  const endLine = frame.startLine + frame.lines.length - 1;
  const text = frame.lines.join('\n');
  const holdsIt = frame.startColumn === undefined && frame.startLine <= span.line && endLine >= span.endLine;
  if (!holdsIt || !isShowable(text)) return undefined;
  if (frame.lines.length === 1 && span.column === 1 && span.endColumn > text.length) return undefined;
  return { startLine: frame.startLine, endLine, snippet: { text } };
}
