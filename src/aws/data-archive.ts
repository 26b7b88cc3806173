import type { DataName } from './data-file.js';

/*
 * The facts about AWS as one file, for those who want newer ones than their leastwise has: a head, then each part under
 * its name, then an end, so that what was cut off on its way is noticed.
 */
const HEAD = '# leastwise AWS data, form ';
const FORM = 1;
const PART = '#= ';
const END = '#= end\n';

/** What belongs together: all that is made from AWS's reference on one day. */
const PARTS: readonly DataName[] = ['actions.txt', 'resources.txt', 'managed-policies.txt'];

/** The one file. */
export function archiveOf(read: (name: DataName) => string): string {
  const parts = PARTS.map((name) => `${PART}${name}\n${read(name)}`);
  return `${HEAD}${FORM}\n${parts.join('')}${END}`;
}

/** The parts of such a file, or what is wrong with it in words that follow its name. */
export type Unpacked = { readonly parts: ReadonlyMap<DataName, string> } | { readonly problem: string };

/** Takes the file apart and checks that it is whole, and that its parts belong together. */
export function partsOf(archive: string): Unpacked {
  const head = archive.slice(0, archive.indexOf('\n'));
  if (!head.startsWith(HEAD)) return { problem: `is no AWS data: its first line is not \`${HEAD}${FORM}\`` };
  const form = head.slice(HEAD.length).trim();
  if (form !== String(FORM)) return { problem: `is of form ${form}, and this leastwise reads form ${FORM}` };
  if (archive.includes('\r')) return { problem: 'was changed on its way: lines end in CR LF' };
  if (!archive.endsWith(`\n${END}`)) return { problem: 'is cut off: its last line is missing' };
  const parts = new Map<DataName, string>();
  for (const [index, name] of PARTS.entries()) {
    const start = archive.indexOf(`\n${PART}${name}\n`);
    const next = PARTS[index + 1];
    const end = archive.indexOf(next === undefined ? `\n${END}` : `\n${PART}${next}\n`, start + 1);
    if (start < 0 || end < 0) return { problem: `lacks \`${name}\`` };
    parts.set(name, archive.slice(start + PART.length + name.length + 2, end + 1));
  }
  const problem = faultOf(parts);
  return problem === undefined ? { parts } : { problem };
}

function faultOf(parts: ReadonlyMap<DataName, string>): string | undefined {
  const [actions = '', resources = '', policies = ''] = PARTS.map((name) => parts.get(name));
  if (!/^# Date: \d{4}-\d\d-\d\d$/m.test(actions)) return 'does not tell its date';
  const details = blocksOf(resources);
  const services = blocksOf(actions);
  if (services.size === 0) return 'holds no service';
  for (const [head, lines] of services) {
    const [prefix = '', count] = head.split(' ');
    if (Number(count) !== lines.length || lines.some((line) => !/^[rlwtp] [A-Za-z0-9-]+$/.test(line))) {
      return `is damaged at the service \`${prefix}\``;
    }
    const described = (details.get(prefix) ?? []).filter((line) => line.startsWith('a '));
    const isSame = (line: string, index: number) => line.slice(2) === described[index]?.slice(2).split(' ')[0];
    if (described.length !== lines.length || !lines.every(isSame)) {
      return `holds parts that do not belong together: they differ in the service \`${prefix}\``;
    }
  }
  return policies.includes('\n@arn:aws:iam::aws:policy/') ? undefined : 'holds no managed policy';
}

/** What stands behind each `@`: the rest of its line, with the lines that follow. */
function blocksOf(text: string): ReadonlyMap<string, readonly string[]> {
  const blocks = text.split('\n@').slice(1);
  return new Map(
    blocks.map((block) => {
      const [head = '', ...lines] = block.trimEnd().split('\n');
      return [head, lines];
    }),
  );
}
