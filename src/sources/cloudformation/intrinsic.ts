import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  type Node,
  scalarOf,
  tagOf,
} from '../../document/document.js';

/**
 * A call of an intrinsic function, however it is spelled: `{"Fn::Sub": …}`, `!Sub …`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export interface Call {
  /** The long name: `Ref`, `Fn::Sub`. */
  readonly name: string;
  /** The whole call: the map of the long form, the tagged node of the short one. */
  readonly node: Node;
  /** What the function is given. In the short form it is the call's own node, tag and all. */
  readonly argument: Node;
}

/** What readers of other formats write where a value is no text and not known; the argument says what it is. */
export const UNKNOWN_CALL = 'Fn::Unknown';

/** The call that a node is, or undefined for a node that means what it says. */
export function callOf(document: Document, node: Node): Call | undefined {
  const tag = tagOf(document, node);
  return tag === undefined ? longCallOf(document, node) : { name: longName(tag), node, argument: node };
}

/** The call in the long form that a node is, whatever its tag: the argument in `!ImportValue {"Fn::Sub": …}`. */
export function longCallOf(document: Document, node: Node): Call | undefined {
  if (!isMap(document, node)) return undefined;
  const [only, another] = childrenOf(document, node);
  if (only === undefined || another !== undefined) return undefined;
  const key = keyOf(document, only) ?? '';
  if (key === 'Ref' ? scalarOf(document, only) === undefined : !key.startsWith('Fn::')) return undefined;
  return { name: key, node, argument: only };
}

function longName(tag: string): string {
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

/** The arguments of a function that takes a list, else undefined. */
export function argumentsOf(document: Document, call: Call): readonly Node[] | undefined {
  return isList(document, call.argument) ? childrenOf(document, call.argument) : undefined;
}

/** The three arguments of an `Fn::If`: the condition's name and both branches; undefined for any other call. */
export function conditionalOf(
  document: Document,
  call: Call | undefined,
): { readonly condition: string; readonly yes: Node; readonly no: Node } | undefined {
  if (call?.name !== 'Fn::If') return undefined;
  const [name, yes, no] = argumentsOf(document, call) ?? [];
  const condition = name === undefined ? undefined : scalarOf(document, name);
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return { condition, yes, no };
}

/** Whether a call is `Ref: AWS::NoValue`, which leaves out what it stands for. */
export function isNoValue(document: Document, call: Call | undefined): boolean {
  return call?.name === 'Ref' && scalarOf(document, call.argument) === 'AWS::NoValue';
}
