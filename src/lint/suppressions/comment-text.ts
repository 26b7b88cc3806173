/** What a `leastwise-ignore` comment says. Offsets count from the beginning of what it says. */
export interface IgnoreComment {
  readonly names: readonly { readonly name: string; readonly at: number }[];
  readonly reason?: string;
  /** As written behind `until`; it may be no day of the calendar. */
  readonly until?: string;
}

/** With this a comment begins that suppresses something. */
const MARK = 'leastwise-ignore';

/**
 * Reads `leastwise-ignore rule[, rule] -- reason [until YYYY-MM-DD]`; undefined of any other comment. A reason may speak
 * of `until` as it likes: only a date at the very end counts.
 */
export function readIgnoreComment(text: string): IgnoreComment | undefined {
  if (!text.startsWith(MARK) || !/^\s|^$/.test(text.slice(MARK.length))) return undefined;
  const [, said = '', until] = /^([\s\S]*?)(?:(?<=\s)until\s+(\d{4}-\d{1,2}-\d{1,2}))?$/.exec(text.trimEnd()) ?? [];
  const dashes = /\s--(?=\s|$)/.exec(said);
  const listed = said.slice(0, dashes?.index);
  const reason =
    dashes === null
      ? ''
      : said
          .slice(dashes.index + dashes[0].length)
          .replace(/\s+/g, ' ')
          .trim();
  return {
    names: namesIn(listed, MARK.length),
    ...(reason === '' ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
  };
}

function namesIn(text: string, start: number): IgnoreComment['names'] {
  const names: { readonly name: string; readonly at: number }[] = [];
  let at = start;
  for (const part of text.slice(start).split(',')) {
    const name = part.trim();
    if (name !== '') names.push({ name, at: at + part.indexOf(name) });
    at += part.length + 1;
  }
  return names;
}
