import type { Node } from '../../../document/document.js';
import { keyPlaceOf, type Place, placeOf } from '../../../document/place.js';
import { copyOf, listAt, mapAt, type Sketch, type SketchEntry, textAt } from '../../../document/rewrite.js';
import type { Guard } from '../../../document/value.js';
import { callOf, conditionalOf, isNoValue } from '../intrinsic.js';
import { choiceAt, managedPolicyAt, rolePoliciesOf } from './serverless-policies.js';
import { carried, entryAt, madeOf, nameAt, propertyOf, type ServerlessResource } from './serverless-resource.js';

/** What SAM gives a role beyond what `Policies` says, and where that is caused. */
export interface RoleAdditions {
  /** Services that may assume it. */
  readonly service: string;
  /** Managed policies of AWS, by their names with their paths. */
  readonly managed: readonly { readonly at: Place; readonly path: string }[];
  /** Inline policies: maps of name and document. */
  readonly inline: readonly Sketch[];
}

/** The role that a function or state machine runs as. */
export interface ExecutionRole {
  /** Its ARN, as the property `Role` has it. */
  readonly arn: SketchEntry['value'];
  readonly arnAt: Place;
  /** The role, if SAM makes one. */
  readonly made: readonly SketchEntry[];
}

/**
 * The execution role of a function or state machine. Where a role is given SAM makes none, and `Policies` says nothing;
 * where a condition decides whether one is given, SAM makes one for when it is not.
 */
export function executionRoleOf(resource: ServerlessResource, additions: () => RoleAdditions): ExecutionRole {
  const { document } = resource;
  const role = propertyOf(resource, 'Role');
  if (role === undefined) {
    const { arn, made } = makeRole(resource, additions(), []);
    return { arn, arnAt: nameAt(resource), made: [made] };
  }
  const arnAt = keyPlaceOf(document, role);
  const branches = conditionalOf(document, callOf(document, role));
  const isLeftOut = (branch: Node | undefined): boolean =>
    branch !== undefined && isNoValue(document, callOf(document, branch));
  const [withoutYes, withoutNo] = [isLeftOut(branches?.yes), isLeftOut(branches?.no)];
  if (branches === undefined || !(withoutYes || withoutNo)) return { arn: copyOf(document, role), arnAt, made: [] };
  const when: readonly Guard[] = withoutYes && withoutNo ? [] : [{ condition: branches.condition, is: withoutYes }];
  const { arn: madeArn, made } = makeRole(resource, additions(), when);
  const yes = withoutYes ? madeArn : copyOf(document, branches.yes);
  const no = withoutNo ? madeArn : copyOf(document, branches.no);
  return { arn: choiceAt(placeOf(document, role), branches.condition, yes, no), arnAt, made: [made] };
}

function makeRole(
  resource: ServerlessResource,
  { service, managed, inline }: RoleAdditions,
  when: readonly Guard[],
): { readonly arn: Sketch; readonly made: SketchEntry } {
  const at = nameAt(resource);
  const id = resource.take('Role', when);
  const policies = rolePoliciesOf(resource);
  const added = managed.filter(({ path }) => !policies.paths.has(path));
  const arns = [...added.map((policy) => managedPolicyAt(policy.at, policy.path)), ...policies.managed];
  const inlined = [...inline, ...policies.inline];
  const given = carried(resource, 'AssumeRolePolicyDocument');
  const entries: readonly SketchEntry[] = [
    ...(given.length > 0 ? given : [entryAt(at, 'AssumeRolePolicyDocument', trustAt(at, service))]),
    ...(arns.length > 0 ? [entryAt(at, 'ManagedPolicyArns', listAt(at, arns))] : []),
    ...(inlined.length > 0 ? [entryAt(at, 'Policies', listAt(at, inlined))] : []),
    ...carried(resource, 'RolePath', 'Path'),
    ...carried(resource, 'PermissionsBoundary'),
  ];
  return {
    arn: mapAt(at, { 'Fn::GetAtt': listAt(at, [textAt(at, id), textAt(at, 'Arn')]) }),
    made: madeOf(resource, id, 'AWS::IAM::Role', { kind: 'map', at, entries }),
  };
}

/** The trust policy that SAM writes. */
function trustAt(at: Place, service: string): Sketch {
  const statement = mapAt(at, {
    Effect: textAt(at, 'Allow'),
    Action: listAt(at, [textAt(at, 'sts:AssumeRole')]),
    Principal: mapAt(at, { Service: listAt(at, [textAt(at, service)]) }),
  });
  return mapAt(at, { Version: textAt(at, '2012-10-17'), Statement: listAt(at, [statement]) });
}
