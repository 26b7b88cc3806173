import { parseJson } from '../../src/document/json.js';
import { type Entry, literalOf, literalText, plainValue, stringOfValue, type Value } from '../../src/document/value.js';
import { parseYaml } from '../../src/document/yaml.js';

/**
 * The value that a JSON value stands for. An object with one of these keys alone stands for what a source would make
 * of it: `$if: [condition, yes, no]`, `$unknown: reason`, `$absent` and `$hole: id`.
 */
export function valueFrom(json: unknown): Value {
  const { document } = parseJson({ path: 'a.json', text: JSON.stringify(json) });
  if (document === undefined) throw new Error('nothing read');
  return resolve(plainValue(document, 0));
}

/** The same from YAML text, as it stands. */
export function yamlValueFrom(text: string): Value {
  const [document] = parseYaml({ path: 'a.yaml', text }).documents;
  if (document === undefined) throw new Error('nothing read');
  return resolve(plainValue(document, 0));
}

function resolve(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(resolve) };
  if (value.kind !== 'map') return value;
  const [entry, second] = value.entries;
  const special = entry === undefined || second !== undefined ? undefined : resolveSpecial(value, entry);
  return (
    special ?? { ...value, entries: value.entries.map(({ key, value: inner }) => ({ key, value: resolve(inner) })) }
  );
}

function resolveSpecial({ place }: Value, { key, value }: Entry): Value | undefined {
  const name = literalOf(key);
  const text = stringOfValue(value) ?? '';
  if (name === '$unknown') return { kind: 'unknown', place, reason: text };
  if (name === '$absent') return { kind: 'absent', place };
  if (name === '$hole') return { ...literalText(place, ''), parts: [{ kind: 'hole', id: text }] };
  if (name !== '$if' || value.kind !== 'list') return undefined;
  const [guard, yes, no] = value.items;
  if (yes === undefined || no === undefined) throw new Error('a choice has three parts');
  return { kind: 'choice', place, guard: stringOfValue(guard) ?? '', yes: resolve(yes), no: resolve(no) };
}
