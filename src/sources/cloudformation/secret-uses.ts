import { type Document, isList, type Node, nextOf, pathBetween, scalarOf, tagOf } from '../../document/document.js';
import { type Place, partOf, placeOf, sourceOf } from '../../document/place.js';
import { type Guard, stringOfValue } from '../../document/value.js';
import type { Resource, SecretDestination, SecretUse } from '../../inventory/model.js';
import { argumentsOf, type Call, callOf, conditionalOf, longCallOf } from './intrinsic.js';
import type { Resolver } from './resolver.js';
import { splitSub } from './sub.js';
import { conditionOf, type Declaration } from './template.js';

/**
 * Where the secrets of a template's access keys go. References are looked for as they are written, so that no function
 * around them (`Fn::Base64`, `Fn::Join`, a macro) hides one.
 */
export function secretUsesOf(resolver: Resolver, resources: readonly Resource[]): readonly SecretUse[] {
  const keys = new Map(resources.filter(({ type }) => type === 'AWS::IAM::AccessKey').map((key) => [key.name, key]));
  if (keys.size === 0) return [];
  const { template } = resolver;
  const { document } = template;
  const uses: SecretUse[] = [];
  for (const [target, node] of template.outputs) {
    for (const { place, key, when } of referencesWithin(document, node, keys)) {
      uses.push({ place, key, target, destination: 'output', when: [...conditionOf(document, node), ...when] });
    }
  }
  for (const [target, node] of template.globals) {
    for (const { place, key, when } of referencesWithin(document, node, keys)) {
      const destination = destinationAt(pathBetween(document, node, place.node));
      uses.push({ place, key, target, destination, when });
    }
  }
  for (const declaration of template.resources.values()) {
    for (const { place, key, when } of referencesWithin(document, declaration.node, keys)) {
      const destination = destinationOf(resolver, declaration, place.node);
      if (destination === undefined) continue;
      uses.push({ place, key, target: declaration.name, destination, when: [...declaration.when, ...when] });
    }
  }
  return onceEach(uses);
}

/** What a macro or a loop copied stands in the file once, and is one use: the first is kept. */
function onceEach(uses: readonly SecretUse[]): readonly SecretUse[] {
  const seen = new Set<string>();
  return uses.filter(({ place, key, destination }) => {
    const { document, node, from } = sourceOf(place);
    const words = `${node} ${from ?? ''} ${key.name} ${destination} ${document.file.path}`;
    const isNew = !seen.has(words);
    seen.add(words);
    return isNew;
  });
}

interface Reference {
  readonly place: Place;
  readonly key: Resource;
  /** The branches of `Fn::If` that it stands in. */
  readonly when: readonly Guard[];
}

/** The branch of an `Fn::If`: the nodes from here to there. */
interface Branch {
  readonly from: Node;
  readonly to: Node;
  readonly guard: Guard;
}

function referencesWithin(document: Document, root: Node, keys: ReadonlyMap<string, Resource>): readonly Reference[] {
  const found: Reference[] = [];
  const open: Branch[] = [];
  const end = nextOf(document, root);
  for (let node = root; node < end; node++) {
    while ((open.at(-1)?.to ?? end) <= node) open.pop();
    for (const call of callsAt(document, node)) {
      open.push(...branchesOf(document, call));
      for (const { place, name } of secretsNamed(document, call)) {
        const key = keys.get(name);
        const when = open.filter(({ from }) => from <= node).map(({ guard }) => guard);
        if (key !== undefined) found.push({ place, key, when });
      }
    }
  }
  return found;
}

/** The call that a node is; two where a short one is given a long one: `!Base64 {"Fn::Sub": …}`. */
function callsAt(document: Document, node: Node): readonly Call[] {
  const call = callOf(document, node);
  const inner = tagOf(document, node) === undefined ? undefined : longCallOf(document, node);
  return [call, inner].filter((each) => each !== undefined);
}

/** The branches of a call of `Fn::If`, the last one first, as they are left in turn. */
function branchesOf(document: Document, call: Call): readonly Branch[] {
  const parts = conditionalOf(document, call);
  if (parts === undefined) return [];
  const branch = (from: Node, is: boolean): Branch => ({
    from,
    to: nextOf(document, from),
    guard: { condition: parts.condition, is },
  });
  return [branch(parts.no, false), branch(parts.yes, true)];
}

const SECRET = '.SecretAccessKey';

/** The access keys whose secret a call of `Fn::GetAtt` or `Fn::Sub` puts in, by name. */
function secretsNamed(document: Document, call: Call): readonly { readonly place: Place; readonly name: string }[] {
  const named = (place: Place, attribute: string) =>
    attribute.endsWith(SECRET) ? [{ place, name: attribute.slice(0, -SECRET.length) }] : [];
  const { name, argument } = call;
  if (name === 'Fn::GetAtt') {
    const list = isList(document, argument) ? argumentsOf(document, call) : [argument];
    const attribute = (list ?? []).map((node) => scalarOf(document, node) ?? '').join('.');
    return named(placeOf(document, argument), attribute);
  }
  const text = name === 'Fn::Sub' ? (argumentsOf(document, call)?.[0] ?? argument) : undefined;
  const written = text === undefined ? undefined : scalarOf(document, text);
  if (text === undefined || written === undefined) return [];
  return splitSub(written).flatMap((part) =>
    named(partOf(placeOf(document, text), part.from, part.to), part.name ?? ''),
  );
}

/** Properties that hold the variables of functions, containers, builds, environments and services. */
const VARIABLES: readonly string[] = [
  'Environment',
  'EnvironmentVariables',
  'RuntimeEnvironmentVariables',
  'OptionSettings',
];

/** What a part of a resource is to a secret; undefined where it is a place for secrets. */
function destinationOf(resolver: Resolver, declaration: Declaration, node: Node): SecretDestination | undefined {
  const path = pathBetween(resolver.template.document, declaration.node, node);
  const { type } = declaration;
  if (path[0] === 'Metadata') return 'metadata';
  if (type === 'AWS::SecretsManager::Secret' && path[1] === 'SecretString') return undefined;
  if (type === 'AWS::SSM::Parameter' && path[1] === 'Value') {
    return stringOfValue(resolver.property(declaration, 'Type')) === 'SecureString' ? undefined : 'parameter';
  }
  return destinationAt(path);
}

/** What a property is to a secret, by the names that lead to it. */
function destinationAt(path: readonly (string | number)[]): SecretDestination {
  if (path.includes('UserData')) return 'user data';
  return path.some((step) => VARIABLES.includes(String(step))) ? 'environment' : 'other';
}
