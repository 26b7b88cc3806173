import { expand } from '../access/action-set.js';
import { administrator } from '../access/administrator.js';
import { wildPattern } from '../access/engine/pattern.js';
import { widestPatternOf } from '../access/text-pattern.js';
import { parseJson } from '../document/json.js';
import { literalOf, member, plainValue, type Text } from '../document/value.js';
import { isFixed, parseArn } from '../policy/arn.js';
import { managedPolicyContent } from '../policy/managed-policy.js';
import type { Policy, Statement } from '../policy/model.js';
import { readPolicy } from '../policy/read.js';
import { type AccessOf, accessOf, grantedTo } from './access-of.js';
import { namePattern } from './called.js';
import type { Memberships } from './memberships.js';
import { type Identity, unknownParts } from './model.js';
import { givenValue } from './property.js';

/** Why a permissions boundary does not hold its holder. */
export type BoundaryGap =
  | { readonly because: 'bounds nothing' }
  /** The holder may do this to the boundary. */
  | { readonly because: 'removable' | 'rewritable'; readonly action: string; readonly grants: readonly Statement[] }
  /** The holder may make identities without a boundary and give them any policy, by these actions. */
  | { readonly because: 'not passed on'; readonly actions: readonly string[]; readonly grants: readonly Statement[] };

/**
 * How the holder of a permissions boundary gets out of it, by what the input tells: of a boundary that is not in sight
 * nothing is known, and it may well deny all of that.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function boundaryGap(identity: Identity, memberships: Memberships): BoundaryGap | undefined {
  const { boundary } = identity;
  const content = boundary && (boundary.policy ?? managedPolicyContent(boundary.policyName)?.policy);
  if (boundary === undefined || content === undefined || unknownParts(content).length > 0) return undefined;
  const isOnlyAllowing = content.statements.every(({ effect }) => effect === 'Allow');
  if (isOnlyAllowing && administrator([content])?.missing === 0) return { because: 'bounds nothing' };
  const access = accessOf(identity, memberships);
  const asked: Asked = { access, accounts: accountsIn([...access.access.policies, content]) };
  return tampering(identity, boundary.policyName, asked) ?? creation(asked);
}

/** What is asked, and of which accounts: no input tells the one that it is for, but policies name it. */
interface Asked {
  readonly access: AccessOf;
  readonly accounts: readonly string[];
}

/** So many accounts are asked about. */
const MOST_ACCOUNTS = 5;

function accountsIn(policies: readonly Policy[]): readonly string[] {
  const items = policies.flatMap(({ statements }) => statements.flatMap(({ resource }) => resource?.items ?? []));
  const accounts = items.flatMap((item) => {
    const { account = [] } = parseArn(item) ?? {};
    return account.length > 0 && isFixed(account) ? [wildPattern({ ...item, parts: account })] : [];
  });
  const found = [...new Set(accounts.filter((account) => account !== 'aws'))];
  return found.length === 0 ? ['000000000000'] : found.slice(0, MOST_ACCOUNTS);
}

/** What the holder may do to the boundary itself. */
function tampering(identity: Identity, boundary: Text, asked: Asked): BoundaryGap | undefined {
  const kind = identity.type === 'user' ? 'User' : 'Role';
  const itself = identity.type === 'permission-set' ? undefined : inArn(identity);
  if (itself !== undefined) {
    const removal = `iam:Delete${kind}PermissionsBoundary`;
    const removed = grants(asked, removal, itself);
    if (removed !== undefined) return { because: 'removable', action: removal, grants: removed };
    const replacement = `iam:Put${kind}PermissionsBoundary`;
    const replaced = grants(asked, replacement, itself, ANOTHER_BOUNDARY);
    if (replaced !== undefined) return { because: 'removable', action: replacement, grants: replaced };
  }
  const name = policyName(boundary);
  if (name === undefined) return undefined;
  const rewriting = 'iam:CreatePolicyVersion';
  const rewritten = grants(asked, rewriting, `policy/${told(name)}`);
  return rewritten && { because: 'rewritable', action: rewriting, grants: rewritten };
}

/** Ways to a new identity without limits: one that makes it, and one that gives it a policy. */
const WAYS: readonly (readonly [make: string, give: readonly string[], resource: string])[] = [
  ['iam:CreateRole', ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], 'role/*'],
  ['iam:CreateUser', ['iam:AttachUserPolicy', 'iam:PutUserPolicy'], 'user/*'],
];

function creation(asked: Asked): BoundaryGap | undefined {
  for (const [make, ways, resource] of WAYS) {
    const made = grants(asked, make, resource, NO_BOUNDARY);
    if (made === undefined) continue;
    for (const give of ways) {
      const given = grants(asked, give, resource, NO_BOUNDARY);
      if (given !== undefined) return { because: 'not passed on', actions: [make, give], grants: [...made, ...given] };
    }
  }
  return undefined;
}

/**
 * The statements by which an action is surely allowed in requests of a kind, whichever of the accounts it is;
 * undefined where it is not.
 *
 * @param resource behind the account: `role/*`
 */
function grants(
  { access, accounts }: Asked,
  action: string,
  resource: string,
  requests?: object,
): readonly Statement[] | undefined {
  const limits = requests === undefined ? [] : [[policyOf(requests)]];
  const limited = { ...access, access: { ...access.access, limits } };
  const actions = expand(action);
  const answers = accounts.map((account) =>
    grantedTo(limited, { actions, resources: [`arn:aws:iam::${account}:${resource}`] }),
  );
  return answers.every(({ verdict }) => verdict === 'yes') ? answers.flatMap((answer) => answer.grants) : undefined;
}

/** Requests that set no boundary, and such as set one that bounds nothing. */
const NO_BOUNDARY = { Null: { 'iam:PermissionsBoundary': 'true' } };
const ANOTHER_BOUNDARY = {
  StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
};

/** A policy that allows requests of a kind and no others, to ask about those alone. */
function policyOf(Condition: object): Policy {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const { document } = parseJson({ path: '', text: JSON.stringify({ Version: '2012-10-17', Statement }) });
  if (document === undefined) throw new Error('what was just written is no JSON');
  return readPolicy(plainValue(document, 0), { kind: 'scp' });
}

/** An identity in its ARN, behind the account: its path is what the input says, or none. */
function inArn({ type, resource }: Identity): string | undefined {
  const name = namePattern(resource, type);
  if (resource?.properties?.kind !== 'map' || /^\**$/.test(name)) return undefined;
  const path = givenValue(member(resource.properties, 'Path'));
  if (path !== undefined && (path.kind !== 'text' || literalOf(path) === undefined)) return undefined;
  return `${type}${path?.kind === 'text' ? literalOf(path) : '/'}${told(name)}`;
}

/** A name of which parts are not told, as one that only patterns for any name stand for. */
function told(pattern: string): string {
  return pattern.replace(/\*+/g, 'a-name-of-its-own');
}

/** The name of a policy of one's own, with its path; undefined for those of AWS, which nobody can rewrite. */
function policyName(boundary: Text): string | undefined {
  const pattern = widestPatternOf(boundary);
  const [, account, name] = /^arn:[^:]*:iam::([^:]*):policy\/(.+)$/.exec(pattern) ?? [];
  return account === 'aws' || name === undefined || /^\**$/.test(name) ? undefined : name;
}
