import { resolve } from 'node:path';
import type { Document } from '../../document/document.js';
import { locate, outermost, sourceOf } from '../../document/place.js';
import type { SourceFile } from '../../document/source-file.js';
import type { Finding } from '../../report/report.js';
import type { Rule } from '../../rule.js';
import { type ActiveRule, isAtLeast } from '../active-rules.js';
import type { Covering } from '../cover.js';
import type { FindingWriter } from '../finding.js';
import type { Settings } from '../settings.js';
import { type ConfigSuppression, configSuppression, isLookedAt } from './of-config.js';
import { type Remark, type RemarkSurroundings, remarksOn } from './remarks.js';
import { RuleNames } from './rule-names.js';
import type { Suppression } from './suppression.js';
import { type Acceptance, Suppressor } from './suppressor.js';

/** A finding that is one only if something holds once all files have been judged. */
interface PendingFinding {
  readonly finding: Finding;
  readonly holds: () => boolean;
}

/** The suppressions of a run: those of the configuration, and those of each file beside its code. */
export class RunSuppressions {
  readonly #settings: Settings;
  readonly #cwd: string;
  readonly #rules: readonly Rule[];
  #named: RuleNames | undefined;
  readonly #suppressor: Suppressor;
  readonly #files = new Set<string>();
  #config: ReadonlyMap<ConfigSuppression, Suppression> | undefined;
  readonly #beside = new WeakMap<SourceFile, readonly Suppression[]>();
  readonly #pending: PendingFinding[] = [];

  /**
   * @param rules all rules there are: what a suppression may name
   * @param cwd absolute folder that the paths of files are relative to
   */
  constructor(rules: readonly Rule[], settings: Settings, cwd: string) {
    this.#settings = settings;
    this.#cwd = cwd;
    this.#rules = rules;
    this.#suppressor = new Suppressor(settings.today);
  }

  /** Reads what stands beside the code of a file, and of those that it brings in, if it has not been read. */
  async look(file: SourceFile, documents: readonly Document[], coverings: readonly Covering[]): Promise<void> {
    this.#files.add(resolve(this.#cwd, file.path));
    await this.#readConfig();
    await this.#lookBeside(file, documents);
    for (const { found } of coverings) {
      const { file: other } = locate(found.problem.at.place);
      if (this.#beside.has(other)) continue;
      await this.#lookBeside(other, [sourceOf(outermost(found.problem.at.place)).document]);
    }
  }

  /** Whether a finding is accepted, and how. What stands beside its code must have been looked at. */
  accept(covering: Covering): Acceptance | undefined {
    const beside = this.#beside.get(locate(covering.found.problem.at.place).file) ?? [];
    const config = this.#config === undefined ? [] : [...this.#config.values()];
    const all = config.length === 0 ? beside : [...beside, ...config];
    return all.length === 0 ? undefined : this.#suppressor.accept(covering, all);
  }

  /**
   * Takes down what there may be to say of the suppressions beside a file's code.
   *
   * @param ran the rules that ran on it
   * @param isJudged whether they have found anything to judge in it
   */
  remark(file: SourceFile, ran: readonly ActiveRule[], isJudged: boolean, writer: FindingWriter): void {
    for (const suppression of this.#beside.get(file) ?? []) {
      const remarks = remarksOn(suppression, this.#surroundings(ran, isJudged));
      for (const pending of this.#written(remarks, writer)) this.#pending.push(pending);
    }
  }

  /**
   * What there is to say of suppressions, now that all files have been judged.
   *
   * @param ran all rules that ran
   * @param writerFor makes what writes findings of a file, by its path from the working directory
   */
  remarks(ran: readonly ActiveRule[], writerFor: (path: string) => FindingWriter): readonly Finding[] {
    const lookedAt = { folders: this.#settings.searched ?? [], files: this.#files };
    const writers = new Map<string, FindingWriter>();
    const ofConfig = [...(this.#config ?? [])].flatMap(([written, suppression]) => {
      const about = this.#surroundings(ran, isLookedAt(written, lookedAt));
      const { path } = written.place.document.file;
      const writer = writers.get(path) ?? writerFor(path);
      writers.set(path, writer);
      return this.#written(remarksOn(suppression, about), writer);
    });
    return [...this.#pending, ...ofConfig].filter(({ holds }) => holds()).map(({ finding }) => finding);
  }

  /** What rules are called: worked out where anything is suppressed. */
  get #names(): RuleNames {
    this.#named ??= new RuleNames(this.#rules);
    return this.#named;
  }

  #surroundings(ran: readonly ActiveRule[], isAllLookedAt: boolean): RemarkSurroundings {
    return { suppressor: this.#suppressor, names: this.#names, ran, isLookedAt: isAllLookedAt };
  }

  #written(given: Iterable<Remark>, writer: FindingWriter): readonly PendingFinding[] {
    const { minSeverity } = this.#settings;
    const remarks = [...given].filter(({ found }) => isAtLeast(found.active.severity, minSeverity));
    const findings = writer.write(remarks.map(({ found }) => ({ found, covers: [] })));
    return findings.map((finding, i) => ({ finding, holds: remarks[i]?.holds ?? (() => false) }));
  }

  /** What matches file patterns is loaded only where there are any. */
  async #readConfig(): Promise<void> {
    if (this.#config !== undefined) return;
    const { suppressions = [] } = this.#settings;
    const hasFiles = suppressions.some(({ files }) => files !== undefined);
    const matcher = hasFiles ? (await import('../overrides.js')).fileMatcher : undefined;
    this.#config = new Map(
      suppressions.map((each) => [each, configSuppression(each, this.#names, matcher, this.#cwd)]),
    );
  }

  /** What reads comments and metadata is loaded only where a text may have some that count. */
  async #lookBeside(file: SourceFile, documents: readonly Document[]): Promise<void> {
    if (this.#beside.has(file)) return;
    const { suppressionsOf: tools = [] } = this.#settings;
    const isMarked =
      file.text.includes('leastwise') || (tools.length > 0 && /Metadata|:skip=|:ignore:/.test(file.text));
    if (!isMarked) {
      this.#beside.set(file, []);
      return;
    }
    const { suppressionsBeside } = await import('./beside.js');
    this.#beside.set(file, suppressionsBeside(file, documents, { names: this.#names, tools }));
  }
}
