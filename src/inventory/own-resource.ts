import { widestPatternOf } from '../access/text-pattern.js';
import { member } from '../document/value.js';
import { covers, intersects } from '../policy/wildcard.js';
import { namePattern } from './called.js';
import type { PlacedPolicy } from './model.js';
import { givenValue } from './property.js';

/** What is asked of a resource or trust policy. */
export interface OwnResources {
  /** Those of the asked resources that may be the policy's own. */
  readonly resources: readonly string[];
  /** Whether it is known that one of them is. */
  readonly isTold: boolean;
}

/**
 * Which of the asked resources a resource or trust policy can speak of. It speaks of the resource that it is attached to
 * alone, even where it says `*`, or names none as a trust policy does.
 *
 * @param asked wildcard patterns
 */
export function ownResources(policy: PlacedPolicy, asked: readonly string[]): OwnResources {
  if (asked.some((pattern) => covers(pattern, 'arn:*'))) return { resources: asked, isTold: true };
  if (policy.kind === 'trust') {
    const own = roleNames(policy);
    const resources = asked.filter((pattern) => own.some((name) => intersects(name, resourceIn(pattern))));
    // No input tells the account of its roles.
    const isWhole = (pattern: string) => /^arn:[^:]*:iam:[^:]*:\*:/.test(pattern);
    const isOne = (pattern: string) => isWhole(pattern) && own.every((name) => covers(resourceIn(pattern), name));
    return { resources, isTold: resources.some(isOne) };
  }
  const names = policy.statements.flatMap(({ resource }) => (resource?.negated === false ? resource.items : []));
  const isNamed = names.length > 0 && names.every((item) => !/^\**$/.test(widestPatternOf(item)));
  return { resources: asked, isTold: isNamed };
}

/** Patterns of what the role of a trust policy is in its ARN. */
function roleNames({ resource }: PlacedPolicy): readonly string[] {
  const name = namePattern(resource, 'role');
  const path = givenValue(member(resource?.properties, 'Path'));
  if (path?.kind === 'text') return [`role${widestPatternOf(path)}${name}`];
  const hasNone = path === undefined && resource?.properties?.kind === 'map';
  return hasNone ? [`role/${name}`] : [`role/${name}`, `role/*/${name}`];
}

/** What a pattern has behind the account: segments do not reach into each other. */
function resourceIn(pattern: string): string {
  const segments = pattern.split(':');
  return segments.length < 6 ? '*' : segments.slice(5).join(':');
}
