import { posix, relative } from 'node:path';
import { positionIn } from '../document/gap.js';
import { lineStarts } from '../document/position.js';
import type { SourceFile, SourceText } from '../document/source-file.js';
import type { Inventory, NestedTemplate } from '../inventory/model.js';
import { UNTOLD_WORLD, type World } from '../inventory/world.js';
import type { Failure, Finding, Report, SuppressedFinding } from '../report/report.js';
import type { Rule } from '../rule.js';
import type { ActiveRule } from './active-rules.js';
import { Alike } from './alike.js';
import type { Covering } from './cover.js';
import { SettingsByFile } from './file-settings.js';
import { FindingWriter } from './finding.js';
import { gitRoot } from './git-root.js';
import type { FileOnDisk, FilesOnDisk } from './local-files.js';
import { type Holdings, readInventories, reasonToPassOver } from './read-inventories.js';
import { Results } from './results.js';
import { runRules } from './run-rules.js';
import type { Settings } from './settings.js';
import { eachCauseOnce, isShown } from './shown.js';
import { acceptedAdministrator } from './suppressions/administrators.js';
import { RunSuppressions } from './suppressions/of-run.js';
import type { Acceptance } from './suppressions/suppressor.js';
import { syntaxFinding } from './syntax-finding.js';

/** What became of a file, for those who ask why it was or was not read. */
export interface FileOutcome {
  readonly path: string;
  readonly read: boolean;
  /** One line: `CloudFormation, 3 policies`, `holds nothing that looks like IAM`. */
  readonly reason: string;
}

/** What a file's text does not tell of itself. */
export interface AddOptions {
  /** The text is no file's: nothing beside it is read. */
  readonly isAlone?: boolean;
  /** The parameters that another template gives. */
  readonly parameters?: ReadonlyMap<string, string>;
}

/** A template that another one makes a stack of. */
export interface NestedFile extends FileOnDisk {
  readonly parameters: ReadonlyMap<string, string>;
}

/** Looks at what each document holds, as the rules do, with what tells where things stand. */
export type Onlooker = (inventory: Inventory, writer: FindingWriter) => void;

/** The pipeline: files go in one by one, a report comes out. */
export interface Linter {
  /** Judges one file by its text (undefined: it holds none). Never throws on what it reads. */
  readonly add: (path: string, text: string | SourceText | undefined, options?: AddOptions) => Promise<FileOutcome>;
  /** The files that templates made stacks of so far, with what they gave them; each once. */
  readonly nested: () => readonly NestedFile[];
  /** Notes a file that could not be read at all. */
  readonly addFailure: (failure: Failure) => void;
  /** The report over all files so far: sorted, and the same in whatever order they came. */
  readonly report: () => Report;
}

/**
 * Makes a linter.
 *
 * @param rules all rules there are; the settings choose among them
 * @param version the tool's version, for the report
 * @param cwd absolute folder that the paths of files are relative to
 * @param files what templates may include; without, nothing but the texts that are added is read
 * @param onlooker is shown all that is read
 */
export function createLinter(
  rules: readonly Rule[],
  settings: Settings,
  version: string,
  cwd: string,
  files?: FilesOnDisk,
  onlooker?: Onlooker,
): Linter {
  return new Pipeline(rules, settings, version, cwd, files, onlooker);
}

class Pipeline implements Linter {
  readonly #settings: Settings;
  readonly #world: World;
  readonly #byFile: SettingsByFile;
  readonly #version: string;
  /** From the git root to the working directory. */
  readonly #prefix: string;
  /** Makes a linter of the same kind. */
  readonly #linterOfOwn: () => Linter;
  readonly #results = new Results();
  readonly #local: FilesOnDisk | undefined;
  readonly #onlooker: Onlooker | undefined;
  readonly #suppressions: RunSuppressions;
  /** Whether it judges a part of what another one judges, which says what there is to say of suppressions. */
  readonly #isPart: boolean;
  /** By real path. */
  readonly #nested = new Map<string, NestedFile>();
  readonly #alike = new Alike();
  /** What has been found, to tell it once. */
  readonly #seen = new Set<string>();

  constructor(
    rules: readonly Rule[],
    settings: Settings,
    version: string,
    cwd: string,
    files: FilesOnDisk | undefined,
    onlooker: Onlooker | undefined,
    suppressions?: RunSuppressions,
  ) {
    this.#settings = settings;
    this.#world = settings.world ?? UNTOLD_WORLD;
    this.#local = files;
    this.#onlooker = onlooker;
    this.#byFile = new SettingsByFile(rules, settings, cwd);
    this.#version = version;
    this.#isPart = suppressions !== undefined;
    this.#suppressions = suppressions ?? new RunSuppressions(rules, settings, cwd);
    this.#linterOfOwn = () => new Pipeline(rules, settings, version, cwd, files, onlooker, this.#suppressions);
    const fromRoot = relative(gitRoot(cwd) ?? cwd, cwd).replaceAll('\\', '/');
    this.#prefix = fromRoot === '' ? '' : `${fromRoot}/`;
  }

  readonly add = async (
    path: string,
    given: string | SourceText | undefined,
    options: AddOptions = {},
  ): Promise<FileOutcome> => {
    const pass = (reason: string): FileOutcome => ({ path, read: false, reason });
    if (given === undefined) return pass('no text');
    const source: SourceText = typeof given === 'string' ? { text: given } : given;
    if (source.slices !== undefined) return this.#addSlices(path, source.slices);
    const passedOver = reasonToPassOver(path, source.text);
    if (passedOver === undefined) return this.#addText({ path, ...source }, options);
    if (passedOver.failure !== undefined) this.addFailure({ file: path, message: passedOver.failure });
    return pass(passedOver.reason);
  };

  async #addSlices(path: string, slices: Iterable<SourceText>): Promise<FileOutcome> {
    // What that takes is loaded only for a file of hundreds of megabytes.
    const { judgeSlices } = await import('./slice-reports.js');
    const judged = await judgeSlices(path, slices, this.#linterOfOwn);
    // The rules that ran on it are told of in the report.
    await this.#byFile.of(path);
    this.#results.add(judged);
    this.#results.countPolicies(judged.policies);
    if (judged.outcome.read) this.#results.countFile();
    return judged.outcome;
  }

  readonly addFailure = (failure: Failure): void => {
    this.#results.add({ failures: [failure] });
  };

  readonly nested = (): readonly NestedFile[] => [...this.#nested.values()];

  async #addText(file: SourceFile, { isAlone, parameters }: AddOptions): Promise<FileOutcome> {
    const files = isAlone === true ? undefined : this.#local;
    const { rules, policyType } = await this.#byFile.of(file.path);
    const { inventories, documents, problems, reason } = await readInventories(file, { policyType, files, parameters });
    for (const { nested } of inventories) {
      for (const template of nested ?? []) this.#noteNested(template, files?.find(template.path, file));
    }
    if (reason !== undefined) return { path: file.path, read: false, reason };
    await this.#judge(file, { inventories, documents, problems }, rules);
    return { path: file.path, read: true, reason: describe(inventories) };
  }

  #noteNested({ parameters }: NestedTemplate, found: FileOnDisk | undefined): void {
    if (found === undefined || this.#nested.has(found.absolute)) return;
    this.#nested.set(found.absolute, { ...found, parameters });
  }

  async #judge(
    file: SourceFile,
    { inventories, documents, problems }: Holdings,
    rules: readonly ActiveRule[],
  ): Promise<void> {
    this.#results.countFile();
    const writer = new FindingWriter(this.#prefix + file.path);
    const found: Covering[] = [];
    const first = problems[0];
    const malformed = rules.find(({ rule }) => rule.id === 'malformed-policy');
    if (first !== undefined) {
      const position = positionIn(file, lineStarts(file.text), first.offset);
      this.addFailure({ file: file.path, ...position, message: first.message });
      if (malformed !== undefined) found.push({ found: syntaxFinding(file, first, malformed), covers: [] });
    }
    const unsuppressed = found.length;
    // What was made out of a broken text may be malformed only because of the break.
    const further = first === undefined ? rules : rules.filter((active) => active !== malformed);
    for (const inventory of inventories) {
      const { failure } = inventory;
      if (failure !== undefined) {
        const { line, column } = writer.span(failure.place);
        this.addFailure({ file: file.path, line, column, message: failure.reason });
      }
      this.#results.countPolicies(inventory.policies.length);
      this.#onlooker?.(inventory, writer);
      const run = (some: readonly ActiveRule[]) => runRules(inventory, some, this.#world);
      const said = first === undefined ? this.#alike.judge(inventory, rules, run) : run(further);
      for (const covering of eachCauseOnce(said, this.#settings, this.#seen)) found.push(covering);
      this.#noteUnresolved(inventory, writer);
    }
    await this.#suppressions.look(file, documents, found);
    // That a file cannot be read is never suppressed.
    const accepted = found.map((one, i) => (i < unsuppressed ? undefined : this.#accept(one)));
    this.#add(found, accepted, writer);
    // Of what is not judged nobody knows whether a suppression is of use.
    const isJudged = inventories.some((inventory) => !isStray(inventory));
    this.#suppressions.remark(file, rules, isJudged, writer);
  }

  #accept(one: Covering): Acceptance | undefined {
    return this.#suppressions.accept(one) ?? acceptedAdministrator(one.found, this.#world.expectedAdministrators ?? []);
  }

  /** Adds what is shown of all that was found in a file. */
  #add(found: readonly Covering[], accepted: readonly (Acceptance | undefined)[], writer: FindingWriter): void {
    const shown = found.map((one) => isShown(one.found, this.#settings));
    const written = writer.write(found.filter((_, i) => shown[i]));
    const acceptances = accepted.filter((_, i) => shown[i]);
    const findings: Finding[] = [];
    const suppressed: SuppressedFinding[] = [];
    for (const [i, finding] of written.entries()) {
      const acceptance = acceptances[i];
      if (acceptance === undefined) findings.push(finding);
      else suppressed.push({ ...finding, ...acceptance });
    }
    this.#results.add({ findings, suppressed });
  }

  /** What could not be judged in one document, each once. */
  #noteUnresolved(inventory: Inventory, writer: FindingWriter): void {
    for (const { place, reason } of inventory.unresolved) {
      const { file, line, column } = writer.span(place);
      const key = `${file} ${line} ${column} ${reason}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const unresolved = { file, line, column, message: reason };
      if (isStray(inventory)) this.#results.addStray(unresolved);
      else this.#results.add({ unresolved: [unresolved] });
    }
  }

  readonly report = (): Report => {
    const ran = this.#byFile.ran();
    const remarks = this.#isPart ? [] : this.#suppressions.remarks(ran, this.#writerFor);
    return this.#results.report(this.#version, ran, this.#local?.broughtIn() ?? new Set(), remarks);
  };

  /** @param path from the working directory; it may lead out of it */
  readonly #writerFor = (path: string): FindingWriter => new FindingWriter(posix.normalize(this.#prefix + path));
}

/** Whether all that was found is a policy where none is looked for. */
function isStray({ format, policies }: Inventory): boolean {
  return format === 'policy' && policies.length === 0;
}

function describe(inventories: readonly Inventory[]): string {
  if (inventories.length === 0) return 'cannot be parsed';
  const formats = [...new Set(inventories.map(({ format }) => format))].join(', ');
  const policies = inventories.reduce((sum, inventory) => sum + inventory.policies.length, 0);
  return `${formats}, ${policies} ${policies === 1 ? 'policy' : 'policies'}`;
}
