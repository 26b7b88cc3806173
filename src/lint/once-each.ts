import { locate } from '../document/place.js';
import type { Covering } from './cover.js';

/**
 * What a macro, a loop or an anchor copied is found in each copy: of findings that say the same of the same text, the
 * first is kept.
 */
export function onceEach(coverings: readonly Covering[]): readonly Covering[] {
  const seen = new Set<string>();
  return coverings.filter(({ found: { active, problem } }) => {
    const { file, start, end } = locate(problem.at.place);
    const key = `${active.rule.id} ${start} ${end} ${file.path} ${problem.message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
