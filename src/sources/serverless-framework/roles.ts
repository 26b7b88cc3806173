import { isList, memberOf, type Node, scalarOf, stringOf } from '../../document/document.js';
import { keyPlaceOf, type Place } from '../../document/place.js';
import { copyOf, listAt, mapAt, type Sketch, type SketchEntry, textAt } from '../../document/rewrite.js';
import { callOf } from '../cloudformation/intrinsic.js';
import {
  copied,
  itemsOf,
  keyAtOf,
  namesRole,
  normalized,
  providerAt,
  resourceAt,
  type Service,
  standardName,
  within,
} from './service.js';

/** The logical id of the role that all functions share, and the end of those of functions with their own. */
const SHARED_ROLE = 'IamRoleLambdaExecution';

/** The plugin that gives functions roles of their own. */
const ROLES_PER_FUNCTION = 'serverless-iam-roles-per-function';

/** What a role is made of. */
interface RoleParts {
  /** Lists of statements, or what stands in their place. */
  readonly statements: readonly Node[];
  readonly managed: readonly Node[];
  readonly boundary: Node | undefined;
  readonly name: Node | undefined;
  readonly path: Node | undefined;
  /** Where a network is asked for, which needs a managed policy. */
  readonly vpc: Node | undefined;
}

/**
 * The roles that the framework makes. Its statements for a function's own logs and sources of events are left out: they
 * name what they are for.
 * https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
export function rolesOf(service: Service): readonly SketchEntry[] {
  const { functions } = service;
  const own = [...functions].flatMap(([name, node]) => functionRole(service, name, node));
  return hasSharedRole(service) ? [sharedRole(service), ...own] : own;
}

/** The framework makes no role where one is given, for the service or for each function. */
function hasSharedRole({ document, provider, functions, isOpen }: Service): boolean {
  const role = within(document, provider, 'iam', 'role');
  if (role !== undefined && namesRole(document, role)) return false;
  if (within(document, provider, 'role') !== undefined) return false;
  return isOpen || [...functions.values()].some((node) => within(document, node, 'role') === undefined);
}

function sharedRole(service: Service): SketchEntry {
  const { document, provider, functions } = service;
  const role = within(document, provider, 'iam', 'role');
  const at = keyAtOf(document, role, providerAt(service));
  const networks = [...functions.values()].map((node) => within(document, node, 'vpc'));
  return roleAt(service, at, SHARED_ROLE, {
    statements: providerStatements(service),
    managed: list(within(document, role, 'managedPolicies') ?? within(document, provider, 'iamManagedPolicies')),
    boundary: sharedBoundary(service),
    name: within(document, role, 'name'),
    path: within(document, role, 'path'),
    vpc: within(document, provider, 'vpc') ?? networks.find((node) => node !== undefined),
  });
}

function sharedBoundary({ document, provider }: Service): Node | undefined {
  const role = within(document, provider, 'iam', 'role');
  return (
    within(document, role, 'permissionsBoundary') ??
    within(document, role, 'permissionBoundary') ??
    within(document, provider, 'rolePermissionsBoundary')
  );
}

function providerStatements({ document, provider }: Service): readonly Node[] {
  return list(
    within(document, provider, 'iam', 'role', 'statements') ?? within(document, provider, 'iamRoleStatements'),
  );
}

/** A function's own role, if it asks for one: by the plugin's `iamRoleStatements`, or by `iam.role`. */
function functionRole(service: Service, name: string, node: Node): readonly SketchEntry[] {
  const { document, provider } = service;
  const statements = within(document, node, 'iamRoleStatements');
  const role = within(document, node, 'iam', 'role');
  const cause = statements ?? (role === undefined || namesRole(document, role) ? undefined : role);
  if (cause === undefined) return [];
  const settings = within(document, 0, 'custom', ROLES_PER_FUNCTION);
  const inherits = within(document, node, 'iamRoleStatementsInherit') ?? within(document, settings, 'defaultInherit');
  const inheritsToo = within(document, node, 'iam', 'inheritStatements');
  const isHeir = [inherits, inheritsToo].some((each) => each !== undefined && scalarOf(document, each) === 'true');
  const id = `${normalized(name)}${SHARED_ROLE}`;
  const made = roleAt(service, keyPlaceOf(document, cause), id, {
    statements: [
      ...(isHeir ? providerStatements(service) : []),
      ...list(statements),
      ...list(within(document, role, 'statements')),
    ],
    managed: list(within(document, role, 'managedPolicies')),
    boundary:
      within(document, node, 'iamPermissionsBoundary') ??
      within(document, role, 'permissionsBoundary') ??
      within(document, settings, 'iamGlobalPermissionsBoundary') ??
      // The plugin takes the shared role for a pattern.
      (statements === undefined ? undefined : sharedBoundary(service)),
    name: within(document, node, 'iamRoleStatementsName') ?? within(document, role, 'name'),
    path: within(document, role, 'path'),
    vpc: within(document, node, 'vpc') ?? within(document, provider, 'vpc'),
  });
  return [made];
}

function list(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : [node];
}

function roleAt(service: Service, at: Place, id: string, parts: RoleParts): SketchEntry {
  const { document } = service;
  const { statements, managed, boundary, name, path, vpc } = parts;
  const listed = managed.flatMap((node) => itemsOf(document, node)).map((node) => copyOf(document, node));
  const arns = vpc === undefined ? listed : [...listed, networkPolicy(keyPlaceOf(document, vpc))];
  const policies = policiesOf(service, statements);
  const nameParts = [mapAt(at, { Ref: textAt(at, 'AWS::Region') }), textAt(at, id === SHARED_ROLE ? 'lambdaRole' : id)];
  return resourceAt(at, id, 'AWS::IAM::Role', [
    { key: 'AssumeRolePolicyDocument', keyAt: at, value: trustAt(at) },
    ...policies,
    ...(arns.length === 0 ? [] : [{ key: 'ManagedPolicyArns', keyAt: at, value: listAt(at, arns) }]),
    ...copied(document, 'PermissionsBoundary', boundary),
    ...(name === undefined
      ? [{ key: 'RoleName', keyAt: at, value: standardName(service, at, ...nameParts) }]
      : copied(document, 'RoleName', name)),
    ...copied(document, 'Path', path),
  ]);
}

/** One inline policy with all statements. A list that the file does not tell stands among them. */
function policiesOf(service: Service, lists: readonly Node[]): readonly SketchEntry[] {
  const { document } = service;
  const [first] = lists;
  if (first === undefined) return [];
  const at = keyPlaceOf(document, first);
  const isOne = lists.length === 1 && isList(document, first);
  const statements: Sketch = isOne
    ? copyOf(document, first)
    : listAt(
        at,
        lists.flatMap((node) => itemsOf(document, node)).map((node) => copyOf(document, node)),
      );
  const policy = mapAt(at, {
    PolicyName: standardName(service, at, textAt(at, 'lambda')),
    PolicyDocument: mapAt(at, { Version: textAt(at, '2012-10-17'), Statement: statements }),
  });
  return [{ key: 'Policies', keyAt: at, value: listAt(at, [policy]) }];
}

function networkPolicy(at: Place): Sketch {
  const arn = `arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole`;
  return mapAt(at, { 'Fn::Sub': textAt(at, arn) });
}

function trustAt(at: Place): Sketch {
  const statement = mapAt(at, {
    Effect: textAt(at, 'Allow'),
    Principal: mapAt(at, { Service: listAt(at, [textAt(at, 'lambda.amazonaws.com')]) }),
    Action: listAt(at, [textAt(at, 'sts:AssumeRole')]),
  });
  return mapAt(at, { Version: textAt(at, '2012-10-17'), Statement: listAt(at, [statement]) });
}

/** The role that a function runs as: its own, the one that is given, or the one that all share. */
export function roleOf(service: Service, name: string, node: Node): Sketch {
  const { document, provider } = service;
  const own = within(document, node, 'iamRoleStatements') ?? within(document, node, 'iam', 'role');
  const shared = within(document, provider, 'iam', 'role');
  const isNamed = shared !== undefined && namesRole(document, shared);
  const given = within(document, node, 'role') ?? (isNamed ? shared : within(document, provider, 'role'));
  const at = keyAtOf(document, given ?? own, keyPlaceOf(document, node));
  if (own !== undefined && memberOf(document, node, 'role') === undefined) {
    return namesRole(document, own) ? copyOf(document, own) : arnOf(at, `${normalized(name)}${SHARED_ROLE}`);
  }
  if (given === undefined) return arnOf(at, SHARED_ROLE);
  const text = callOf(document, given) === undefined ? stringOf(document, given) : undefined;
  return text === undefined || text.includes(':') ? copyOf(document, given) : arnOf(at, text);
}

function arnOf(at: Place, id: string): Sketch {
  return mapAt(at, { 'Fn::GetAtt': listAt(at, [textAt(at, id), textAt(at, 'Arn')]) });
}
