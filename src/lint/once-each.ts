import { locate } from '../document/place.js';
import type { Covering } from './cover.js';

/**
 * What a macro, a loop or an anchor copied is found in each copy, and what templates include in each of them: of findings
 * that say the same of the same text, the first is kept.
 *
 * @param seen what has been found so far; takes what is new
 */
export function onceEach(coverings: readonly Covering[], seen: Set<string>): readonly Covering[] {
  return coverings.filter(({ found: { active, problem } }) => {
    const { file, start, end } = locate(problem.at.place);
    const key = `${active.rule.id} ${start} ${end} ${file.path} ${problem.message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
