import { managedPolicyPath } from '../../../aws/managed-policies.js';
import { policyTemplate } from '../../../aws/policy-templates.js';
import { childrenOf, isList, isMap, keyOf, memberOf, type Node, stringOf } from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import { copyOf, listAt, mapAt, type Sketch, textAt } from '../../../document/rewrite.js';
import { callOf, conditionalOf, isNoValue } from '../intrinsic.js';
import { propertyOf, type ServerlessResource } from './serverless-resource.js';

/** What an entry of `Policies` becomes: a managed policy, an inline one, or by its condition the one or the other. */
interface RolePolicy {
  /** What the list of managed policies gets. */
  readonly managed?: Sketch;
  /** Of one of AWS's own: its name with its path. */
  readonly path?: string | undefined;
  /** What the list of inline policies gets. */
  readonly inline?: Sketch;
}

/** The policies of a role in the making. */
export interface RolePolicies {
  readonly managed: readonly Sketch[];
  readonly inline: readonly Sketch[];
  /** The names, with their paths, of those managed policies that are AWS's own. */
  readonly paths: ReadonlySet<string>;
}

/**
 * What the property `Policies` of a function or state machine comes to: names and ARNs of managed policies, policy
 * documents and policy templates, one or many.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies
 */
export function rolePoliciesOf(resource: ServerlessResource): RolePolicies {
  const { document } = resource;
  const node = propertyOf(resource, 'Policies');
  const isMany = node !== undefined && isList(document, node) && callOf(document, node) === undefined;
  const nodes = node === undefined ? [] : isMany ? childrenOf(document, node) : [node];
  const policies = nodes.map((entry, i) => rolePolicy(resource, entry, `${resource.name}RolePolicy${i}`));
  return {
    managed: policies.flatMap(({ managed }) => managed ?? []),
    inline: policies.flatMap(({ inline }) => inline ?? []),
    paths: new Set(policies.flatMap(({ path }) => path ?? [])),
  };
}

function rolePolicy(resource: ServerlessResource, node: Node, name: string): RolePolicy {
  const { document } = resource;
  const call = callOf(document, node);
  const branches = conditionalOf(document, call);
  if (branches !== undefined) {
    const [yes, no] = [branches.yes, branches.no].map((branch) => rolePolicy(resource, branch, name));
    const either = (a: Sketch | undefined, b: Sketch | undefined): Sketch | undefined =>
      a === undefined && b === undefined ? undefined : choiceAt(placeOf(document, node), branches.condition, a, b);
    const managed = either(yes?.managed, no?.managed);
    const inline = either(yes?.inline, no?.inline);
    return { ...(managed === undefined ? {} : { managed }), ...(inline === undefined ? {} : { inline }) };
  }
  if (isNoValue(document, call)) return {};
  if (call !== undefined) return { managed: copyOf(document, node) };
  const text = stringOf(document, node);
  if (text !== undefined) return managedPolicyNamed(resource, node, text);
  if (memberOf(document, node, 'Statement') !== undefined) {
    return { inline: inlinePolicy(placeOf(document, node), name, copyOf(document, node)) };
  }
  const [only, another] = isMap(document, node) ? childrenOf(document, node) : [];
  const written = only === undefined || another !== undefined ? undefined : templateDocument(resource, only);
  if (written !== undefined && only !== undefined) {
    return { inline: inlinePolicy(keyPlaceOf(document, only), name, written) };
  }
  if (only === undefined || another !== undefined) {
    resource.note(placeOf(document, node), 'an entry of `Policies` is neither a policy nor a policy template');
  }
  return {};
}

/** SAM knows the managed policies of AWS by their names without a path; any other text it takes as it is. */
function managedPolicyNamed({ document }: ServerlessResource, node: Node, text: string): RolePolicy {
  const path = text.startsWith('arn:') ? undefined : managedPolicyPath(text);
  if (path === undefined) return { managed: copyOf(document, node) };
  return { managed: managedPolicyAt(placeOf(document, node), path), path };
}

/** The ARN of one of AWS's managed policies. */
export function managedPolicyAt(at: Place, path: string): Sketch {
  return mapAt(at, { 'Fn::Sub': textAt(at, `arn:\${AWS::Partition}:iam::aws:policy/${path}`) });
}

/** An inline policy of a role. */
export function inlinePolicy(at: Place, name: string, document: Sketch): Sketch {
  return mapAt(at, { PolicyName: textAt(at, name), PolicyDocument: document });
}

/** A choice by a template's condition; what is undefined is left out. */
export function choiceAt(at: Place, condition: string, yes: Sketch | undefined, no: Sketch | undefined): Sketch {
  const none = mapAt(at, { Ref: textAt(at, 'AWS::NoValue') });
  return mapAt(at, { 'Fn::If': listAt(at, [textAt(at, condition), yes ?? none, no ?? none]) });
}

/** The policy document that a policy template stands for, undefined where it cannot be told. */
function templateDocument(resource: ServerlessResource, parameters: Node): Sketch | undefined {
  const { document } = resource;
  const name = keyOf(document, parameters) ?? '';
  const at = keyPlaceOf(document, parameters);
  const template = policyTemplate(name);
  if (template === undefined) resource.note(at, `policy template "${name}" is not known`);
  if (template === undefined || !resource.mayExpand()) return undefined;
  const given = new Map<string, Sketch>();
  for (const parameter of template.parameters) {
    const node = memberOf(document, parameters, parameter);
    if (node === undefined) resource.note(at, `policy template "${name}" is not given its "${parameter}"`);
    // What a template does not give is a reference to nothing: anything.
    given.set(
      parameter,
      node === undefined ? mapAt(at, { Ref: textAt(at, `${name}.${parameter}`) }) : copyOf(document, node),
    );
  }
  return jsonAt(at, JSON.parse(template.document), given);
}

/** JSON of a policy template as a tree; `{"Ref": "‹parameter›"}` gives what the parameter is. */
function jsonAt(at: Place, json: unknown, given: ReadonlyMap<string, Sketch>): Sketch {
  if (Array.isArray(json))
    return listAt(
      at,
      json.map((item) => jsonAt(at, item, given)),
    );
  if (typeof json !== 'object' || json === null) return textAt(at, String(json));
  const members = Object.entries(json);
  const [[key, value] = []] = members;
  const parameter = key === 'Ref' && typeof value === 'string' ? given.get(value) : undefined;
  return parameter ?? mapAt(at, Object.fromEntries(members.map(([name, inner]) => [name, jsonAt(at, inner, given)])));
}
