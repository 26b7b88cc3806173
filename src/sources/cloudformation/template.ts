import {
  childrenOf,
  type Document,
  isMap,
  keyOf,
  memberOf,
  type Node,
  stringOf,
  tagOf,
} from '../../document/document.js';
import type { Guard } from '../../document/value.js';

/** A template's sections by name, unresolved. Names given twice count as CloudFormation takes them: the last one. */
export interface Template {
  readonly document: Document;
  readonly parameters: ReadonlyMap<string, Node>;
  /** What parameters are given from outside. */
  readonly given: ReadonlyMap<string, string>;
  readonly mappings: ReadonlyMap<string, Node>;
  readonly conditions: ReadonlyMap<string, Node>;
  readonly resources: ReadonlyMap<string, Declaration>;
  readonly outputs: ReadonlyMap<string, Node>;
  /** What all resources of a kind are given: `Globals.Function` by SAM, `provider` by the Serverless Framework. */
  readonly globals: ReadonlyMap<string, Node>;
  /** Members of `Resources` without a type that can be told: loops, macros, slips. */
  readonly untyped: readonly Node[];
  /** Whether a macro rewrites the template, so that names may appear which it does not hold itself. */
  readonly isTransformed: boolean;
}

/** A resource as the template declares it. */
export interface Declaration {
  readonly name: string;
  readonly type: string;
  /** The map that declares it. */
  readonly node: Node;
  readonly properties: Node | undefined;
  /** The template condition under which it exists, if there is one. */
  readonly when: readonly Guard[];
  readonly constructPath?: string;
  /** What a macro made it of, where one did. */
  readonly maker?: Maker;
}

/** The resource, as the template has it, that a macro made another of. */
export interface Maker {
  readonly name: string;
  readonly type: string;
  /** The conditions under which the macro makes it, beyond its own. */
  readonly when?: readonly Guard[];
}

const RESOURCE_TYPE_PREFIXES = ['AWS::', 'Custom::', 'Alexa::'];

/** Whether a document is a template: it says so, or it declares a resource of a type that CloudFormation could know. */
export function isTemplate(document: Document): boolean {
  if (!isMap(document, 0)) return false;
  if (memberOf(document, 0, 'AWSTemplateFormatVersion') !== undefined) return true;
  const resources = memberOf(document, 0, 'Resources');
  if (resources === undefined || !isMap(document, resources)) return false;
  return childrenOf(document, resources).some((node) => {
    const type = typeOf(document, node);
    return RESOURCE_TYPE_PREFIXES.some((prefix) => type?.startsWith(prefix));
  });
}

/** Whether macros of AWS's own may rewrite a template: it names some, or has what only they know. */
export function usesMacros(document: Document): boolean {
  if (memberOf(document, 0, 'Transform') !== undefined || document.text.includes('AWS::Include')) return true;
  const resources = memberOf(document, 0, 'Resources');
  const nodes = resources === undefined ? [] : childrenOf(document, resources);
  return nodes.some((node) => typeOf(document, node)?.startsWith('AWS::Serverless::') === true);
}

/**
 * Takes a template apart. Sections that are no maps count as empty.
 *
 * @param makers by logical id: of what macros made resources
 * @param given what parameters are given from outside
 */
export function readTemplate(
  document: Document,
  makers: ReadonlyMap<string, Maker> = new Map(),
  given: ReadonlyMap<string, string> = new Map(),
): Template {
  const resources = new Map<string, Declaration>();
  const untyped: Node[] = [];
  for (const [name, node] of section(document, 'Resources')) {
    const type = typeOf(document, node);
    if (type === undefined) untyped.push(node);
    else resources.set(name, declaration(document, name, type, node, makers.get(name)));
  }
  return {
    document,
    parameters: section(document, 'Parameters'),
    given,
    mappings: section(document, 'Mappings'),
    conditions: section(document, 'Conditions'),
    resources,
    outputs: section(document, 'Outputs'),
    globals: globalsOf(document),
    untyped,
    isTransformed: memberOf(document, 0, 'Transform') !== undefined,
  };
}

function section(document: Document, name: string): ReadonlyMap<string, Node> {
  const node = memberOf(document, 0, name);
  const members = new Map<string, Node>();
  for (const child of node === undefined ? [] : childrenOf(document, node)) {
    members.set(keyOf(document, child) ?? '', child);
  }
  return members;
}

function globalsOf(document: Document): ReadonlyMap<string, Node> {
  const ofKinds = [...section(document, 'Globals')].map(([kind, node]) => [`Globals.${kind}`, node] as const);
  const provider = memberOf(document, 0, 'provider');
  return new Map(provider === undefined ? ofKinds : [...ofKinds, ['provider', provider] as const]);
}

function declaration(document: Document, name: string, type: string, node: Node, maker?: Maker): Declaration {
  const metadata = memberOf(document, node, 'Metadata');
  const constructPath = metadata === undefined ? undefined : stringAt(document, metadata, 'aws:cdk:path');
  return {
    name,
    type,
    node,
    properties: memberOf(document, node, 'Properties'),
    when: [...conditionOf(document, node), ...(maker?.when ?? [])],
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(maker === undefined ? {} : { maker }),
  };
}

/** The condition under which a resource or an output is there, if it has one. */
export function conditionOf(document: Document, node: Node): readonly Guard[] {
  const condition = stringAt(document, node, 'Condition');
  return condition === undefined ? [] : [{ condition, is: true }];
}

/** A resource's type, undefined where a function stands in its place: CloudFormation takes none there. */
function typeOf(document: Document, node: Node): string | undefined {
  const type = memberOf(document, node, 'Type');
  return type === undefined || tagOf(document, type) !== undefined ? undefined : stringOf(document, type);
}

function stringAt(document: Document, node: Node, key: string): string | undefined {
  const child = memberOf(document, node, key);
  return child === undefined ? undefined : stringOf(document, child);
}
