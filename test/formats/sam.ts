import { type Access, entriesOf, type FunctionAccess, isTrustOfFunctions, type Json, type Role } from './access.js';
import { templateOf } from './cloudformation.js';
import {
  documentValue,
  type Entry,
  permissions,
  policyName,
  resource,
  type Template,
  variablesOf,
} from './cloudformation-resource.js';

/**
 * A template of AWS SAM that makes what an access describes: its roles are those that SAM makes for functions, and bear
 * the functions' labels. Undefined where there is neither role nor function; and where a role has a name, which SAM gives.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function samTemplateOf({ roles, functions, ...others }: Access): Template | undefined {
  const template = templateOf(others);
  const isNamed = Object.values(roles ?? {}).some(({ name }) => name !== undefined);
  if (template === undefined || isNamed || (roles === undefined && functions === undefined)) return undefined;
  return {
    ...template,
    Transform: 'AWS::Serverless-2016-10-31',
    Globals: { Function: { Runtime: 'nodejs24.x', CodeUri: 'src/', Timeout: 10 } },
    Resources: {
      ...template.Resources,
      ...Object.fromEntries([
        ...entriesOf(roles).map(([label, role]) => functionOfRole(label, role)),
        ...entriesOf(functions).flatMap(([label, func]) => [plainFunction(label, func), ...permissions(label, func)]),
      ]),
    },
  };
}

/** What SAM calls the roles of an access and their inline policies, whose names it has no place for. */
export function namesInSam({ roles }: Access): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(roles).flatMap(([label, { attached = [], inline }]) => [
      [`${label}Role`, label] as const,
      ...entriesOf(inline).map(([name], i) => [`${label}RolePolicy${attached.length + i}`, name] as const),
    ]),
  );
}

const FUNCTION = 'AWS::Serverless::Function';

/** A function whose role is what an access describes. */
function functionOfRole(label: string, { trust, attached = [], inline, boundary }: Role): Entry {
  const documents = entriesOf(inline).map(([, document]) => documentValue(document));
  const policies = [...attached.map(shortName), ...documents];
  return resource(label, FUNCTION, {
    Handler: 'worker.handler',
    AssumeRolePolicyDocument: isTrustOfFunctions(trust) ? undefined : documentValue(trust),
    PermissionsBoundary: boundary === undefined ? undefined : policyName(boundary),
    Policies: policies.length === 0 ? undefined : policies,
  });
}

function plainFunction(label: string, func: FunctionAccess): Entry {
  return resource(label, FUNCTION, {
    FunctionName: func.name,
    Handler: 'index.handler',
    Environment: func.environment && { Variables: variablesOf(func) },
  });
}

/** SAM knows the managed policies of AWS by their names. */
function shortName(policy: string): Json {
  return policy.startsWith('arn:aws:iam::aws:policy/') ? policy.slice(policy.lastIndexOf('/') + 1) : policyName(policy);
}
