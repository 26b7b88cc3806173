import { memberOf, type Node, scalarOf } from '../../document/document.js';
import { stringOfValue } from '../../document/value.js';
import { argumentsOf, callOf } from './intrinsic.js';
import type { Resolver } from './resolver.js';

/** Conditions refer to one another; deeper than this they are not followed, and circles end. */
const DEEPEST = 20;

/**
 * Whether each condition of a template holds where every parameter has its default. Conditions that hang on what the
 * template does not tell are left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
 */
export function conditionsByDefault(resolver: Resolver): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  for (const [name, node] of resolver.template.conditions) {
    const holds = evaluate(resolver, node, 0);
    if (holds !== undefined) known.set(name, holds);
  }
  return known;
}

function evaluate(resolver: Resolver, node: Node, depth: number): boolean | undefined {
  const { document, conditions } = resolver.template;
  if (depth > DEEPEST) return undefined;
  const reference = referenceOf(resolver, node);
  if (reference !== undefined) {
    const other = conditions.get(reference);
    return other === undefined ? undefined : evaluate(resolver, other, depth + 1);
  }
  const call = callOf(document, node);
  if (call === undefined) return undefined;
  const operands = argumentsOf(document, call) ?? [];
  if (call.name === 'Fn::Equals') return equal(resolver, operands);
  const truths = operands.map((operand) => evaluate(resolver, operand, depth + 1));
  if (call.name === 'Fn::Not') return truths[0] === undefined ? undefined : !truths[0];
  if (call.name === 'Fn::And') return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
  if (call.name === 'Fn::Or') return truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
  return undefined;
}

/** The condition that a node names: `{"Condition": "IsProd"}`, `!Condition IsProd`. */
function referenceOf({ template: { document } }: Resolver, node: Node): string | undefined {
  const named = memberOf(document, node, 'Condition');
  if (named !== undefined) return scalarOf(document, named);
  return callOf(document, node)?.name === 'Condition' ? scalarOf(document, node) : undefined;
}

function equal(resolver: Resolver, [left, right]: readonly Node[]): boolean | undefined {
  const a = left === undefined ? undefined : stringOfValue(resolver.resolve(left));
  const b = right === undefined ? undefined : stringOfValue(resolver.resolve(right));
  return a === undefined || b === undefined ? undefined : a === b;
}
