import { hole, textOf } from '../../document/compose.js';
import type { Text, Unknown } from '../../document/value.js';
import type { Target } from './targets.js';
import { beginsAsArn, textOfTarget } from './texts.js';

/**
 * What a text that is known only after apply will look like, where all that its expression refers to is one attribute.
 * The expression itself is not in the plan: it may be the attribute alone, or have more behind it
 * (`"${aws_s3_bucket.b.arn}/*"`). So an ARN is known up to its end, and behind it anything may follow.
 *
 * @param where what tells this expression from all others: what may follow is equal only to itself
 * @returns undefined where the expression refers to nothing, to several things, or to what is no ARN
 */
export function textOfUnknown(unknown: Unknown, targets: readonly Target[], where: string): Text | undefined {
  const [only, another] = targets;
  if (only === undefined || another !== undefined) return undefined;
  // Of `one(aws_s3_bucket.b[*].arn)` the plan keeps no more than the bucket.
  const text = textOfTarget({ attribute: 'arn', ...only }, unknown.place);
  if (text === undefined || !beginsAsArn(text)) return undefined;
  return textOf(unknown.place, [...text.parts, hole(`…${where}`, true)]);
}
