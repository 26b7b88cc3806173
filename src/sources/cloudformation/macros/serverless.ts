import { childrenOf, type Document, keyOf, memberOf, type Node } from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import { copiedEntry, mapAt, type SketchEntry, textAt, writeSketch } from '../../../document/rewrite.js';
import type { Guard } from '../../../document/value.js';
import type { Unresolved } from '../../../inventory/model.js';
import type { Maker } from '../template.js';
import { apiPolicy, apiResources } from './serverless-api.js';
import { type ImplicitApi, implicitApisOf } from './serverless-events.js';
import { functionResources, stateMachineResources } from './serverless-function.js';
import {
  carried,
  declaredType,
  isPlainMap,
  retyped,
  type ServerlessMaker,
  type ServerlessResource,
} from './serverless-resource.js';

/** A stack has at most 500 resources; more policy templates than this are nobody's. */
const MOST_TEMPLATES = 10_000;

/** Resources of SAM's that stand for one of CloudFormation's, with the property that names it. */
const ONE_FOR_ONE: readonly (readonly [type: string, becomes: string, ...kept: readonly string[]])[] = [
  ['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api', 'Name'],
  ['AWS::Serverless::LayerVersion', 'AWS::Lambda::LayerVersion', 'LayerName'],
  ['AWS::Serverless::SimpleTable', 'AWS::DynamoDB::Table', 'TableName'],
];

const MAKERS: ReadonlyMap<string, ServerlessMaker> = new Map<string, ServerlessMaker>([
  ['AWS::Serverless::Api', apiResources],
  ['AWS::Serverless::Application', applicationResources],
  ['AWS::Serverless::Connector', connectorResources],
  ['AWS::Serverless::Function', functionResources],
  ['AWS::Serverless::StateMachine', stateMachineResources],
  ...ONE_FOR_ONE.map(([type, becomes, ...kept]): [string, ServerlessMaker] => [
    type,
    (resource) => [
      retyped(
        resource,
        becomes,
        kept.flatMap((name) => carried(resource, name)),
      ),
    ],
  ]),
]);

/** A template without resources of SAM's, and of which of those the others were made. */
export interface Expanded {
  readonly document: Document;
  readonly makers: ReadonlyMap<string, Maker>;
}

/**
 * Does what the macro `AWS::Serverless-2016-10-31` does, as far as it concerns who may do what: each of its resources
 * becomes those of CloudFormation that it stands for.
 *
 * @param notes takes what is not expanded
 */
export function expandServerless(document: Document, notes: Unresolved[]): Expanded {
  const resources = memberOf(document, 0, 'Resources');
  const nodes = resources === undefined || !isPlainMap(document, resources) ? [] : childrenOf(document, resources);
  if (!nodes.some((node) => MAKERS.has(declaredType(document, node) ?? ''))) return { document, makers: new Map() };
  const macro = new ServerlessMacro(document, nodes, notes);
  const entries = childrenOf(document, 0).map((section): SketchEntry => {
    const copied = copiedEntry(document, section);
    if (section !== resources) return copied;
    return { ...copied, value: { kind: 'map', at: placeOf(document, section), entries: macro.expand() } };
  });
  const written = writeSketch(document, { kind: 'map', at: placeOf(document, 0), entries });
  return { document: written, makers: macro.makers };
}

/** Expands the resources of one template. */
class ServerlessMacro {
  readonly makers = new Map<string, Maker>();
  readonly #document: Document;
  readonly #nodes: readonly Node[];
  readonly #notes: Unresolved[];
  /** Logical ids that are in use. */
  readonly #taken: Set<string>;
  readonly #implicit = new Map<ImplicitApi, Place>();
  #templates = 0;

  constructor(document: Document, nodes: readonly Node[], notes: Unresolved[]) {
    this.#document = document;
    this.#nodes = nodes;
    this.#notes = notes;
    this.#taken = new Set(nodes.map((node) => keyOf(document, node) ?? ''));
  }

  expand(): readonly SketchEntry[] {
    const expanded = this.#nodes.flatMap((node) => this.#expandOne(node));
    return [...expanded, ...[...this.#implicit].map(([name, at]) => this.#implicitApi(name, at))];
  }

  #expandOne(node: Node): readonly SketchEntry[] {
    const document = this.#document;
    const type = declaredType(document, node) ?? '';
    const make = MAKERS.get(type);
    if (make === undefined) return [copiedEntry(document, node)];
    const resource = this.#resource(node, type);
    this.makers.set(resource.name, { name: resource.name, type });
    if (type === 'AWS::Serverless::Function') {
      for (const [api, at] of implicitApisOf(resource)) if (!this.#implicit.has(api)) this.#implicit.set(api, at);
    }
    noteConnectors(resource);
    return make(resource);
  }

  #resource(node: Node, type: string): ServerlessResource {
    const document = this.#document;
    const name = keyOf(document, node) ?? '';
    const properties = memberOf(document, node, 'Properties');
    const take = (suffix: string, when?: readonly Guard[]): string => {
      const id = this.#freeId(`${name}${suffix}`);
      this.makers.set(id, { name, type, ...(when === undefined ? {} : { when }) });
      return id;
    };
    return {
      document,
      name,
      type,
      node,
      properties: properties !== undefined && isPlainMap(document, properties) ? properties : undefined,
      note: (place, reason) => this.#notes.push({ place, reason }),
      take,
      mayExpand: () => this.#mayExpand(node),
    };
  }

  #freeId(wanted: string): string {
    let id = wanted;
    for (let number = 2; this.#taken.has(id); number++) id = `${wanted}${number}`;
    this.#taken.add(id);
    return id;
  }

  #mayExpand(node: Node): boolean {
    this.#templates++;
    if (this.#templates === MOST_TEMPLATES + 1) {
      this.#notes.push({ place: keyPlaceOf(this.#document, node), reason: 'there are too many policy templates' });
    }
    return this.#templates <= MOST_TEMPLATES;
  }

  /** The API that SAM makes for functions which name none: its resource policy can only be a global one. */
  #implicitApi(name: ImplicitApi, at: Place): SketchEntry {
    const document = this.#document;
    const isRest = name === 'ServerlessRestApi';
    const section = isRest ? pathTo(document, 'Globals', 'Api', 'Auth') : undefined;
    const note = (place: Place, reason: string) => this.#notes.push({ place, reason });
    const policy = section === undefined ? [] : apiPolicy(document, section, undefined, note);
    const id = this.#freeId(name);
    this.makers.set(id, { name, type: isRest ? 'AWS::Serverless::Api' : 'AWS::Serverless::HttpApi' });
    const type = textAt(at, isRest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api');
    const value = mapAt(at, { Type: type, Properties: { kind: 'map', at, entries: policy } });
    return { key: id, keyAt: at, value };
  }
}

function pathTo(document: Document, ...keys: readonly string[]): Node | undefined {
  let node: Node | undefined = 0;
  for (const key of keys) node = node === undefined ? undefined : memberOf(document, node, key);
  return node;
}

/** `AWS::Serverless::Application`: a stack of another template, by its path, or of the application repository's. */
function applicationResources(resource: ServerlessResource): readonly SketchEntry[] {
  const properties = [...carried(resource, 'Location', 'TemplateURL'), ...carried(resource, 'Parameters')];
  return [retyped(resource, 'AWS::CloudFormation::Stack', properties)];
}

/** `AWS::Serverless::Connector`: lets one resource use another by policies that SAM writes. */
function connectorResources(resource: ServerlessResource): readonly SketchEntry[] {
  const { document, node } = resource;
  resource.note(keyPlaceOf(document, node), `the permissions of connector "${resource.name}" are not expanded`);
  return [copiedEntry(document, node)];
}

/** Connectors may also stand within the resource that they let use others. */
function noteConnectors({ document, node, name, note }: ServerlessResource): void {
  const connectors = memberOf(document, node, 'Connectors');
  if (connectors === undefined) return;
  note(keyPlaceOf(document, connectors), `the permissions of the connectors of "${name}" are not expanded`);
}
