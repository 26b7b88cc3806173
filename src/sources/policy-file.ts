import { childrenOf, type Document, isList, isMap, memberOf, type Node, stringOf } from '../document/document.js';
import { parseJson } from '../document/json.js';
import { placeOf } from '../document/place.js';
import type { SyntaxProblem } from '../document/source-file.js';
import { plainValue } from '../document/value.js';
import { duplicateKeysOf } from '../inventory/duplicate-keys.js';
import { type Inventory, type PlacedPolicy, unknownParts } from '../inventory/model.js';
import { readPolicy } from '../policy/read.js';
import { isPolicy } from './policy-document.js';
import { policyTypeOf } from './policy-type.js';
import type { PolicyType } from './source.js';

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
  Roles: undefined,
  AssumeRolePolicyDocument: { kind: 'trust', resourceType: 'AWS::IAM::Role' },
  Content: undefined,
  PolicySummary: undefined,
  DomainStatus: undefined,
};

/** How deep policies are looked for below the root, strings in strings included. */
const DEEPEST_WRAPPER = 30;

/** A policy document that was found, and what the words around it say of its kind. */
interface FoundPolicy {
  readonly document: Document;
  readonly node: Node;
  readonly type: PolicyType | undefined;
  /** What is wrong with the string that it stands in, if it stands in one. */
  readonly problem: SyntaxProblem | undefined;
}

/**
 * Reads bare policy documents, lists of them, and what AWS's command line prints around them; undefined where there are
 * none. Never throws.
 *
 * @param override what the policies are, against what their content says
 */
export function readPolicyFile(document: Document, override?: PolicyType): Inventory | undefined {
  const found = findPolicies(document);
  if (found.length === 0) return undefined;
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

function readOne({ document, node, type, problem }: FoundPolicy, override: PolicyType | undefined): PlacedPolicy {
  const value = plainValue(document, node);
  const told = override ?? type;
  const policy = readPolicy(value, { ...(told ?? policyTypeOf(value)), withoutChoices: true });
  const place = placeOf(document, node);
  const faults = problem === undefined ? [] : [{ place, message: `The policy's JSON is broken: ${problem.message}` }];
  return {
    ...policy,
    faults: [...faults, ...policy.faults],
    form: 'document',
    ...(told === undefined ? { isKindGuessed: true } : {}),
    holders: { known: [], complete: false },
  };
}

function findPolicies(document: Document): readonly FoundPolicy[] {
  const found: FoundPolicy[] = [];
  search(document, 0, { type: undefined, problem: undefined, depth: 0 }, found);
  return found;
}

/** What is known of a place on the way to a policy. */
interface Surrounding {
  readonly type: PolicyType | undefined;
  readonly problem: SyntaxProblem | undefined;
  readonly depth: number;
}

function search(document: Document, node: Node, around: Surrounding, found: FoundPolicy[]): void {
  if (around.depth > DEEPEST_WRAPPER) return;
  const inside = { ...around, depth: around.depth + 1 };
  if (isList(document, node)) {
    for (const item of childrenOf(document, node)) if (isMap(document, item)) search(document, item, inside, found);
  } else if (isMap(document, node)) {
    if (isPolicy(document, node)) found.push({ document, node, type: around.type, problem: around.problem });
    else searchWrappers(document, node, inside, found);
  } else searchString(document, node, inside, found);
}

function searchWrappers(document: Document, node: Node, around: Surrounding, found: FoundPolicy[]): void {
  const organizations = organizationsType(document, node);
  for (const key of Object.keys(WRAPPERS)) {
    const inner = memberOf(document, node, key);
    if (inner === undefined) continue;
    search(document, inner, { ...around, type: WRAPPERS[key] ?? organizations ?? around.type }, found);
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
function searchString(document: Document, node: Node, around: Surrounding, found: FoundPolicy[]): void {
  const text = stringOf(document, node);
  if (text === undefined || !/^\s*["{[]/.test(text) || !text.includes('Statement')) return;
  const inner = parseJson(document.file, text, [{ at: 0, place: placeOf(document, node) }]);
  const problem = around.problem ?? inner.problems[0];
  if (inner.document !== undefined) search(inner.document, 0, { ...around, problem }, found);
}
