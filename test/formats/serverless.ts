import {
  type Access,
  entriesOf,
  type FunctionAccess,
  given,
  isObject,
  isTrustOfFunctions,
  type Json,
  type JsonObject,
  type PolicyDocument,
  type Role,
  replaced,
} from './access.js';
import { templateOf } from './cloudformation.js';
import { documentValue, type Entry, permissions, policyName, variablesOf } from './cloudformation-resource.js';

/**
 * A service of the Serverless Framework that makes what an access describes: the role that all its functions share; a
 * second role is that of a function alone, and one for which the framework has no words stands among the resources.
 * Undefined where CloudFormation has no resource for an access.
 * https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
export function serviceOf(access: Access): JsonObject | undefined {
  const { shared, own, others } = rolesOf(access);
  const template = templateOf({ ...access, roles: others, functions: {} });
  if (template === undefined) return undefined;
  const { AWSTemplateFormatVersion: _, ...resources } = template;
  const plain = entriesOf(access.functions);
  return {
    service: 'orders',
    frameworkVersion: '4',
    provider: given<Json>({
      name: 'aws',
      runtime: 'nodejs24.x',
      stage: "${opt:stage, 'dev'}",
      region: 'eu-west-1',
      iam: shared && { role: roleOf(shared[1]) },
    }),
    functions: Object.fromEntries([
      ...(shared === undefined ? [] : [functionEntry(shared[0])]),
      ...own.map(([label, role]) => functionEntry(label, { iam: { role: roleOf(role) } })),
      ...plain.map(([label, func]) => functionEntry(label, argumentsOf(func))),
    ]),
    resources: escaped({
      ...resources,
      Resources: {
        ...template.Resources,
        ...Object.fromEntries(plain.flatMap(([label, func]) => permissions(idOf(label), func))),
      },
    }),
  };
}

/** What the framework calls roles, functions, and the one policy that it writes for a role, named by the first. */
export function namesInServerless(access: Access): ReadonlyMap<string, string> {
  const { shared, own } = rolesOf(access);
  const policies = entriesOf(shared?.[1].inline).slice(0, 1);
  return new Map([
    ...(shared === undefined ? [] : [['IamRoleLambdaExecution', shared[0]] as const]),
    ...policies.map(([name]) => ["orders-‹opt:stage, 'dev'›-lambda", name] as const),
    ...own.map(([label]) => [`${label}IamRoleLambdaExecution`, label] as const),
    ...entriesOf(access.functions).map(([label]) => [idOf(label), label] as const),
  ]);
}

/** The roles of an access, by how the framework has them. */
interface Roles {
  readonly shared: readonly [string, Role] | undefined;
  readonly own: readonly (readonly [string, Role])[];
  readonly others: Readonly<Record<string, Role>>;
}

function rolesOf({ roles }: Access): Roles {
  const entries = entriesOf(roles);
  const [shared, ...own] = entries.filter(([, role]) => isOfFunctions(role));
  return { shared, own, others: Object.fromEntries(entries.filter(([, role]) => !isOfFunctions(role))) };
}

function functionEntry(label: string, others: JsonObject = {}): Entry {
  return [label, { handler: `src/${label.toLowerCase()}.handler`, ...others }];
}

/** The logical id of a function. */
function idOf(label: string): string {
  return `${label}LambdaFunction`;
}

function argumentsOf(func: FunctionAccess): JsonObject {
  return given<Json>({ name: func.name, environment: func.environment && variablesOf(func) });
}

function roleOf({ attached, inline, boundary }: Role): JsonObject {
  const statements = Object.values(inline ?? {})
    .flatMap(statementsOf)
    .map(escaped);
  return given<Json>({
    managedPolicies: attached?.map(policyName),
    permissionsBoundary: boundary === undefined ? undefined : policyName(boundary),
    statements: statements.length === 0 ? undefined : statements,
  });
}

/** What looks like a variable of the framework's and is one of AWS's is written behind a backslash. */
function escaped(value: Json): Json {
  return replaced(value, (leaf) => (typeof leaf === 'string' ? leaf.replace(/\$\{(?=aws:)/g, '\\${') : leaf));
}

/** The framework gives roles their trust policy and their name, and writes one policy at most, with all statements. */
function isOfFunctions({ name, trust, inline }: Role): boolean {
  const documents = Object.values(inline ?? {});
  const isOnePolicy = documents.length < 2 && documents.every(hasStatementsAlone);
  return name === undefined && isTrustOfFunctions(trust) && isOnePolicy;
}

function hasStatementsAlone(document: PolicyDocument): boolean {
  const { Version, Statement, ...others } = document;
  return Version === '2012-10-17' && Array.isArray(Statement) && Object.keys(others).length === 0;
}

function statementsOf(document: PolicyDocument): readonly Json[] {
  const written = documentValue(document);
  const statements = isObject(written) ? written['Statement'] : undefined;
  return Array.isArray(statements) ? statements : [];
}
