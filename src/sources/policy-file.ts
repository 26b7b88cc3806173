import { childrenOf, type Document, isList, isMap, memberOf, type Node, stringOf } from '../document/document.js';
import { parseJson } from '../document/json.js';
import { type Place, placeOf } from '../document/place.js';
import { plainValue } from '../document/value.js';
import { duplicateKeysOf } from '../inventory/duplicate-keys.js';
import { type Inventory, type PlacedPolicy, unknownParts } from '../inventory/model.js';
import { readPolicy } from '../policy/read.js';
import { policyTypeOf } from './policy-type.js';
import type { PolicyType, Source } from './source.js';

/**
 * Where AWS's command line and people put a policy document: under these keys, as an object or as a JSON string, at
 * most a few levels down (`get-policy-version` prints `{PolicyVersion: {Document}}`, `get-role` prints
 * `{Role: {AssumeRolePolicyDocument}}`, `get-queue-attributes` prints `{Attributes: {Policy: "…"}}`).
 */
const WRAPPERS: Readonly<Record<string, PolicyType | undefined>> = {
  Document: undefined,
  PolicyDocument: undefined,
  Policy: undefined,
  PolicyVersion: undefined,
  policy: undefined,
  policyText: { kind: 'resource', resourceType: 'AWS::ECR::Repository' },
  registryPolicy: undefined,
  ResourcePolicy: undefined,
  resourcePolicy: undefined,
  policyDocument: undefined,
  Attributes: undefined,
  Role: undefined,
  AssumeRolePolicyDocument: { kind: 'trust', resourceType: 'AWS::IAM::Role' },
  Content: undefined,
  PolicySummary: undefined,
  DomainStatus: undefined,
};

/** How deep policies are looked for below the root. */
const DEEPEST_WRAPPER = 4;

/** Bare policy documents, lists of them, and what AWS's command line prints around them. */
export const policyFile: Source = {
  format: 'policy',
  recognizes: (document) => findPolicies(document).length > 0,
  read: (document, override) => readPolicies(document, override),
};

/** A policy document that was found, and what the words around it say of its kind. */
interface FoundPolicy {
  readonly document: Document;
  readonly node: Node;
  readonly type: PolicyType | undefined;
}

function readPolicies(document: Document, override: PolicyType | undefined): Inventory {
  const found = findPolicies(document);
  const policies = found.map((policy) => readOne(policy, override));
  const unresolved = policies.flatMap((policy) => unknownParts(policy).map(({ place, reason }) => ({ place, reason })));
  return {
    format: 'policy',
    document,
    policies,
    identities: [],
    resources: [],
    duplicateKeys: found.flatMap((policy) => duplicateKeysOf(policy.document, policy.node)),
    unresolved,
  };
}

function readOne({ document, node, type }: FoundPolicy, override: PolicyType | undefined): PlacedPolicy {
  const value = plainValue(document, node);
  const policy = readPolicy(value, { ...(override ?? type ?? policyTypeOf(value)), withoutChoices: true });
  return { ...policy, form: 'document', holders: { known: [], complete: false } };
}

function findPolicies(document: Document): readonly FoundPolicy[] {
  const found: FoundPolicy[] = [];
  search(document, 0, undefined, 0, found);
  return found;
}

function search(
  document: Document,
  node: Node,
  type: PolicyType | undefined,
  depth: number,
  found: FoundPolicy[],
): void {
  if (depth > DEEPEST_WRAPPER) return;
  if (isList(document, node)) {
    for (const item of childrenOf(document, node))
      if (isMap(document, item)) search(document, item, type, depth + 1, found);
  } else if (isMap(document, node)) {
    if (isPolicy(document, node)) found.push({ document, node, type });
    else searchWrappers(document, node, type, depth, found);
  } else searchString(document, node, type, depth, found);
}

function searchWrappers(
  document: Document,
  node: Node,
  type: PolicyType | undefined,
  depth: number,
  found: FoundPolicy[],
): void {
  const organizations = organizationsType(document, node);
  for (const key of Object.keys(WRAPPERS)) {
    const inner = memberOf(document, node, key);
    if (inner !== undefined) search(document, inner, WRAPPERS[key] ?? organizations ?? type, depth + 1, found);
  }
}

/** `describe-policy` of AWS Organizations says in a summary beside the content what the policy is. */
function organizationsType(document: Document, node: Node): PolicyType | undefined {
  const summary = memberOf(document, node, 'PolicySummary');
  const type = summary === undefined ? undefined : memberOf(document, summary, 'Type');
  const name = type === undefined ? undefined : stringOf(document, type);
  if (name === 'SERVICE_CONTROL_POLICY') return { kind: 'scp' };
  return name === 'RESOURCE_CONTROL_POLICY' ? { kind: 'rcp' } : undefined;
}

/** A policy in a JSON string is a document of its own, whose places lead into this one. */
function searchString(
  document: Document,
  node: Node,
  type: PolicyType | undefined,
  depth: number,
  found: FoundPolicy[],
): void {
  const text = stringOf(document, node);
  if (text === undefined || !text.includes('"Statement"')) return;
  const place: Place = placeOf(document, node);
  const inner = parseJson(document.file, text, [{ at: 0, place }]).document;
  if (inner !== undefined) search(inner, 0, type, depth + 1, found);
}

/** `Statement` makes a policy; an API schema or a SQL export that has the word has no `Effect` or `Action` beside it. */
function isPolicy(document: Document, node: Node): boolean {
  const statement = memberOf(document, node, 'Statement');
  if (statement === undefined) return false;
  if (memberOf(document, node, 'Version') !== undefined) return true;
  const first = isList(document, statement) ? childrenOf(document, statement)[0] : statement;
  return (
    first !== undefined && ['Effect', 'Action', 'NotAction'].some((key) => memberOf(document, first, key) !== undefined)
  );
}
