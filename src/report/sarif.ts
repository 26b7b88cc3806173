import { gzipSync } from 'node:zlib';
import type { Invocation, Log, Notification, Run, RunAutomationDetails } from 'sarif';
import { toJson } from './json.js';
import type { Failure, Finding, Report, UnresolvedPlace } from './report.js';
import { artifactLocation, message, ROOT_ID } from './sarif-location.js';
import { MOST_RELATED, MOST_STEPS, sarifResults } from './sarif-result.js';
import { sarifRule } from './sarif-rule.js';
import { worstOf } from './worst.js';

export interface SarifOptions {
  /** The working directory, seen from the root of the repository: `infra/prod`; absent where it is the root. */
  readonly root?: string | undefined;
  /** Tells runs over parts of one repository apart. Default: `leastwise`, or the pipeline where there is one. */
  readonly category?: string | undefined;
  /** The project's page. */
  readonly informationUri?: string | undefined;
  /** Whether suppressed findings are in it, marked as such. Code scanning would show them as open. */
  readonly withSuppressed?: boolean | undefined;
  /** The run of Azure Pipelines that this is a part of. */
  readonly pipeline?: AzurePipeline | undefined;
}

/** What Advanced Security for Azure DevOps wants to know of a run. */
export interface AzurePipeline {
  readonly organization: string;
  readonly project: string;
  readonly definitionId: string;
  readonly definitionName: string;
  readonly phaseId: string;
  readonly phaseName: string;
  readonly branch: string;
  readonly buildId: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Code scanning shows so many results of a run, and refuses a file with five times as many. */
const MOST_RESULTS = 5000;
/** It refuses more rules than this, … */
const MOST_RULES = 25_000;
/** … and files that are larger than 10 MB when compressed. */
const MOST_BYTES = 9_500_000;
const MOST_NOTIFICATIONS = 1000;

/**
 * The report as SARIF 2.1.0, in the shape that GitHub code scanning makes the most of, and within what it takes: where
 * there is more, the worst is kept, and a notification says so. Suppressed findings are left out unless they are asked
 * for. Ends with a line feed.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(report: Report, options: SarifOptions = {}): string {
  const results = resultCount(report, options);
  for (let most = MOST_RESULTS; ; ) {
    const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [runOf(report, options, most)] };
    const text = toJson(log);
    const bytes = Buffer.byteLength(text) <= MOST_BYTES ? 0 : gzipSync(text).length;
    if (bytes <= MOST_BYTES || most === 0) return text;
    most = Math.floor((Math.min(most, results) * 0.9 * MOST_BYTES) / bytes);
  }
}

/** How many results there are, if all of them fit. */
function resultCount({ findings, suppressed }: Report, { withSuppressed }: SarifOptions): number {
  return findings.length + (withSuppressed === true ? suppressed.length : 0);
}

function runOf(report: Report, options: SarifOptions, most: number): Run {
  const { root = '', informationUri } = options;
  const { name, version, awsData } = report.tool;
  const findings = worstOf(report.findings, most);
  const suppressed = options.withSuppressed === true ? worstOf(report.suppressed, most - findings.length) : [];
  return {
    tool: {
      driver: {
        name,
        fullName: `${name} ${version} (AWS data of ${awsData})`,
        version,
        semanticVersion: version,
        ...(informationUri === undefined ? {} : { informationUri }),
        rules: report.rules.slice(0, MOST_RULES).map(sarifRule),
      },
    },
    invocations: [invocationOf(report, [...findings, ...suppressed], options)],
    automationDetails: automationOf(options),
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    results: sarifResults(findings, suppressed, report, root),
  };
}

/** What tells the run from others over the same repository. */
function automationOf({ category, pipeline }: SarifOptions): RunAutomationDetails {
  if (category !== undefined || pipeline === undefined) {
    return { id: `${(category ?? 'leastwise').replace(/\/+$/, '')}/` };
  }
  const { organization, project, definitionId, definitionName, phaseId, phaseName, branch, buildId } = pipeline;
  const steps = [organization, project, definitionId, phaseId, branch, buildId].map(encodeURIComponent);
  return {
    id: `azuredevops/pipeline/build/${steps.join('/')}`,
    properties: {
      'azuredevops/pipeline/build/buildDefinitionId': definitionId,
      'azuredevops/pipeline/build/buildDefinitionName': definitionName,
      'azuredevops/pipeline/build/phaseId': phaseId,
      'azuredevops/pipeline/build/phaseName': phaseName,
    },
  };
}

/** The run has succeeded even where files failed: code scanning throws away the results of one that has not. */
function invocationOf(report: Report, kept: readonly Finding[], options: SarifOptions): Invocation {
  const { root = '' } = options;
  const all = [
    ...report.failures.map((failure) => failureNotification(failure, root)),
    ...report.unresolved.map((place) => unresolvedNotification(place, root)),
  ];
  const results = resultCount(report, options);
  const longest = (count: (finding: Finding) => number) => kept.reduce((most, each) => Math.max(most, count(each)), 0);
  const toolExecutionNotifications = [
    ...leftOut(results, kept.length, `the ${kept.length} worst of ${results} results`),
    ...leftOutAfter(MOST_RULES, report.rules.length, 'rules'),
    ...leftOutAfter(MOST_NOTIFICATIONS, all.length, 'notifications'),
    ...leftOutAfter(
      MOST_RELATED,
      longest(({ related }) => related.length),
      'related places of a result',
    ),
    ...leftOutAfter(
      MOST_STEPS,
      longest(({ steps }) => steps.length),
      'steps of a result',
    ),
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

function leftOutAfter(most: number, count: number, what: string): readonly Notification[] {
  return leftOut(count, most, `the first ${most} of ${count} ${what}`);
}

function leftOut(count: number, most: number, which: string): readonly Notification[] {
  return count <= most ? [] : [{ level: 'warning', message: { text: `Only ${which} are in this file.` } }];
}
