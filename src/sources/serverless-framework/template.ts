import { childrenOf, type Document, isMap, keyOf, type Node, scalarOf } from '../../document/document.js';
import { keyPlaceOf, placeOf } from '../../document/place.js';
import {
  copiedEntry,
  copyOf,
  listAt,
  mapAt,
  type Sketch,
  type SketchEntry,
  textAt,
  writeSketch,
} from '../../document/rewrite.js';
import type { Unresolved } from '../../inventory/model.js';
import { callOf, UNKNOWN_CALL } from '../cloudformation/intrinsic.js';
import { roleOf, rolesOf } from './roles.js';
import {
  copied,
  functionsOf,
  itemsOf,
  keyAtOf,
  normalized,
  resourceAt,
  type Service,
  standardName,
  within,
} from './service.js';

/** Sections of a template that `resources` may bring along. */
const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Outputs'];

/**
 * The CloudFormation template that the framework makes of a service, as far as it concerns who may do what.
 *
 * @param document with its variables resolved
 * @param notes takes what the file does not tell
 */
export function templateOf(document: Document, notes: Unresolved[]): Document {
  const provider = within(document, 0, 'provider') ?? 0;
  const note: Service['note'] = (place, reason) => notes.push({ place, reason });
  const service: Service = { document, provider, ...functionsOf(document), note };
  noteOtherFiles(service);
  const parts = userTemplates(service);
  const own = parts.flatMap((part) => membersOf(document, part, 'Resources'));
  const taken = new Set(own.map(({ key }) => key));
  const made = [...rolesOf(service), ...functionResources(service), ...layerResources(service), ...restApi(service)];
  const at = placeOf(document, 0);
  const sections = SECTIONS.map((key): SketchEntry => {
    const entries = parts.flatMap((part) => membersOf(document, part, key));
    return { key, keyAt: at, value: { kind: 'map', at, entries } };
  });
  const resources = [...own, ...made.map((entry) => ({ ...entry, key: freeId(entry.key, taken) }))];
  // Other resources of the framework's have names too, which the file does not show.
  const transform: SketchEntry = { key: 'Transform', keyAt: at, value: textAt(at, 'Serverless Framework') };
  const section: SketchEntry = { key: 'Resources', keyAt: at, value: { kind: 'map', at, entries: resources } };
  const shared = copied(document, 'Environment', within(document, provider, 'environment'));
  const given: SketchEntry = { key: 'provider', keyAt: at, value: { kind: 'map', at, entries: shared } };
  return writeSketch(document, { kind: 'map', at, entries: [transform, ...sections, section, given] });
}

/** A resource of the user's under a name of the framework's is merged into its resource: here they stand side by side. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}${number}`;
  taken.add(id);
  return id;
}

/** What stands in other files is not read: their variables stand in place of maps. */
function noteOtherFiles({ document, provider, functions, note }: Service): void {
  const held = ['functions', 'resources'].flatMap((name) => {
    const node = within(document, 0, name);
    return node === undefined ? [] : itemsOf(document, node);
  });
  const sections = held.flatMap((node) => ['Resources', ...SECTIONS].map((name) => within(document, node, name)));
  const resources = held.flatMap((node) => {
    const section = within(document, node, 'Resources');
    return section === undefined || callOf(document, section) !== undefined ? [] : childrenOf(document, section);
  });
  const roles = [...functions.values(), provider].flatMap((node) => [
    node,
    within(document, node, 'iam'),
    within(document, node, 'iam', 'role'),
  ]);
  for (const node of [...held, ...sections, ...resources, ...roles, within(document, provider, 'apiGateway')]) {
    const call = node === undefined ? undefined : callOf(document, node);
    const text = call === undefined ? undefined : scalarOf(document, call.argument);
    if (node === undefined || text === undefined) continue;
    if (call?.name === UNKNOWN_CALL) note(placeOf(document, node), `${text} is not known`);
    else if (/^\$\{[^}]*\}$/.test(text) && (!namesRoleAt(document, node) || text.startsWith('${file('))) {
      note(placeOf(document, node), `"${text}" is not known`);
    }
  }
}

/** A role may be named by a text; anything else here is a map. */
function namesRoleAt(document: Document, node: Node): boolean {
  return keyOf(document, node) === 'role';
}

/** What stands under `resources`: a template, or a list of them. */
function userTemplates({ document, note }: Service): readonly Node[] {
  const resources = within(document, 0, 'resources');
  const parts = resources === undefined ? [] : itemsOf(document, resources);
  const templates = parts.filter((part) => isMap(document, part) && callOf(document, part) === undefined);
  for (const template of templates) {
    const extensions = within(document, template, 'extensions');
    for (const child of extensions === undefined ? [] : childrenOf(document, extensions)) {
      const name = keyOf(document, child) ?? '';
      note(keyPlaceOf(document, child), `the extension of resource "${name}" is not applied`);
    }
  }
  return templates;
}

function membersOf(document: Document, template: Node, section: string): readonly SketchEntry[] {
  const node = within(document, template, section);
  if (node === undefined || !isMap(document, node)) return [];
  return childrenOf(document, node).map((child) => copiedEntry(document, child));
}

/** Each function, with its URL if it has one. */
function functionResources(service: Service): readonly SketchEntry[] {
  const { document } = service;
  return [...service.functions].flatMap(([name, node]) => {
    const at = keyPlaceOf(document, node);
    const given = within(document, node, 'name');
    const id = `${normalized(name)}LambdaFunction`;
    const made = resourceAt(at, id, 'AWS::Lambda::Function', [
      { key: 'Role', keyAt: at, value: roleOf(service, name, node) },
      ...(given === undefined
        ? [{ key: 'FunctionName', keyAt: at, value: standardName(service, at, textAt(at, name)) }]
        : copied(document, 'FunctionName', given)),
      ...copied(document, 'Environment', within(document, node, 'environment')),
    ]);
    return [made, ...urlOf(service, id, node)];
  });
}

/** `url: true`, or what it asks for. */
function urlOf({ document }: Service, functionId: string, node: Node): readonly SketchEntry[] {
  const url = within(document, node, 'url');
  if (url === undefined || scalarOf(document, url) === 'false') return [];
  const at = keyPlaceOf(document, url);
  const authorizer = within(document, url, 'authorizer');
  const cors = within(document, url, 'cors');
  const properties: readonly SketchEntry[] = [
    { key: 'TargetFunctionArn', keyAt: at, value: mapAt(at, { Ref: textAt(at, functionId) }) },
    { key: 'AuthType', keyAt: keyAtOf(document, authorizer, at), value: authType(document, authorizer ?? url) },
    ...(cors === undefined || scalarOf(document, cors) === 'false'
      ? []
      : [{ key: 'Cors', keyAt: keyPlaceOf(document, cors), value: corsOf(document, cors) }]),
  ];
  return [resourceAt(at, `${functionId}Url`, 'AWS::Lambda::Url', properties)];
}

/** The authentication of a URL, by its `authorizer`, or by the URL where it has none: not known where that is not. */
function authType(document: Document, node: Node): Sketch {
  if (callOf(document, node) !== undefined) return copyOf(document, node);
  return textAt(keyPlaceOf(document, node), scalarOf(document, node) === 'aws_iam' ? 'AWS_IAM' : 'NONE');
}

function corsOf(document: Document, cors: Node): Sketch {
  const at = keyPlaceOf(document, cors);
  const origins = within(document, cors, 'allowedOrigins');
  const credentials = within(document, cors, 'allowCredentials');
  return mapAt(at, {
    AllowOrigins: origins === undefined ? listAt(at, [textAt(at, '*')]) : copyOf(document, origins),
    AllowCredentials: credentials === undefined ? undefined : copyOf(document, credentials),
  });
}

/** The layers, and who may use them: accounts, or everybody. */
function layerResources({ document }: Service): readonly SketchEntry[] {
  const layers = within(document, 0, 'layers');
  if (layers === undefined || !isMap(document, layers) || callOf(document, layers) !== undefined) return [];
  return childrenOf(document, layers).flatMap((layer) => {
    const accounts = within(document, layer, 'allowedAccounts');
    const name = keyOf(document, layer) ?? '';
    const id = `${normalized(name)}LambdaLayer`;
    const given = within(document, layer, 'name');
    const keyAt = keyPlaceOf(document, layer);
    const made = resourceAt(keyAt, id, 'AWS::Lambda::LayerVersion', [
      { key: 'LayerName', keyAt, value: given === undefined ? textAt(keyAt, name) : copyOf(document, given) },
    ]);
    const permissions = (accounts === undefined ? [] : itemsOf(document, accounts)).map((account, i) => {
      const at = placeOf(document, account);
      return resourceAt(at, `${id}Permission${i}`, 'AWS::Lambda::LayerVersionPermission', [
        { key: 'Action', keyAt: at, value: textAt(at, 'lambda:GetLayerVersion') },
        { key: 'LayerVersionArn', keyAt: at, value: mapAt(at, { Ref: textAt(at, id) }) },
        { key: 'Principal', keyAt: at, value: copyOf(document, account) },
      ]);
    });
    return [made, ...permissions];
  });
}

/** The REST API, where it has a resource policy. */
function restApi({ document, provider }: Service): readonly SketchEntry[] {
  const statements =
    within(document, provider, 'apiGateway', 'resourcePolicy') ?? within(document, provider, 'resourcePolicy');
  if (statements === undefined || within(document, provider, 'apiGateway', 'restApiId') !== undefined) return [];
  const at = keyPlaceOf(document, statements);
  const policy = mapAt(at, { Version: textAt(at, '2012-10-17'), Statement: copyOf(document, statements) });
  return [
    resourceAt(at, 'ApiGatewayRestApi', 'AWS::ApiGateway::RestApi', [{ key: 'Policy', keyAt: at, value: policy }]),
  ];
}
