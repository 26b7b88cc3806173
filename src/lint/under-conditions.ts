import type { Guard } from '../document/value.js';
import type { Found } from './run-rules.js';

/**
 * Statements that a template's condition splits say the same of the same words: each problem is kept once, and says
 * under which conditions it is there. One that the parameters' defaults rule out is possible, not proven.
 *
 * @param byDefault which of the template's conditions hold by default, as far as it tells
 */
export function underConditions(all: readonly Found[], byDefault: ReadonlyMap<string, boolean>): readonly Found[] {
  const kept = new Map<string, { found: Found; when: readonly Guard[] }>();
  const documents = new Map<object, number>();
  for (const found of all) {
    const { document, node, key, from, to } = found.problem.at.place;
    if (!documents.has(document)) documents.set(document, documents.size);
    const id = [found.active.rule.id, documents.get(document), node, key, from, to, found.problem.message].join(' ');
    const when = found.problem.when ?? found.statement?.when ?? found.resource?.when ?? [];
    const earlier = kept.get(id);
    if (earlier === undefined) {
      kept.set(id, { found, when });
      continue;
    }
    earlier.when = earlier.when.filter((guard) => when.some((other) => isSame(guard, other)));
    if (found.problem.confidence !== 'possible') earlier.found = found;
  }
  return [...kept.values()].map(({ found, when }) => (when.length === 0 ? found : guarded(found, when, byDefault)));
}

function isSame(a: Guard, b: Guard): boolean {
  return a.condition === b.condition && a.is === b.is;
}

function guarded(found: Found, when: readonly Guard[], byDefault: ReadonlyMap<string, boolean>): Found {
  const words = when.map(({ condition, is }) => `${is ? 'when' : 'unless'} \`${condition}\``).join(' and ');
  const isRuledOut = when.some(({ condition, is }) => byDefault.get(condition) === !is);
  const confidence = isRuledOut ? 'possible' : (found.problem.confidence ?? 'proven');
  return { ...found, problem: { ...found.problem, message: `${found.problem.message} (${words})`, confidence } };
}
