import { resolve, sep } from 'node:path';
import { locate, type Place } from '../../document/place.js';
import { displayText } from '../../document/value.js';
import { matches } from '../../policy/wildcard.js';
import type { Found } from '../run-rules.js';
import type { RuleNames } from './rule-names.js';
import type { Suppression } from './suppression.js';

/** A suppression as the configuration has it. */
export interface ConfigSuppression {
  /** Rules as it names them, each with where. */
  readonly rules: readonly { readonly name: string; readonly place: Place }[];
  /** Glob patterns of files; all files where absent. */
  readonly files?: readonly string[];
  /** Absolute folder that the patterns are relative to, with forward slashes. */
  readonly base: string;
  /** Names or addresses of resources, with `*` and `?`; all where absent. */
  readonly resources?: readonly string[];
  /** Sids of statements, with `*` and `?`; all where absent. */
  readonly sids?: readonly string[];
  readonly reason?: string;
  /** The last day on which it holds: `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly place: Place;
}

/** Makes what tells whether a file is one of those that patterns name. */
export type FileMatcher = (patterns: readonly string[], base: string) => (absolute: string) => boolean;

/**
 * Makes a suppression of what the configuration says.
 *
 * @param cwd absolute folder that the paths of files are relative to
 */
export function configSuppression(
  { rules, files, base, resources, sids, reason, expires, place }: ConfigSuppression,
  names: RuleNames,
  matcher: FileMatcher | undefined,
  cwd: string,
): Suppression {
  const isOne = files === undefined ? undefined : matcher?.(files, base);
  return {
    by: 'config',
    rules: rules.map(({ name, place: at }) => ({ name, ids: names.idsOf(name), place: at })),
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expires }),
    place,
    takesIn: (found) =>
      (files === undefined || isOne?.(resolve(cwd, locate(found.problem.at.place).file.path)) === true) &&
      (resources === undefined || resourceNames(found).some((name) => isCalled(name, resources))) &&
      (sids === undefined || isCalled(sidOf(found), sids)),
  };
}

function isCalled(name: string | undefined, patterns: readonly string[]): boolean {
  return name !== undefined && patterns.some((pattern) => matches(pattern, name));
}

/** What the resource is called that a problem is about: by its source, and by the construct that made it. */
function resourceNames({ policy, resource, identity }: Found): readonly string[] {
  const about = policy?.resource ?? resource ?? identity?.resource;
  const names = [about?.name, about?.constructPath, identity?.name];
  return names.filter((name) => name !== undefined);
}

function sidOf({ statement }: Found): string | undefined {
  return statement?.sid === undefined ? undefined : displayText(statement.sid);
}

/** What a run has looked at, as far as that tells whether a suppression is of use. */
export interface LookedAt {
  /** Absolute folders that were searched. */
  readonly folders: readonly string[];
  /** Absolute paths of files that were judged. */
  readonly files: ReadonlySet<string>;
}

/** Whether all has been looked at that a suppression may speak of: of a part nobody can tell that it is of no use. */
export function isLookedAt({ files, base }: ConfigSuppression, { folders, files: judged }: LookedAt): boolean {
  const roots = files === undefined ? [resolve(base)] : files.map((pattern) => resolve(base, literalStart(pattern)));
  return roots.every((root) => judged.has(root) || folders.some((folder) => isBelow(folder, root)));
}

/** A pattern up to the first segment with a wildcard. */
function literalStart(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => /[*?[\]{}()!+@]/.test(segment));
  return (first < 0 ? segments : segments.slice(0, first)).join('/');
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
