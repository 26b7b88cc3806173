import { relative } from 'node:path';
import type { Inventory, Unresolved } from '../inventory/model.js';
import { SettingsByFile } from '../lint/file-settings.js';
import { gitRoot } from '../lint/git-root.js';
import { Results } from '../lint/results.js';
import type { Settings } from '../lint/settings.js';
import type { Failure, Report, UnresolvedPlace } from '../report/report.js';
import { compare, type Grant } from './compare.js';
import { changedConditions, underFormerConditions } from './conditions.js';
import { Findings, NEW_ACCESS } from './findings.js';
import { lost } from './guard.js';
import { type Pair, pairUp } from './pair.js';
import { readSide, type SideContent, type SideDocument } from './read-side.js';
import type { Sides } from './side.js';
import { type Unit, unitsOfSide } from './unit.js';

/** What a comparison came to. */
export interface Diff {
  readonly report: Report;
  /** How many files were looked into, whether or not they held policies. */
  readonly fileCount: number;
  /** A line for each file with what became of it. */
  readonly outcomes: readonly string[];
}

/**
 * Compares what two sides allow: reads both as `check` does, finds for each identity and policy of the head what it was
 * in the base, and asks what is newly allowed.
 *
 * @param version the tool's, for the report
 * @param cwd absolute folder that the paths of files are relative to
 */
export async function diff(sides: Sides, settings: Settings, version: string, cwd: string): Promise<Diff> {
  const byFile = new SettingsByFile([], settings, cwd);
  const base = await readSide(sides.base, byFile);
  const head = await readSide(sides.head, byFile);
  // What the base held of a file that cannot be read is not known, so nothing of that file is known to be new.
  const documents = head.documents.filter(({ file }) => !base.failed.has(file.key) && !base.pointers.has(file.key));
  const { grants, widened } = grantsIn(documents, base, head);
  const findings = new Findings(prefixOf(cwd));
  const before = unclearByFile(base);
  const results = new Results();
  for (const _ of head.keys) results.countFile();
  for (const document of documents) {
    results.countPolicies(document.inventory.policies.length);
    results.add({ unresolved: unresolvedIn(document, before, findings) });
  }
  for (const [{ file, inventory }, found] of grants) {
    results.add({ findings: findings.of(file, inventory, found) });
  }
  for (const failure of [...base.failures, ...head.failures, ...pointerFailures(base, head)]) {
    results.add({ failures: [failure] });
  }
  const report = results.report(version, [NEW_ACCESS], new Set());
  const comparedWith = base.documents.reduce((sum, { inventory }) => sum + inventory.policies.length, 0);
  return {
    report: { ...report, summary: { ...report.summary, comparedWith, widened } },
    fileCount: new Set([...sides.base.files, ...sides.head.files].map(({ key }) => key)).size,
    outcomes: [...base.outcomes, ...head.outcomes],
  };
}

interface GrantsByDocument {
  readonly grants: ReadonlyMap<SideDocument, readonly Grant[]>;
  /** How many policies of the head allow more than before, or may. */
  readonly widened: number;
}

function grantsIn(documents: readonly SideDocument[], base: SideContent, head: SideContent): GrantsByDocument {
  const grants = new Map<SideDocument, Grant[]>();
  const owners = unitsOfSide(documents);
  for (const document of documents) grants.set(document, []);
  const former = formerConditions();
  const { pairs, removed } = pairUp([...owners.keys()], [...unitsOfSide(base.documents).keys()]);
  for (const pair of pairs) {
    const document = owners.get(pair.head);
    if (document === undefined || pair.head.isHeld) continue;
    for (const grant of compare(former(pair))) grants.get(document)?.push(grant);
  }
  const byFile = new Map(documents.map((document) => [document.file.key, document]));
  for (const unit of removed) {
    // Of a file that cannot be read nobody knows whether anything is gone.
    if (!head.failed.has(unit.file.key)) addLost(unit, byFile.get(unit.file.key), grants);
  }
  const policies = [...grants.values()].flatMap((all) => all.flatMap(({ policy }) => policy ?? []));
  return { grants, widened: new Set(policies).size };
}

/** Puts the bases of pairs under the conditions of their own template; which of them changed is worked out once. */
function formerConditions(): (pair: Pair) => Pair {
  const known = new Map<Inventory, Map<Inventory, ReadonlySet<string>>>();
  return ({ head, base }) => {
    if (base === undefined) return { head };
    const ofHead = known.get(head.inventory) ?? new Map<Inventory, ReadonlySet<string>>();
    known.set(head.inventory, ofHead);
    const changed = ofHead.get(base.inventory) ?? changedConditions(head.inventory, base.inventory);
    ofHead.set(base.inventory, changed);
    return { head, base: { ...base, sight: underFormerConditions(base.sight, changed) } };
  };
}

/** What is gone has no place in the head: its file has, if that is still there. */
function addLost(unit: Unit, still: SideDocument | undefined, grants: Map<SideDocument, Grant[]>): void {
  const place = still === undefined ? unit.policies[0]?.place : { document: still.inventory.document, node: 0 };
  const all = place === undefined ? [] : [...lost(unit, { place })];
  if (all.length === 0) return;
  const document = still ?? { file: unit.file, inventory: unit.inventory };
  grants.set(document, [...(grants.get(document) ?? []), ...all]);
}

/** What of a document could not be judged, and was not the same before. */
function unresolvedIn(
  { file, inventory }: SideDocument,
  before: ReadonlyMap<string, ReadonlySet<string>>,
  findings: Findings,
): readonly UnresolvedPlace[] {
  return unclear(inventory)
    .filter(({ reason }) => before.get(file.key)?.has(reason) !== true)
    .map(({ place, reason }) => {
      const { file: path, line, column } = findings.span(file, place);
      return { file: path, line, column, message: reason };
    });
}

/** What could not be judged of a side, by the keys of its files. */
function unclearByFile({ documents }: SideContent): ReadonlyMap<string, ReadonlySet<string>> {
  const byFile = new Map<string, Set<string>>();
  for (const { file, inventory } of documents) {
    const reasons = byFile.get(file.key) ?? new Set();
    byFile.set(file.key, reasons);
    for (const { reason } of unclear(inventory)) reasons.add(reason);
  }
  return byFile;
}

/** What is not told, and what AWS would refuse, so that it is not known what is meant. */
function unclear(inventory: Inventory): readonly Unresolved[] {
  const faults = inventory.policies.flatMap((policy) => policy.faults);
  return [
    ...inventory.unresolved,
    ...faults.map(({ place, message }) => ({ place, reason: `not compared, as AWS refuses it: ${message}` })),
  ];
}

/** A file that stands for another in Git LFS is trouble where the other one may be a policy, and may have changed. */
function pointerFailures(base: SideContent, head: SideContent): readonly Failure[] {
  const message = 'stands for a file in Git LFS, which is not here; fetch it with `git lfs pull`';
  const failures: Failure[] = [];
  for (const [key, { path, text }] of head.pointers) {
    if (base.pointers.get(key)?.text !== text) failures.push({ file: path, message });
  }
  for (const [key, { path }] of base.pointers) {
    if (head.keys.has(key)) failures.push({ file: path, message: `in the base: ${message}` });
  }
  return failures;
}

/** From the root of the repository to the working directory. */
function prefixOf(cwd: string): string {
  const fromRoot = relative(gitRoot(cwd) ?? cwd, cwd).replaceAll('\\', '/');
  return fromRoot === '' ? '' : `${fromRoot}/`;
}
