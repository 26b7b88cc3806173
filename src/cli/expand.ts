import { count, countByLevel, expand, ids } from '../access/action-set.js';
import { type AccessLevel, accessLevel, accessLevels, actionName, awsDataDate } from '../aws/actions.js';
import { isActionPattern, similarAction } from '../config/action-word.js';
import { toJson } from '../report/json.js';
import { counted, printable } from '../report/terminal.js';
import { trouble } from './output.js';
import { EXIT, type Surroundings } from './surroundings.js';

/** What a pattern matches in today's catalogue. */
interface Expansion {
  readonly pattern: string;
  readonly actions: readonly { readonly name: string; readonly level: AccessLevel }[];
  readonly byLevel: Readonly<Record<AccessLevel, number>>;
  readonly count: number;
}

/** Prints which actions patterns match; the exit code is that of findings if one of them matches none. */
export function expandPatterns(patterns: readonly string[], format: string, surroundings: Surroundings): number {
  const { stdout } = surroundings;
  const malformed = patterns.filter((pattern) => !isActionPattern(pattern));
  if (malformed.length > 0) {
    const message = (pattern: string) => `"${pattern}" is no action: expected service:Action, as in 's3:Get*'`;
    return trouble(malformed.map(message), surroundings);
  }
  const expansions = patterns.map(expansionOf);
  stdout.write(
    format === 'json'
      ? toJson({ awsData: awsDataDate(), patterns: expansions })
      : expansions.map(expansionText).join('\n'),
  );
  return expansions.some((expansion) => expansion.count === 0) ? EXIT.findings : EXIT.ok;
}

function expansionOf(pattern: string): Expansion {
  const set = expand(pattern);
  const actions = Array.from(ids(set), (id) => ({ name: actionName(id), level: accessLevel(id) }));
  return { pattern, count: count(set), byLevel: countByLevel(set), actions };
}

function expansionText({ pattern, actions, byLevel, count: total }: Expansion): string {
  if (total === 0)
    return `${printable(pattern)} matches no action${similarAction(pattern)} (AWS data ${awsDataDate()})\n`;
  const present = accessLevels.filter((level) => byLevel[level] > 0);
  const counts = present.map((level) => `${byLevel[level]} ${level}`).join(', ');
  const groups = present.map((level) => {
    const names = actions.filter((action) => action.level === level).map(({ name }) => `  ${name}\n`);
    return `\n${level}\n${names.join('')}`;
  });
  return `${printable(pattern)} matches ${counted(total, 'action')}: ${counts} (AWS data ${awsDataDate()})\n${groups.join('')}`;
}
