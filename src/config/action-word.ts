import { count, expand } from '../access/action-set.js';
import { serviceActions, services } from '../aws/actions.js';
import { didYouMean } from '../document/similar.js';

/** Whether a word has the form of an action, with or without wildcards: `s3:Get*`, `*`. */
export function isActionPattern(pattern: string): boolean {
  return pattern === '*' || /^[^:\s]+:[^:\s]+$/.test(pattern);
}

/** Why a word stands for no action that there is, with a suggestion; undefined where it stands for some. */
export function actionProblem(pattern: string): string | undefined {
  if (!isActionPattern(pattern)) return `"${pattern}" is no action: expected service:Action, as in 's3:Get*'`;
  return count(expand(pattern)) === 0 ? `"${pattern}" matches no action${similarAction(pattern)}` : undefined;
}

/** What may have been meant by a pattern that matches nothing: another service, or another action of its service. */
export function similarAction(pattern: string): string {
  const [prefix = '', name = ''] = pattern.toLowerCase().split(':');
  const service = serviceActions(prefix);
  if (service !== undefined)
    return didYouMean(
      `${prefix}:${name}`,
      service.actions.map((action) => `${prefix}:${action}`),
    );
  return /[*?]/.test(prefix) ? '' : didYouMean(prefix, services());
}
