import type { Fix, Location, Result, Suppression } from 'sarif';
import type { Severity } from '../rule.js';
import type { Finding, Report, SpanEdit, SpanNote, SuppressedFinding } from './report.js';
import { artifactLocation, escapeLinks, findingLocation, message, regionOf, spanLocation } from './sarif-location.js';
import { sarifLevel } from './sarif-rule.js';

/** Code scanning shows so many places of a result … */
export const MOST_RELATED = 100;
/** … and so many steps of its chain. */
export const MOST_STEPS = 1000;

/**
 * Findings as SARIF has them, and behind them suppressed ones, marked as such.
 *
 * @param report whose rules the log declares, and which tells whether there was a baseline
 * @param root the working directory, seen from the root of the repository
 */
export function sarifResults(
  findings: readonly Finding[],
  suppressed: readonly SuppressedFinding[],
  { rules, summary }: Pick<Report, 'rules' | 'summary'>,
  root: string,
): Result[] {
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  const lineHashes = new Set<string>();
  return [...findings, ...suppressed].map((finding: Finding | SuppressedFinding) => {
    const ruleIndex = ruleIndexes.get(finding.rule);
    return {
      ruleId: finding.rule,
      ...(ruleIndex === undefined ? {} : { ruleIndex }),
      level: sarifLevel(finding.severity),
      ...(summary.inBaseline === undefined ? {} : { baselineState: baselineStateOf(finding) }),
      ...(finding.confidence === 'possible' ? { rank: POSSIBLE_RANKS[finding.severity] } : {}),
      message: { text: messageWithLinks(finding) },
      locations: [findingLocation(finding, root)],
      partialFingerprints: {
        primaryLocationLineHash: distinctLineHash(finding, lineHashes),
        'leastwise/v1': finding.fingerprint,
      },
      ...chainOf(finding, root),
      ...(finding.edits.length === 0 ? {} : { fixes: [fixOf(finding.edits, root)] }),
      ...('by' in finding ? { suppressions: [suppressionOf(finding)] } : {}),
      properties: {
        confidence: finding.confidence,
        ...(finding.witness === undefined ? {} : { witness: finding.witness }),
      },
    };
  });
}

/** What a baseline has is among the suppressed. */
function baselineStateOf(finding: Finding | SuppressedFinding): Result.baselineState {
  return 'by' in finding && finding.by === 'baseline' ? 'unchanged' : 'new';
}

function suppressionOf({ by, reason, expires }: SuppressedFinding): Suppression {
  return {
    kind: by === 'comment' || by === 'metadata' ? 'inSource' : 'external',
    ...(reason === '' ? {} : { justification: reason }),
    properties: { by, ...(expires === undefined ? {} : { expires }) },
  };
}

/** For readers that take the rank for the severity (GitLab does): the lower end of the severity's own band. */
const POSSIBLE_RANKS: Readonly<Record<Severity, number>> = { critical: 90, high: 70, medium: 40, low: 10, info: 0 };

/** Code scanning shows related places only where the message links to them by their id. */
function messageWithLinks(finding: Finding): string {
  const links = finding.related
    .slice(0, MOST_RELATED)
    .map((note, index) => `[${note.message.replace(/[[\]\\]/g, '\\$&')}](${index + 1})`);
  return [escapeLinks(finding.message), ...links].join('\n');
}

/** Code scanning takes results of equal rule, file and hash for one; all but the first are told apart by fingerprint. */
function distinctLineHash(finding: Finding, taken: Set<string>): string {
  const key = JSON.stringify([finding.rule, finding.file, finding.lineHash]);
  if (taken.has(key)) return `${finding.lineHash}:${finding.fingerprint}`;
  taken.add(key);
  return finding.lineHash;
}

/** Related places and steps, where there are any. */
function chainOf(finding: Finding, root: string): Pick<Result, 'relatedLocations' | 'codeFlows'> {
  const located = (note: SpanNote): Location => ({ ...spanLocation(note, root), message: message(note.message) });
  const relatedLocations = finding.related
    .slice(0, MOST_RELATED)
    .map((note, index) => ({ id: index + 1, ...located(note) }));
  const steps = finding.steps.slice(0, MOST_STEPS).map((step) => ({ location: located(step) }));
  return {
    ...(relatedLocations.length === 0 ? {} : { relatedLocations }),
    ...(steps.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: steps }] }] }),
  };
}

/** All edits together make one fix. */
function fixOf(edits: readonly SpanEdit[], root: string): Fix {
  const files = Array.from(new Set(edits.map(({ file }) => file)));
  return {
    description: { text: 'Write this instead.' },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file, root),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: regionOf(edit),
          ...(edit.text === '' ? {} : { insertedContent: { text: edit.text } }),
        })),
    })),
  };
}
