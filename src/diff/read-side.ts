import { positionIn } from '../document/gap.js';
import { lineStarts } from '../document/position.js';
import type { SourceFile } from '../document/source-file.js';
import { isLfsPointer } from '../git/lfs.js';
import type { Inventory } from '../inventory/model.js';
import type { SettingsByFile } from '../lint/file-settings.js';
import { type Holdings, readInventories, reasonToPassOver } from '../lint/read-inventories.js';
import type { Failure } from '../report/report.js';
import type { Side, SideFile } from './side.js';

/** A document that holds IAM, and the file that it is in. */
export interface SideDocument {
  readonly file: SideFile;
  readonly inventory: Inventory;
}

/** What one side holds. */
export interface SideContent {
  readonly documents: readonly SideDocument[];
  /** Files that hold IAM, by key. */
  readonly keys: ReadonlySet<string>;
  /** Files that could not be read, or not all of them, by key. */
  readonly failed: ReadonlySet<string>;
  /** What files hold that stand for others in Git LFS, by key. */
  readonly pointers: ReadonlyMap<string, { readonly path: string; readonly text: string }>;
  readonly failures: readonly Failure[];
  /** How many files were looked into. */
  readonly fileCount: number;
  /** A line for each file with what became of it. */
  readonly outcomes: readonly string[];
}

/** The most templates that are read because others make stacks of them. */
const MOST_NESTED = 1000;

/** Reads the files of a side, and the templates that these make stacks of, in the way that `check` does. */
export async function readSide(side: Side, settings: SettingsByFile): Promise<SideContent> {
  const reading = new Reading(side, settings);
  for (const file of side.files) await reading.read(file);
  for (let next = reading.nested.shift(); next !== undefined; next = reading.nested.shift()) {
    if (reading.known.size >= side.files.length + MOST_NESTED) break;
    await reading.read(next.file, next.parameters);
  }
  return reading.content();
}

interface NestedFile {
  readonly file: SideFile;
  readonly parameters: ReadonlyMap<string, string>;
}

class Reading {
  readonly known: Set<string>;
  readonly nested: NestedFile[] = [];
  readonly #side: Side;
  readonly #settings: SettingsByFile;
  readonly #documents: SideDocument[] = [];
  readonly #keys = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #pointers = new Map<string, { readonly path: string; readonly text: string }>();
  readonly #failures: Failure[];
  readonly #outcomes: string[] = [];
  #count = 0;

  constructor(side: Side, settings: SettingsByFile) {
    this.#side = side;
    this.#settings = settings;
    this.#failures = [...side.failures];
    this.known = new Set(side.files.map(({ absolute }) => absolute));
  }

  content(): SideContent {
    return {
      documents: this.#documents,
      keys: this.#keys,
      failed: this.#failed,
      pointers: this.#pointers,
      failures: this.#failures,
      fileCount: this.#count,
      outcomes: this.#outcomes,
    };
  }

  async read(file: SideFile, parameters?: ReadonlyMap<string, string>): Promise<void> {
    this.#count++;
    const reason = await this.#readText(file, parameters);
    this.#outcomes.push(`${this.#side.label}${file.path}: ${reason}`);
  }

  /** Reads a file by its text, and says what became of it. */
  async #readText(file: SideFile, parameters: ReadonlyMap<string, string> | undefined): Promise<string> {
    const { source, message } = await textOrReason(file);
    if (message !== undefined) this.#fail(file, { message });
    if (source === undefined) return 'passed over, no text';
    if (isLfsPointer(source.text)) {
      this.#pointers.set(file.key, { path: file.path, text: source.text });
      return 'passed over, stands for a file in Git LFS';
    }
    let held = 0;
    let reason = 'holds nothing that looks like IAM';
    for (const text of source.slices ?? [source]) {
      const one = await this.#readOne(file, { path: file.path, ...text }, parameters);
      held += one.inventories.length;
      reason = one.reason ?? reason;
    }
    return held > 0 ? 'read' : `passed over, ${reason}`;
  }

  async #readOne(
    file: SideFile,
    text: SourceFile,
    parameters: ReadonlyMap<string, string> | undefined,
  ): Promise<Holdings> {
    const passedOver = reasonToPassOver(text.path, text.text);
    if (passedOver?.failure !== undefined) this.#fail(file, { message: passedOver.failure });
    if (passedOver !== undefined) return { inventories: [], documents: [], problems: [], reason: passedOver.reason };
    const files = this.#side.local;
    const { policyType } = await this.#settings.of(text.path);
    const holdings = await readInventories(text, { policyType, files, parameters });
    const [problem] = holdings.problems;
    if (problem !== undefined) {
      this.#fail(file, { ...positionIn(text, lineStarts(text.text), problem.offset), message: problem.message });
    }
    if (holdings.reason === undefined) this.#keys.add(file.key);
    for (const inventory of holdings.inventories) this.#add({ file, inventory }, text);
    return holdings;
  }

  #add(document: SideDocument, text: SourceFile): void {
    const { failure, nested = [] } = document.inventory;
    if (failure !== undefined) this.#fail(document.file, { message: failure.reason });
    this.#documents.push(document);
    for (const { path, parameters } of nested) {
      const found = this.#side.local.find(path, text);
      if (found === undefined || this.known.has(found.absolute)) continue;
      this.known.add(found.absolute);
      this.nested.push({ file: this.#side.nested(found), parameters });
    }
  }

  #fail({ path, key }: SideFile, failure: Omit<Failure, 'file'>): void {
    this.#failed.add(key);
    this.#failures.push({ file: path, ...failure, message: this.#side.label + failure.message });
  }
}

/** A file's text (undefined where it holds none), or in words why it cannot be read. */
async function textOrReason(
  file: SideFile,
): Promise<{ readonly source?: Awaited<ReturnType<SideFile['read']>>; readonly message?: string }> {
  try {
    return { source: await file.read() };
  } catch (error) {
    return { message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}
