import { displayText, type Text } from '../document/value.js';
import type { Condition, Element, Policy, Statement } from '../policy/model.js';
import { unknownParts } from './model.js';

/**
 * What a policy says, written in one way only: two with the same signature grant the same. Order does not matter, nor
 * the case of actions, keys and operators, nor whether there is one or many.
 *
 * @returns undefined where the policy grants nothing, or part of it is not told
 */
export function signatureOf(policy: Policy): string | undefined {
  if (policy.statements.length === 0 || unknownParts(policy).length > 0 || policy.faults.length > 0) return undefined;
  // Variables are read in one version only.
  const statements = [...new Set(policy.statements.map(ofStatement))].sort();
  return [policy.version, ...statements].join('\n\n');
}

function ofStatement({ effect, action, resource, conditions, when }: Statement): string {
  return [
    effect ?? '',
    ofElement(action, (text) => displayText(text).toLowerCase()),
    ofElement(resource, displayText),
    ...conditions.map(ofCondition).sort(),
    ...when.map(({ condition, is }) => `when ${condition} ${is}`).sort(),
  ].join('\n');
}

function ofElement(element: Element | undefined, written: (text: Text) => string): string {
  if (element === undefined) return '';
  return JSON.stringify([element.negated, ...new Set(element.items.map(written).sort())]);
}

function ofCondition({ operator, key, values }: Condition): string {
  const [written, of] = [operator.text, key].map((text) => displayText(text).toLowerCase());
  return JSON.stringify([written, of, ...new Set(values.map(displayText).sort())]);
}
