import { literalOf, type Part, type Text } from '../document/value.js';
import { isFixed, parseArn } from '../policy/arn.js';
import type { Verdict } from './answer.js';
import { isNarrowRange } from './ip-range.js';

/** Whether a condition's value is one that no stranger can have. `operator` is the operator proper: `ArnLike`. */
export type Fixing = (value: Text, operator: string) => Verdict;

/** An id, a name: every character told. */
export function isFixedText({ parts }: Text): Verdict {
  return verdict(isFixed(parts));
}

/** `o-abc123/r-root/ou-1/*`: the organization is the first step. */
export function hasFixedOrganization({ parts }: Text): Verdict {
  return verdict(isFixed(firstStep(parts)));
}

/** A role's unique id is fixed, its session name may be anything: `AROAEXAMPLE:*`. */
export function hasFixedUserId({ parts }: Text): Verdict {
  const [first] = parts;
  if (typeof first !== 'string') return verdict(first?.kind === 'hole');
  return verdict(/^[A-Za-z0-9]+:|^[^*?:]+$/.test(first));
}

/** An ARN whose account is told, or is the resource's own. What is no ARN must be told in full: a reference to one. */
export function hasFixedAccount(value: Text): Verdict {
  const arn = parseArn(value);
  // A wildcard behind the account may stand for the colon too: `arn:aws:iam::111122223333*`.
  if (arn === undefined && /^arn:[^:]*:(?:iam|sts)::\d{12}/.test(literalOf(value) ?? '')) return 'yes';
  return verdict(isFixed(arn?.account ?? value.parts) || isVariable(arn?.account ?? [], 'aws:resourceaccount'));
}

/** An ARN of a known account; where a service's ARNs have none, one that names its resource. */
export function isKnownSource(value: Text): Verdict {
  const arn = parseArn(value);
  if (arn === undefined) return isFixedText(value);
  // A bucket's ARN has no account, so `arn:aws:s3:*:*:bucket`, as AWS's own examples write it, is that bucket.
  if (arn.service[0] === 's3' && arn.account[0] === '*')
    return verdict(isFixed(arn.resource) && !hasSlash(arn.resource));
  if (arn.service[0] === 's3' && arn.account.length === 0) return verdict(isFixed(firstStep(arn.resource)));
  return verdict(isFixed(arn.account.length > 0 ? arn.account : arn.resource));
}

/** An address or a range of them that few can come from. */
export function isNarrowAddress(value: Text, operator: string): Verdict {
  const literal = literalOf(value);
  if (!operator.endsWith('IpAddress')) {
    // As a string: `203.0.113.*` is known by its first step, as a range by its first eight bits.
    return verdict(isFixed(value.parts) || /^(?:\d+\.|[\da-f]+:[\da-f]+:)/i.test(literal ?? ''));
  }
  if (literal !== undefined) return verdict(isNarrowRange(literal));
  const last = value.parts.at(-1);
  const prefix = typeof last === 'string' ? /^\/(\d+)$/.exec(last)?.[1] : undefined;
  return prefix === undefined ? 'unknown' : verdict(Number(prefix) >= 8);
}

export function isTrue(value: Text): Verdict {
  return verdict(literalOf(value)?.toLowerCase() === 'true');
}

/** `*@example.com`, `https://example.com/*`, a queue of a known account: nobody else receives there. */
export function hasFixedDomain(value: Text): Verdict {
  const literal = literalOf(value) ?? '';
  const isDomain = /@[^*?@]+\.[^*?@]+$/.test(literal) || /^https?:\/\/[^*?/]+\//.test(literal);
  return isDomain ? 'yes' : hasFixedAccount(value);
}

/** A direct call of an AWS service: no stranger, but it may act for one. */
export function isService(value: Text): Verdict {
  return literalOf(value)?.toLowerCase() === 'false' ? 'no' : 'unknown';
}

/** Whether parts are one policy variable, by its name in lower case. */
export function isVariable(parts: readonly Part[], name: string): boolean {
  const [part] = parts;
  return parts.length === 1 && typeof part === 'object' && part.kind === 'variable' && part.name.toLowerCase() === name;
}

/** A text in which wildcards are plain characters, as operators other than `Like` and `Arn` read it. */
export function withoutWildcards(value: Text): Text {
  return { ...value, parts: value.parts.map((part) => (typeof part === 'string' ? part.replace(/[*?]/g, 'x') : part)) };
}

function hasSlash(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part === 'string' && part.includes('/'));
}

/** The parts up to the first slash. */
function firstStep(parts: readonly Part[]): readonly Part[] {
  const step: Part[] = [];
  for (const part of parts) {
    const slash = typeof part === 'string' ? part.indexOf('/') : -1;
    if (typeof part !== 'string' || slash < 0) step.push(part);
    else return slash === 0 ? step : [...step, part.slice(0, slash)];
  }
  return step;
}

function verdict(fixed: boolean): Verdict {
  return fixed ? 'yes' : 'no';
}
