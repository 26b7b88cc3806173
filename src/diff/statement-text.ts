import type { Part, Text, Unknown } from '../document/value.js';
import type { Condition, Element, Policy, PrincipalElement, Statement } from '../policy/model.js';

/**
 * What a statement says, as one string: equal for statements that say the same in the same words, in whatever order
 * they list them. Its Sid does not count, nor where it stands.
 */
export function statementText(statement: Statement, version: Policy['version']): string {
  const { effect, action, resource, principal, conditions, when, unknown } = statement;
  return JSON.stringify([
    version,
    effect,
    elementText(action),
    elementText(resource),
    principalText(principal),
    sorted(conditions.map(conditionText)),
    sorted(when.map(({ condition, is }) => `${is} ${condition}`)),
    reasons(unknown),
  ]);
}

/** What a policy says: its statements, and what of it is unknown. */
export function policyText(policy: Policy): string {
  const { kind, resourceType, version, statements, unknown } = policy;
  return JSON.stringify([
    kind,
    resourceType,
    sorted(statements.map((statement) => statementText(statement, version))),
    reasons(unknown),
  ]);
}

function elementText(element: Element | undefined): unknown {
  if (element === undefined) return undefined;
  return [element.negated, sorted(element.items.map(textText)), reasons(element.unknown)];
}

function principalText(principal: PrincipalElement | undefined): unknown {
  if (principal === undefined) return undefined;
  const items = principal.items.map(({ type, value }) => `${type} ${textText(value)}`);
  return [principal.negated, sorted(items), reasons(principal.unknown)];
}

function conditionText({ operator, key, values, unknown }: Condition): string {
  return JSON.stringify([textText(operator.text), textText(key), sorted(values.map(textText)), reasons(unknown)]);
}

function textText({ parts }: Text): string {
  return JSON.stringify(parts.map(partText));
}

/** Literal characters as a string, everything else so that it equals none. */
function partText(part: Part): unknown {
  if (typeof part === 'string') return part;
  return part.kind === 'hole' ? [part.id, part.opaque] : [part.kind, part.name, part.fallback];
}

function reasons(unknown: readonly Unknown[]): readonly string[] {
  return sorted(unknown.map(({ reason }) => reason));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}
