import { childrenOf, type Document, isList, memberOf, type Node, rangeOf, stringOf } from '../../document/document.js';
import { plainValue, type Text } from '../../document/value.js';
import type { Configuration } from './configuration.js';

/**
 * What a variable of a module holds, where it is given no references: a constant, a default, or a value from outside.
 *
 * @param module the configuration path of the module; empty for the root
 * @param expression what the call of the module gives it
 * @returns undefined where it is given what functions make of constants, which plans do not keep
 */
export function variableGiven(
  document: Document,
  configuration: Configuration | undefined,
  module: string,
  name: string,
  expression: Node | undefined,
): readonly Node[] | undefined {
  if (expression !== undefined) {
    const constant = memberOf(document, expression, 'constant_value');
    return constant === undefined ? undefined : [constant];
  }
  const given = module === '' ? valueFromOutside(document, name) : undefined;
  const variable = configuration?.modules.get(module)?.variables.get(name);
  const standard = variable === undefined ? undefined : memberOf(document, variable, 'default');
  const value = given ?? standard;
  return value === undefined ? [] : [value];
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
function valueFromOutside(document: Document, name: string): Node | undefined {
  const variables = memberOf(document, 0, 'variables');
  const variable = variables === undefined ? undefined : memberOf(document, variables, name);
  return variable === undefined ? undefined : memberOf(document, variable, 'value');
}

/** Policies among the values of variables. */
export interface PolicyTexts {
  /** Texts that a variable is, or has a list of. */
  readonly found: readonly Text[];
  /** Whether a value has one deeper inside: which part of it is meant, the plan does not tell. */
  readonly isOpen: boolean;
}

export const NO_TEXTS: PolicyTexts = { found: [], isOpen: false };

/** The policies among values: what variables hold is mostly something else. */
export function policyTextsIn(document: Document, values: readonly Node[]): PolicyTexts {
  const found: Text[] = [];
  let isOpen = false;
  for (const value of values) {
    for (const node of isList(document, value) ? childrenOf(document, value) : [value]) {
      const text = plainValue(document, node);
      if (stringOf(document, node)?.trimStart().startsWith('{') === true && text.kind === 'text') found.push(text);
      else isOpen ||= document.text.slice(...rangeOf(document, node)).includes('Statement');
    }
  }
  return { found, isOpen };
}
