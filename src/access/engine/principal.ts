import { literalOf } from '../../document/value.js';
import type { Principal } from '../../policy/model.js';
import { plain, wildPattern } from './pattern.js';
import { type Pattern, textPattern } from './shape.js';
import { patternTest, type ValueTest } from './value-test.js';

/**
 * A test of who asks, whose name is the type of the principal and its value: `AWS:arn:aws:iam::111122223333:role/app`,
 * `Service:lambda.amazonaws.com`.
 */
export function principalTest(principals: readonly Principal[]): ValueTest {
  return patternTest('text', principals.flatMap(patternsOf));
}

/** Reads a principal as somebody writes it who asks: an ARN, an account, a service, `*`. */
export function principalPattern(text: string): readonly Pattern[] {
  if (/^[\w.-]+\.amazonaws\.com(?:\.cn)?$/.test(text)) return [textPattern(`Service:${plain(text)}`)];
  return text === '*' ? [textPattern('*')] : identityPatterns(text);
}

function patternsOf({ type, value }: Principal): readonly Pattern[] {
  // `{"AWS": "*"}` is `"*"`.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
  if (type === '*' || (type === 'AWS' && literalOf(value) === '*')) return [textPattern('*')];
  if (type === 'AWS') return identityPatterns(wildPattern(value));
  return [textPattern(`${type}:${wildPattern(value)}`)];
}

const ROOT = /^arn:([^:]*):iam::([^:]*):root$/;
const ROLE = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/;

function identityPatterns(pattern: string): readonly Pattern[] {
  if (/^\d{12}$/.test(pattern) || /^\uE000[^\uE002]*AccountId\uE002$/.test(pattern)) return ofAccount('*', pattern);
  const [, partition, account] = ROOT.exec(pattern) ?? [];
  if (partition !== undefined && account !== undefined) return ofAccount(partition, account);
  const [, within, owner, name] = ROLE.exec(pattern) ?? [];
  const sessions = within === undefined ? [] : [textPattern(`AWS:arn:${within}:sts::${owner}:assumed-role/${name}/*`)];
  return [textPattern(`AWS:${pattern}`), ...sessions];
}

/** An account stands for all in it. */
function ofAccount(partition: string, account: string): readonly Pattern[] {
  return ['iam', 'sts'].map((service) => textPattern(`AWS:arn:${partition}:${service}::${account}:*`));
}
