/** A name with what stands in brackets behind it: `b` of `module.b["x"]`, `x` of `aws_iam_role.x[0]`. */
export interface AddressStep {
  readonly name: string;
  /** The instance key as written: `"x"`, `0`. */
  readonly key?: string;
}

/**
 * Takes an address or reference apart at its dots; those within brackets and quotes part nothing.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function addressSteps(address: string): readonly AddressStep[] {
  const steps: AddressStep[] = [];
  let start = 0;
  for (let at = 0; at <= address.length; at++) {
    const character = address.charAt(at);
    if (character === '[') at = closingBracket(address, at);
    else if (character === '.' || at === address.length) {
      steps.push(stepOf(address.slice(start, at)));
      start = at + 1;
    }
  }
  return steps;
}

/** The offset of the bracket that closes the one at an offset, or of the last character. */
function closingBracket(address: string, open: number): number {
  let isQuoted = false;
  for (let at = open + 1; at < address.length; at++) {
    const character = address.charAt(at);
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ']' && !isQuoted) return at;
  }
  return address.length - 1;
}

function stepOf(text: string): AddressStep {
  const open = text.indexOf('[');
  if (open < 0) return { name: text };
  const close = closingBracket(text, open);
  return { name: text.slice(0, open), key: text.slice(open + 1, close) };
}

/** A string as an instance key: in quotes, as addresses spell it; numbers stand bare. */
export function instanceKey(index: string): string {
  return JSON.stringify(index);
}

/** The path of a module's configuration: its address without instance keys. */
export function configurationPath(module: string): string {
  if (!module.includes('[')) return module;
  return addressSteps(module)
    .map(({ name }) => name)
    .join('.');
}

/** The address of the module that a module is called in, and the call that it comes from; undefined for the root. */
export function moduleCall(module: string): { readonly caller: string; readonly call: AddressStep } | undefined {
  if (module === '') return undefined;
  const steps = addressSteps(module);
  const call = steps.at(-1);
  if (call === undefined) return undefined;
  const length = call.name.length + (call.key === undefined ? 0 : call.key.length + 2) + '.module.'.length;
  return { caller: module.slice(0, Math.max(0, module.length - length)), call };
}

/** What a reference in a configuration refers to. */
export type Reference =
  | {
      readonly kind: 'resource';
      readonly mode: 'managed' | 'data';
      readonly type: string;
      readonly name: string;
      readonly key?: string;
      readonly attribute?: string;
    }
  | { readonly kind: 'module'; readonly name: string; readonly key?: string; readonly output: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** `each.value`: whatever the `for_each` of the block holds. */
  | { readonly kind: 'each' }
  /** A local value: the configuration that plans hold does not tell what it is. */
  | { readonly kind: 'local'; readonly name: string }
  /** `each.key`, `count.index`, `path.module` and the like: known text, never a resource. */
  | { readonly kind: 'known' };

/** Takes a reference apart: `aws_iam_role.x[0].arn`, `module.iam.role_name`, `var.role`. */
export function parseReference(text: string): Reference | undefined {
  const [first, second, third, fourth] = addressSteps(text);
  if (first === undefined || second === undefined) return undefined;
  if (first.name === 'var') return { kind: 'variable', name: second.name };
  if (first.name === 'local') return { kind: 'local', name: second.name };
  if (first.name === 'each' && second.name === 'value') return { kind: 'each' };
  if (['each', 'count', 'path', 'terraform', 'self'].includes(first.name)) return { kind: 'known' };
  if (first.name === 'module') {
    if (third === undefined) return undefined;
    return { kind: 'module', name: second.name, output: third.name, ...keyOf(second) };
  }
  if (first.name === 'data') return third && resource('data', second.name, third, fourth);
  return resource('managed', first.name, second, third);
}

function resource(
  mode: 'managed' | 'data',
  type: string,
  step: AddressStep,
  attribute: AddressStep | undefined,
): Reference {
  const named = attribute === undefined ? {} : { attribute: attribute.name };
  return { kind: 'resource', mode, type, name: step.name, ...keyOf(step), ...named };
}

function keyOf({ key }: AddressStep): { readonly key?: string } {
  return key === undefined ? {} : { key };
}
