import { awsDataDate } from '../aws/actions.js';
import type {
  Failure,
  Finding,
  Report,
  RuleDescription,
  SuppressedFinding,
  UnresolvedPlace,
} from '../report/report.js';
import type { ActiveRule } from './active-rules.js';

/** What may be found in files. */
type Found = Pick<Report, 'findings' | 'suppressed' | 'failures' | 'unresolved'>;

/** What the files so far came to. */
export class Results {
  readonly #findings: Finding[] = [];
  readonly #suppressed: SuppressedFinding[] = [];
  readonly #failures: Failure[] = [];
  readonly #unresolved: UnresolvedPlace[] = [];
  /** Of files in which nothing but what is not judged was found: parts of other files, maybe. */
  readonly #strays: UnresolvedPlace[] = [];
  #files = 0;
  #policies = 0;

  /** Counts a file that was read. */
  countFile(): void {
    this.#files++;
  }

  /** Counts policies that were found. */
  countPolicies(count: number): void {
    this.#policies += count;
  }

  /** Adds what was found; counts nothing. */
  add({ findings, suppressed, failures, unresolved }: Partial<Found>): void {
    // Not by spreading: a call takes only so many arguments.
    for (const finding of findings ?? []) this.#findings.push(finding);
    for (const finding of suppressed ?? []) this.#suppressed.push(finding);
    for (const failure of failures ?? []) this.#failures.push(failure);
    for (const place of unresolved ?? []) this.#unresolved.push(place);
  }

  /** Adds a place in a file that may be a part of others: not told where one brings that file in. */
  addStray(place: UnresolvedPlace): void {
    this.#strays.push(place);
  }

  /**
   * The report: sorted, and the same in whatever order the files came.
   *
   * @param version the tool's
   * @param ran the rules that judged one file at least
   * @param broughtIn the files that others brought in
   * @param remarks what there is to say now that all files have been judged
   */
  report(
    version: string,
    ran: readonly ActiveRule[],
    broughtIn: ReadonlySet<string>,
    remarks: readonly Finding[] = [],
  ): Report {
    const findings = [...this.#findings, ...remarks].sort(compareFindings);
    const suppressed = [...this.#suppressed].sort(compareFindings);
    const failures = [...this.#failures].sort(compareSpots);
    const strays = this.#strays.filter(({ file }) => !broughtIn.has(file));
    const unresolved = [...this.#unresolved, ...strays].sort(compareSpots);
    return {
      version: 1,
      tool: { name: 'leastwise', version, awsData: awsDataDate() },
      rules: ran.map(describeRule).sort((a, b) => compareStrings(a.id, b.id)),
      findings,
      failures,
      unresolved,
      suppressed,
      summary: {
        files: this.#files,
        policies: this.#policies,
        findings: findings.length,
        suppressed: suppressed.length,
        unresolved: unresolved.length,
        failures: failures.length,
      },
    };
  }
}

function describeRule({ rule, severity }: ActiveRule): RuleDescription {
  const { id, category, preset, aliases = [] } = rule;
  return {
    ...{ id, category, severity, preset },
    // In the built command these are read when a reporter asks for them.
    get summary() {
      return rule.summary;
    },
    get why() {
      return rule.why;
    },
    get fix() {
      return rule.fix;
    },
    get references() {
      return rule.references;
    },
    aliases,
  };
}

interface Spot {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

function compareSpots(a: Spot, b: Spot): number {
  return compareStrings(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function compareFindings(a: Finding, b: Finding): number {
  return compareSpots(a, b) || compareStrings(a.rule, b.rule) || compareStrings(a.message, b.message);
}

/** By code units: the same on every machine, whatever its language. */
function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
