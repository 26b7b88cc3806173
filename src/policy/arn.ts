import { resourceTypes } from '../aws/resources.js';
import { literalOf, type Part, type Text } from '../document/value.js';

/**
 * A text taken apart as an ARN: `arn:partition:service:region:account:resource`. Each segment keeps its parts, so that
 * holes and variables stay where they are. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: readonly Part[];
  readonly service: readonly Part[];
  readonly region: readonly Part[];
  readonly account: readonly Part[];
  readonly resource: readonly Part[];
}

/** Takes an ARN apart; undefined where the text does not begin as one or has too few segments. */
export function parseArn(text: Text): Arn | undefined {
  const segments = segmentsOf(text.parts);
  const [prefix, partition, service, region, account, resource] = segments;
  if (prefix?.length !== 1 || prefix[0] !== 'arn') return undefined;
  if (!partition || !service || !region || !account || !resource) return undefined;
  return { partition, service, region, account, resource };
}

/** Splits at the first five colons of literal parts; a hole holds none. */
function segmentsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const segments: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      segments.at(-1)?.push(part);
      continue;
    }
    let rest = part;
    while (segments.length < 6 && rest.includes(':')) {
      const colon = rest.indexOf(':');
      if (colon > 0) segments.at(-1)?.push(rest.slice(0, colon));
      segments.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') segments.at(-1)?.push(rest);
  }
  return segments;
}

/** Whether no wildcard and no policy variable stands in these parts, and they are not empty: holes are fixed. */
export function isFixed(parts: readonly Part[]): boolean {
  return (
    parts.length > 0 &&
    parts.every((part) => (typeof part === 'string' ? !/[*?]/.test(part) : part.kind === 'hole' || isEscape(part.name)))
  );
}

/** `${*}`, `${?}` and `${$}` are the characters themselves. */
function isEscape(name: string): boolean {
  return name === '*' || name === '?' || name === '$';
}

/**
 * Whether a resource pattern stands for all resources there are, or all of one type: `*`, an ARN whose resource is `*`,
 * or `type/*` or `type:*`. Region and account may be fixed: they mostly are one's own.
 */
export function isEveryResource(text: Text): boolean {
  const literal = literalOf(text);
  if (literal === '*') return true;
  if (literal === undefined) return isEveryOfPattern(text, literal);
  if (!literal.endsWith('*')) return false;
  const known = remembered.get(literal);
  if (known !== undefined) return known;
  const answer = isEveryOfPattern(text, literal);
  if (remembered.size < MOST_REMEMBERED) remembered.set(literal, answer);
  return answer;
}

/** Policies of one project repeat their resources; so many are remembered. */
const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, boolean>();

function isEveryOfPattern(text: Text, literal: string | undefined): boolean {
  if (literal !== undefined && /^(?:\*+|arn:\*+)$/.test(literal)) return true;
  const arn = parseArn(text);
  if (arn === undefined) return literal !== undefined && /^arn(?::[a-z0-9*-]*){0,4}\*$/.test(literal);
  const [resource] = arn.resource;
  if (arn.resource.length !== 1 || typeof resource !== 'string') return false;
  if (/^\*+(?:\/\*+)*$/.test(resource)) return true;
  const type = /^([A-Za-z0-9-]+[/:])\*+$/.exec(resource)?.[1];
  const [service] = arn.service;
  return type !== undefined && typeof service === 'string' && isWholeType(service, type);
}

/** Whether a service's ARNs have this as the word before the name: `role/`, `log-group:`. A bucket's name is none. */
function isWholeType(service: string, word: string): boolean {
  return resourceTypes(service).some(({ arns }) => arns.some((arn) => arn.includes(`:${word}\${`)));
}
