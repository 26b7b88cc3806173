import {
  arnReference,
  entriesOf,
  type FunctionAccess,
  given,
  isArn,
  type Json,
  type JsonObject,
  type PolicyDocument,
  replaced,
  type SecretOf,
} from './access.js';

/** A template, of which writers of other formats take parts. */
export type Template = JsonObject & { readonly Resources: JsonObject };

/** A resource by its logical id. */
export type Entry = readonly [string, JsonObject];

/** Properties; those that are undefined are left out. */
export type Properties = Readonly<Record<string, Json | undefined>>;

/** A resource with its properties. */
export function resource(label: string, type: string, properties: Properties): Entry {
  return [label, { Type: type, Properties: given(properties) }];
}

/** A resource of the template. */
export function ref(label: string): JsonObject {
  return { Ref: label };
}

/** A managed policy, by its ARN or its label. */
export function policyName(policy: string): Json {
  return isArn(policy) ? policy : ref(policy);
}

/** The secret of an access key. */
export function secretKey({ secretOf }: SecretOf): JsonObject {
  return { 'Fn::GetAtt': [secretOf, 'SecretAccessKey'] };
}

/** What a function finds in its environment. */
export function variablesOf({ environment }: FunctionAccess): JsonObject {
  return Object.fromEntries(entriesOf(environment).map(([name, value]) => [name, secretKey(value)]));
}

/** A policy document with its ARNs as functions. */
export function documentValue(document: PolicyDocument): Json {
  return replaced(document, (leaf) => {
    const reference = arnReference(leaf);
    return reference === undefined ? leaf : { 'Fn::Sub': `\${${reference.label}.Arn}${reference.rest}` };
  });
}

/** Those who may invoke a function. */
export function permissions(label: string, { invokedBy }: FunctionAccess): readonly Entry[] {
  return entriesOf(invokedBy).map(([permission, { principal, sourceAccount }]) =>
    resource(permission, 'AWS::Lambda::Permission', {
      FunctionName: ref(label),
      Action: 'lambda:InvokeFunction',
      Principal: principal,
      SourceAccount: sourceAccount,
    }),
  );
}
