// What changes between two versions of src/aws/data, in Markdown for people to read: services, actions, condition keys,
// resource types and managed policies that came or went. Usage: node .ci/aws-data-changes.js BEFORE AFTER (folders)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Longer lists are cut: the diff has the rest. */
const MOST_LISTED = 60;

/** Each block of a file: what stands behind its `@` up to a space, with the lines that follow. */
function blocks(folder, name) {
  const text = readFileSync(join(folder, name), 'latin1');
  return new Map(
    text
      .split('\n@')
      .slice(1)
      .map((block) => {
        const [head = '', ...lines] = block.trimEnd().split('\n');
        return [head.split(' ')[0], { head, lines }];
      }),
  );
}

const LEVELS = { r: 'Read', l: 'List', w: 'Write', t: 'Tagging', p: 'Permissions management' };

/** Names to what they come to: a name whose worth differs has changed. */
function namesOf(folder) {
  const actions = blocks(folder, 'actions.txt');
  const resources = [...blocks(folder, 'resources.txt')];
  const within = (letter) =>
    resources.flatMap(([prefix, { lines }]) =>
      lines.filter((line) => line.startsWith(`${letter} `)).map((line) => [prefix, ...line.slice(2).split(' | ')]),
    );
  return {
    Services: new Map([...actions.keys()].map((prefix) => [prefix, ''])),
    Actions: new Map(
      [...actions].flatMap(([prefix, { lines }]) =>
        lines.map((line) => [`${prefix}:${line.slice(2)}`, LEVELS[line.charAt(0)]]),
      ),
    ),
    'Resource types': new Map(within('t').map(([prefix, name, arns = '']) => [`${prefix} ${name}`, arns])),
    'Condition keys': new Map(within('k').map(([, line]) => line.split(' ').slice(0, 2))),
    'Managed policies': new Map(
      [...blocks(folder, 'managed-policies.txt')].map(([arn, { head }]) => [
        arn.slice(arn.indexOf('/') + 1),
        head.split(' ')[1],
      ]),
    ),
  };
}

function listed(title, names) {
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_LISTED).map((name) => `- ${name}`);
  const more = names.length > MOST_LISTED ? [`- … and ${names.length - MOST_LISTED} more`] : [];
  return [`${title} (${names.length}):`, '', ...shown, ...more, ''];
}

/** The changes as Markdown; `Nothing has changed.` where nothing has. */
export function changes(before, after) {
  const [old, current] = [namesOf(before), namesOf(after)];
  const lines = Object.keys(current).flatMap((kind) => {
    const [was, is] = [old[kind], current[kind]];
    const mark = (name, worth) => `\`${name}\`${worth ? ` (${worth})` : ''}`;
    const added = [...is].filter(([name]) => !was.has(name)).map(([name, worth]) => mark(name, worth));
    const removed = [...was.keys()].filter((name) => !is.has(name)).map((name) => mark(name));
    const changed = [...is].flatMap(([name, worth]) =>
      was.has(name) && was.get(name) !== worth ? [`\`${name}\`: ${was.get(name)} → ${worth}`] : [],
    );
    const found = [...listed('Added', added), ...listed('Removed', removed), ...listed('Changed', changed)];
    return found.length === 0 ? [] : [`### ${kind}`, '', ...found];
  });
  return lines.length === 0 ? 'Nothing has changed.' : lines.join('\n').trimEnd();
}

if (process.argv[1] === import.meta.filename) console.log(changes(process.argv[2], process.argv[3]));
