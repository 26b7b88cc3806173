import { actionProblem, isActionPattern } from '../config/action-word.js';

/** The words of a `can` command, told apart. */
export interface CanWords {
  readonly actions: readonly string[];
  readonly paths: readonly string[];
  /** What is wrong with them, a line each. */
  readonly problems: readonly string[];
}

/**
 * Tells actions from paths: what has the form `service:Action`, or is `*`, is an action, everything else a path. A single
 * letter before the colon is a drive, and a file that is called like an action is written with its folder: `./s3:Get`.
 */
export function canWords(words: readonly string[]): CanWords {
  const actions = words.filter(isAction);
  const paths = words.filter((word) => !isAction(word));
  const resource = paths.find((path) => path.startsWith('arn:'));
  const problems = actions.flatMap((action) => actionProblem(action) ?? []);
  if (actions.length === 0) problems.push("no action is given: expected service:Action, as in 's3:Get*'");
  if (resource !== undefined) problems.push(`"${resource}" is a resource: --resource '${resource}'`);
  if (paths.includes('')) problems.push('a path is empty; is a variable not set?');
  return { actions, paths, problems };
}

function isAction(word: string): boolean {
  return isActionPattern(word) && !/[/\\]/.test(word) && !/^[A-Za-z]:/.test(word);
}
