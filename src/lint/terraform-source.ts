import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { lineStarts } from '../document/position.js';
import type { SourceFile } from '../document/source-file.js';
import { hasAddress } from '../report/at-source.js';
import { lineHashes } from '../report/fingerprint.js';
import type { Finding, Frame, Span } from '../report/report.js';
import { addressSteps } from '../sources/terraform/address.js';
import { type SourceBlock, sourceBlocks } from '../sources/terraform/source-blocks.js';
import { FileText } from './file-text.js';
import { displayPath } from './files.js';
import { MOST_BYTES } from './local-files.js';
import { readText } from './read-file.js';

/** Where the block stands that a resource of a plan comes from. */
export interface BlockSpot extends Span {
  readonly frame: Frame;
  readonly lineHash: string;
}

/** More files than this are not looked into in one folder. */
const MOST_FILES = 1000;

interface PlacedBlock extends SourceBlock {
  readonly file: SourceFile;
}

/**
 * Finds the blocks that the resources of a plan come from in the source of its configuration: the files of a folder, and
 * of the modules within it that are called by a path. Nothing outside of the folder is read, by whatever path or link.
 */
export class TerraformSource {
  readonly #cwd: string;
  /** The folder's real path; undefined where there is none. */
  readonly #root: string | undefined;
  /** Blocks by address, by the real path of their module's folder. */
  readonly #modules = new Map<string, ReadonlyMap<string, PlacedBlock>>();
  readonly #spots = new Map<PlacedBlock, BlockSpot>();

  /**
   * @param folder the root module's, absolute
   * @param cwd absolute folder that the paths of files are relative to
   */
  constructor(folder: string, cwd: string) {
    this.#cwd = cwd;
    this.#root = realFolder(folder);
  }

  /**
   * The block that a finding's resource comes from; of a module that is not in the folder the call of it. Undefined for
   * what Terraform has not made, and where there is no such block.
   */
  blockOf({ resource }: Pick<Finding, 'resource'>): BlockSpot | undefined {
    if (resource === undefined || this.#root === undefined || !hasAddress({ resource })) return undefined;
    const names = addressSteps(resource.name).map(({ name }) => name);
    let folder = this.#root;
    let at = 0;
    for (; names[at] === 'module'; at += 2) {
      const call = this.#blocksOf(folder).get(`module.${names[at + 1]}`);
      if (call === undefined) return undefined;
      const inner = this.#folderOf(call, folder);
      if (inner === undefined) return this.#spot(call);
      folder = inner;
    }
    const block = this.#blocksOf(folder).get(names.slice(at).join('.'));
    return block === undefined ? undefined : this.#spot(block);
  }

  /** The folder of a module that is called by a path, if it lies within the root module's. */
  #folderOf({ source }: PlacedBlock, caller: string): string | undefined {
    if (source === undefined || !/^\.\.?(?:\/|$)/.test(source)) return undefined;
    const folder = realFolder(resolve(caller, source));
    return folder !== undefined && this.#isWithin(folder) ? folder : undefined;
  }

  #isWithin(path: string): boolean {
    const root = this.#root ?? '';
    return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
  }

  #blocksOf(folder: string): ReadonlyMap<string, PlacedBlock> {
    const known = this.#modules.get(folder);
    if (known !== undefined) return known;
    const blocks = new Map<string, PlacedBlock>();
    for (const file of this.#filesOf(folder)) {
      for (const block of sourceBlocks(file.text)) {
        if (!blocks.has(block.address)) blocks.set(block.address, { ...block, file });
      }
    }
    this.#modules.set(folder, blocks);
    return blocks;
  }

  /** The files of a module, those that override others last. */
  #filesOf(folder: string): readonly SourceFile[] {
    try {
      const names = readdirSync(folder).filter((name) => /\.(?:tf|tofu)$/.test(name));
      const isOverride = (name: string) => /(?:^|_)override\.\w+$/.test(name);
      const sorted = [...names.filter((name) => !isOverride(name)).sort(), ...names.filter(isOverride).sort()];
      return sorted.slice(0, MOST_FILES).flatMap((name) => this.#read(join(folder, name)) ?? []);
    } catch {
      return [];
    }
  }

  #read(path: string): SourceFile | undefined {
    try {
      const real = realpathSync(path);
      const stats = statSync(real);
      if (!this.#isWithin(real) || !stats.isFile() || stats.size > MOST_BYTES) return undefined;
      const text = readText(real);
      return text === undefined ? undefined : { path: displayPath(realpathSync(this.#cwd), real), text };
    } catch {
      return undefined;
    }
  }

  #spot(block: PlacedBlock): BlockSpot {
    const known = this.#spots.get(block);
    if (known !== undefined) return known;
    const { file, line, column, endColumn } = block;
    const span = { file: file.path, line, column, endLine: line, endColumn };
    const starts = lineStarts(file.text);
    const lineHash = lineHashes(file.text, [line], starts).get(line) ?? '';
    const spot = { ...span, frame: new FileText(file).frame(span), lineHash };
    this.#spots.set(block, spot);
    return spot;
  }
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}
