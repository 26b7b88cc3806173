import type { Fix, Invocation, Location, Log, Notification, Result, Run } from 'sarif';
import type { Severity } from '../rule.js';
import { toJson } from './json.js';
import type { Failure, Finding, Report, SpanEdit, SpanNote, UnresolvedPlace } from './report.js';
import {
  artifactLocation,
  escapeLinks,
  findingLocation,
  message,
  ROOT_ID,
  regionOf,
  spanLocation,
} from './sarif-location.js';
import { sarifLevel, sarifRule } from './sarif-rule.js';

export interface SarifOptions {
  /** The working directory, seen from the root of the repository: `infra/prod`; absent where it is the root. */
  readonly root?: string | undefined;
  /** Tells runs over parts of one repository apart. Default: `leastwise`. */
  readonly category?: string | undefined;
  /** The project's page. */
  readonly informationUri?: string | undefined;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * The report as SARIF 2.1.0, in the shape that GitHub code scanning makes the most of. Suppressed findings are left
 * out, since code scanning would show them as open. Ends with a line feed.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(report: Report, options: SarifOptions = {}): string {
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [runOf(report, options)] };
  return toJson(log);
}

/** Code scanning shows so many results of a run, and refuses a file with five times as many. */
const MOST_RESULTS = 5000;
const MOST_NOTIFICATIONS = 1000;
const MOST_RELATED = 100;
const MOST_STEPS = 1000;

function runOf(report: Report, options: SarifOptions): Run {
  const { root = '', category = 'leastwise', informationUri } = options;
  const { name, version, awsData } = report.tool;
  return {
    tool: {
      driver: {
        name,
        fullName: `${name} ${version} (AWS data of ${awsData})`,
        version,
        semanticVersion: version,
        ...(informationUri === undefined ? {} : { informationUri }),
        rules: report.rules.map(sarifRule),
      },
    },
    invocations: [invocationOf(report, root)],
    automationDetails: { id: `${category.replace(/\/+$/, '')}/` },
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    results: resultsOf(report, root),
  };
}

/** The run has succeeded even where files failed: code scanning throws away the results of one that has not. */
function invocationOf(report: Report, root: string): Invocation {
  const all = [
    ...report.failures.map((failure) => failureNotification(failure, root)),
    ...report.unresolved.map((place) => unresolvedNotification(place, root)),
  ];
  const toolExecutionNotifications = [
    ...leftOut('results', report.findings.length, MOST_RESULTS),
    ...leftOut('notifications', all.length, MOST_NOTIFICATIONS),
    ...all.slice(0, MOST_NOTIFICATIONS),
  ];
  return { executionSuccessful: true, toolExecutionNotifications };
}

function failureNotification({ file, line, column, message: text }: Failure, root: string): Notification {
  const region =
    line === undefined ? undefined : { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  const physicalLocation = {
    artifactLocation: artifactLocation(file, root),
    ...(region === undefined ? {} : { region }),
  };
  return { level: 'error', message: message(text), locations: [{ physicalLocation }] };
}

function unresolvedNotification({ file, line, column, message: text }: UnresolvedPlace, root: string): Notification {
  const region = { startLine: line, startColumn: column };
  const physicalLocation = { artifactLocation: artifactLocation(file, root), region };
  return { level: 'note', message: message(text), locations: [{ physicalLocation }] };
}

function leftOut(what: string, count: number, most: number): Notification[] {
  if (count <= most) return [];
  const text = `Only the first ${most} of ${count} ${what} are in this file.`;
  return [{ level: 'warning', message: { text } }];
}

function resultsOf(report: Report, root: string): Result[] {
  const ruleIndexes = new Map(report.rules.map(({ id }, index) => [id, index]));
  const lineHashes = new Set<string>();
  return report.findings.slice(0, MOST_RESULTS).map((finding) => {
    const ruleIndex = ruleIndexes.get(finding.rule);
    return {
      ruleId: finding.rule,
      ...(ruleIndex === undefined ? {} : { ruleIndex }),
      level: sarifLevel(finding.severity),
      ...(finding.confidence === 'possible' ? { rank: POSSIBLE_RANKS[finding.severity] } : {}),
      message: { text: messageWithLinks(finding) },
      locations: [findingLocation(finding, root)],
      partialFingerprints: {
        primaryLocationLineHash: distinctLineHash(finding, lineHashes),
        'leastwise/v1': finding.fingerprint,
      },
      ...chainOf(finding, root),
      ...(finding.edits.length === 0 ? {} : { fixes: [fixOf(finding.edits, root)] }),
      properties: {
        confidence: finding.confidence,
        ...(finding.witness === undefined ? {} : { witness: finding.witness }),
      },
    };
  });
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
