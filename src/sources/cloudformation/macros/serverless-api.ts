import { childrenOf, type Document, isList, memberOf, type Node, stringOf } from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import { copyOf, listAt, mapAt, type Sketch, type SketchEntry, textAt } from '../../../document/rewrite.js';
import { callOf } from '../intrinsic.js';
import {
  carried,
  entryAt,
  isPlainMap,
  presentMember,
  propertyOf,
  retyped,
  type ServerlessMaker,
} from './serverless-resource.js';

/** `AWS::Serverless::Api`: a REST API with its resource policy. */
export const apiResources: ServerlessMaker = (resource) => {
  const { document } = resource;
  const stage = propertyOf(resource, 'StageName');
  const auth = propertyOf(resource, 'Auth');
  const body = propertyOf(resource, 'DefinitionBody');
  const written = body === undefined ? undefined : memberOf(document, body, 'x-amazon-apigateway-policy');
  const policy = auth === undefined ? [] : apiPolicy(document, auth, stage, resource.note, written);
  // SAM adds its statements to those of the definition.
  const definition = policy.length > 0 ? [] : carried(resource, 'DefinitionBody', 'Body');
  return [retyped(resource, 'AWS::ApiGateway::RestApi', [...carried(resource, 'Name'), ...definition, ...policy])];
};

/**
 * The resource policy that the property `Auth` of an API asks for. SAM writes its statements for each method of each
 * path; here they are written once, for all of the stage.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
 *
 * @param stage the API's stage, where it is told
 * @param written the policy that the API's definition has, whose statements come first
 * @returns the property `Policy`, if there is one
 */
export function apiPolicy(
  document: Document,
  auth: Node,
  stage: Node | undefined,
  note: (place: Place, reason: string) => void,
  written?: Node,
): readonly SketchEntry[] {
  const node = presentMember(document, auth, 'ResourcePolicy');
  if (node === undefined) return [];
  const at = keyPlaceOf(document, node);
  if (!isPlainMap(document, node)) {
    note(at, 'the `ResourcePolicy` of the API is not known');
    return [];
  }
  const writer = new StatementWriter(document, node, stage);
  const own = [...writer.accounts(), ...writer.addresses(), ...writer.networks(), ...writer.custom()];
  if (own.length === 0) return [];
  const statements = [...(written === undefined ? [] : listed(document, written, 'Statement')), ...own];
  const policy = mapAt(at, { Version: textAt(at, '2012-10-17'), Statement: listAt(at, statements) });
  return [entryAt(at, 'Policy', policy)];
}

/** Copies of what a member holds, one or many. */
function listed(document: Document, map: Node, name: string): readonly Sketch[] {
  const node = presentMember(document, map, name);
  if (node === undefined) return [];
  const isMany = isList(document, node) && callOf(document, node) === undefined;
  return (isMany ? childrenOf(document, node) : [node]).map((item) => copyOf(document, item));
}

/** Writes the statements that the lists of a `ResourcePolicy` stand for. */
class StatementWriter {
  readonly #document: Document;
  readonly #node: Node;
  readonly #stage: Node | undefined;
  /** SAM lets everybody in once, then denies all but those on a list. */
  #isOpened = false;

  constructor(document: Document, node: Node, stage: Node | undefined) {
    this.#document = document;
    this.#node = node;
    this.#stage = stage;
  }

  accounts(): readonly Sketch[] {
    return [
      ...this.#member('AwsAccountWhitelist', (list, at) => [this.#statement(at, 'Allow', mapAt(at, { AWS: list }))]),
      ...this.#member('AwsAccountBlacklist', (list, at) => [this.#statement(at, 'Deny', mapAt(at, { AWS: list }))]),
    ];
  }

  addresses(): readonly Sketch[] {
    const condition = (at: Place, operator: string, list: Sketch) =>
      mapAt(at, { [operator]: mapAt(at, { 'aws:SourceIp': list }) });
    return [
      ...this.#member('IpRangeWhitelist', (list, at) => this.#allBut(at, condition(at, 'NotIpAddress', list))),
      ...this.#member('IpRangeBlacklist', (list, at) => this.#allBut(at, condition(at, 'IpAddress', list))),
    ];
  }

  networks(): readonly Sketch[] {
    return [...this.#networksOf('Blacklist', 'StringEquals'), ...this.#networksOf('Whitelist', 'StringNotEquals')];
  }

  custom(): readonly Sketch[] {
    return listed(this.#document, this.#node, 'CustomStatements');
  }

  /** `SourceVpc…` names networks and endpoints in one list; the others hold references, each of one kind. */
  #networksOf(list: 'Whitelist' | 'Blacklist', operator: string): readonly Sketch[] {
    const mixed = this.#items(`SourceVpc${list}`);
    const named = (start: string) => mixed.filter((item) => stringOf(this.#document, item)?.startsWith(start) === true);
    const vpcs = [...named('vpc-'), ...this.#items(`IntrinsicVpc${list}`)];
    const endpoints = [...named('vpce-'), ...this.#items(`IntrinsicVpce${list}`)];
    const [first] = [...vpcs, ...endpoints];
    if (first === undefined) return [];
    const at = placeOf(this.#document, first);
    const copies = (items: readonly Node[]): Sketch | undefined =>
      items.length === 0
        ? undefined
        : listAt(
            at,
            items.map((item) => copyOf(this.#document, item)),
          );
    const keys = mapAt(at, { 'aws:SourceVpc': copies(vpcs), 'aws:SourceVpce': copies(endpoints) });
    return this.#allBut(at, mapAt(at, { [operator]: keys }));
  }

  /** The nodes of a list, one alone for a list of one. */
  #items(name: string): readonly Node[] {
    const node = presentMember(this.#document, this.#node, name);
    if (node === undefined) return [];
    return isList(this.#document, node) ? childrenOf(this.#document, node) : [node];
  }

  #member(name: string, write: (list: Sketch, at: Place) => readonly Sketch[]): readonly Sketch[] {
    const node = presentMember(this.#document, this.#node, name);
    return node === undefined ? [] : write(copyOf(this.#document, node), keyPlaceOf(this.#document, node));
  }

  #allBut(at: Place, condition: Sketch): readonly Sketch[] {
    const everybody = textAt(at, '*');
    const opening = this.#isOpened ? [] : [this.#statement(at, 'Allow', everybody)];
    this.#isOpened = true;
    return [...opening, this.#statement(at, 'Deny', everybody, condition)];
  }

  #statement(at: Place, effect: 'Allow' | 'Deny', principal: Sketch, condition?: Sketch): Sketch {
    return mapAt(at, {
      Effect: textAt(at, effect),
      Principal: principal,
      Action: textAt(at, 'execute-api:Invoke'),
      Resource: this.#resource(at),
      Condition: condition,
    });
  }

  #resource(at: Place): Sketch {
    if (this.#stage === undefined) return textAt(at, 'execute-api:/*');
    const stage = mapAt(at, { Stage: copyOf(this.#document, this.#stage) });
    return mapAt(at, { 'Fn::Sub': listAt(at, [textAt(at, `execute-api:/\${Stage}/*`), stage]) });
  }
}
