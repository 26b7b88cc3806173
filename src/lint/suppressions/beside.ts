import { commentsOf } from '../../document/comments.js';
import { childrenOf, type Document, memberOf } from '../../document/document.js';
import { locate, type Place } from '../../document/place.js';
import { stretchOf as placeOfStretch } from '../../document/place-in-text.js';
import type { SourceFile } from '../../document/source-file.js';
import type { Found } from '../run-rules.js';
import { readIgnoreComment } from './comment-text.js';
import { metadataIgnores } from './metadata.js';
import { foreignIgnores, type OtherTool } from './other-tools.js';
import type { RuleNames } from './rule-names.js';
import { isDay, type SuppressedRule, type Suppression } from './suppression.js';
import { type Stretch, stretchOf, Targets } from './target.js';

/** How suppressions are read that stand beside the code. */
export interface ReadingBeside {
  readonly names: RuleNames;
  /** Other tools whose suppressions count. */
  readonly tools: readonly OtherTool[];
}

/**
 * The suppressions that a file holds beside its code, in comments and metadata, in the order of the text.
 *
 * @param documents what the file holds, as it was read
 */
export function suppressionsBeside(
  file: SourceFile,
  documents: readonly Document[],
  reading: ReadingBeside,
): readonly Suppression[] {
  return [...commentSuppressions(file, documents, reading), ...metadataSuppressions(file, documents, reading)];
}

function* commentSuppressions(
  file: SourceFile,
  documents: readonly Document[],
  { names, tools }: ReadingBeside,
): Generator<Suppression> {
  const [first] = documents;
  if (first === undefined || !/leastwise-ignore|:skip=|:ignore:/.test(file.text)) return;
  let targets: Targets | undefined;
  for (const comment of commentsOf(file.text, first.format)) {
    const own = readIgnoreComment(comment.text);
    const foreign = tools.length === 0 ? [] : foreignIgnores(comment.text).filter(({ tool }) => tools.includes(tool));
    if (own === undefined && foreign.length === 0) continue;
    targets ??= new Targets(file.text, documents);
    const beside = targets.of(comment);
    const place = placeOfStretch(file, comment.at, comment.at + comment.text.length);
    if (own !== undefined) {
      const rules = own.names.map(({ name, at }) => {
        const start = comment.at + at;
        return { name, ids: names.idsOf(name), place: placeOfStretch(file, start, start + name.length) };
      });
      yield suppression('comment', rules, own.reason, own.until, place, file, beside);
    }
    for (const { tool, id, reason, expires, ofResource } of foreign) {
      const rules = [{ name: id, ids: names.idsOf(`${tool}:${id}`), place }];
      const stretches = ofResource ? resourceAround(documents, comment.start) : beside;
      yield { ...suppression('comment', rules, reason, expires, place, file, stretches), isForeign: true };
    }
  }
}

function* metadataSuppressions(
  file: SourceFile,
  documents: readonly Document[],
  { names, tools }: ReadingBeside,
): Generator<Suppression> {
  if (!file.text.includes('Metadata')) return;
  for (const document of documents) {
    for (const { tool, names: written, reason, expires, place, target } of metadataIgnores(document, tools)) {
      const rules = written.map(({ name, place: at }) => ({
        name,
        ids: names.idsOf(tool === undefined ? name : `${tool}:${name}`),
        place: at,
      }));
      const read = suppression('metadata', rules, reason, expires, place, file, [target]);
      yield tool === undefined ? read : { ...read, isForeign: true };
    }
  }
}

function suppression(
  by: Suppression['by'],
  rules: readonly SuppressedRule[],
  reason: string | undefined,
  expires: string | undefined,
  place: Place,
  file: SourceFile,
  stretches: readonly Stretch[],
): Suppression {
  const fault = faultOf(rules, expires);
  return {
    by,
    rules,
    place,
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expires }),
    ...(fault === undefined ? {} : { fault }),
    takesIn: (found) => stretches.some((stretch) => isWithin(found, file, stretch)),
  };
}

function faultOf(rules: readonly SuppressedRule[], expires: string | undefined): string | undefined {
  if (rules.length === 0) return 'No rule is named here, so nothing is suppressed';
  if (expires !== undefined && !isDay(expires)) return `\`${expires}\` is no date, so nothing is suppressed`;
  return undefined;
}

/** Whether what a problem points at begins within a stretch of a file. */
function isWithin({ problem }: Found, { path }: SourceFile, stretch: Stretch): boolean {
  const { file, start } = locate(problem.at.place);
  return file.path === path && start >= stretch.start && start < stretch.end;
}

/** The resource of a template that a comment stands in: it reaches to the next one, or to the next section. */
function resourceAround(documents: readonly Document[], offset: number): readonly Stretch[] {
  for (const document of documents) {
    const section = memberOf(document, 0, 'Resources');
    if (section === undefined) continue;
    const resources = childrenOf(document, section).map((node) => stretchOf(document, node));
    const around = resources.findLast(({ start }) => start <= offset);
    const behind = [...childrenOf(document, 0).map((node) => stretchOf(document, node)), ...resources];
    const isLeft = behind.some(({ start }) => around !== undefined && start > around.start && start <= offset);
    if (around !== undefined && !isLeft) return [around];
  }
  return [];
}
