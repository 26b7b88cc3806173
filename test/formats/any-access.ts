import fc from 'fast-check';
import type {
  Access,
  Bucket,
  FunctionAccess,
  Holder,
  JsonObject,
  PolicyDocument,
  Role,
  User,
  WithPolicy,
} from './access.js';
import { allow, deny, documentOf, trustOf, WORKLOAD } from './scenarios/documents.js';

const WITHOUT_MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const WITH_MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const OF_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';

const IDENTITY_STATEMENTS: readonly JsonObject[] = [
  allow('*'),
  allow(['s3:*', 'sqs:SendMessage']),
  allow('iam:*'),
  allow('iam:*', '*', { Condition: WITH_MFA }),
  allow('sqs:*', QUEUE),
  allow('s3:GetObject', ['arn:aws:s3:::acme-reports', 'arn:aws:s3:::acme-reports/*']),
  allow('cloudtrail:StopLogging'),
  allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/${aws:username}'),
  { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' },
  { Effect: 'Allow', Action: 's3:PutObject', NotResource: 'arn:aws:s3:::acme-payroll/*' },
  deny('iam:*'),
  deny(['s3:DeleteBucket', 'kms:*'], { Sid: 'Guard' }),
  { Effect: 'Deny', NotAction: 'iam:EnableMFADevice', Resource: '*', Condition: WITHOUT_MFA },
];

const PRINCIPALS: readonly JsonObject[] = [
  { Principal: '*' },
  { Principal: { AWS: '*' } },
  { Principal: { AWS: ['111122223333', 'arn:aws:iam::444455556666:role/reader'] } },
  { Principal: { Service: 'sns.amazonaws.com' } },
  { NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/intern' } },
];

const TRUSTS: readonly PolicyDocument[] = [
  WORKLOAD,
  trustOf({ AWS: '*' }),
  trustOf({ AWS: '*' }, { Condition: OF_ORGANIZATION }),
  trustOf({ AWS: ['arn:aws:iam::111122223333:user/alice', '444455556666'] }),
];

/** AWS's own, one of an account that nobody knows, and those beside them. */
const MANAGED = [
  'arn:aws:iam::aws:policy/AdministratorAccess',
  'arn:aws:iam::aws:policy/AmazonS3FullAccess',
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'arn:aws:iam::111122223333:policy/elsewhere',
  'First',
  'Second',
];

const identityPolicy = fc
  .array(fc.constantFrom(...IDENTITY_STATEMENTS), { minLength: 1, maxLength: 2 })
  .map((statements) => documentOf(...statements));

function resourcePolicy(action: string, resource: string): fc.Arbitrary<PolicyDocument> {
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    others: fc.constantFrom(...PRINCIPALS),
    limits: fc.constantFrom({}, {}, { Condition: OF_ORGANIZATION }),
  });
  return fc.array(statement, { minLength: 1, maxLength: 2 }).map((all) =>
    documentOf(
      ...all.map(({ Effect, others, limits }) => ({
        Effect,
        ...others,
        Action: action,
        Resource: resource,
        ...limits,
      })),
    ),
  );
}

function withPolicy(action: string, resource: string): fc.Arbitrary<WithPolicy> {
  return fc.record({ policy: resourcePolicy(action, resource) }, { requiredKeys: [] });
}

/** Some of a few labels, each with a thing. */
function some<Thing>(labels: readonly string[], thing: fc.Arbitrary<Thing>): fc.Arbitrary<Record<string, Thing>> {
  return fc.dictionary(fc.constantFrom(...labels), thing, { maxKeys: labels.length, noNullPrototype: true });
}

const held = {
  attached: fc.uniqueArray(fc.constantFrom(...MANAGED), { maxLength: 2 }),
  inline: some(['own', 'other'], identityPolicy),
  boundary: fc.constantFrom(...MANAGED),
};

const group: fc.Arbitrary<Holder> = fc.record({ attached: held.attached, inline: held.inline }, { requiredKeys: [] });

const role: fc.Arbitrary<Role> = fc.record(
  { trust: fc.constantFrom(...TRUSTS), name: fc.constant('given-name'), ...held },
  { requiredKeys: ['trust'] },
);

const bucket: fc.Arbitrary<Bucket> = fc.record(
  {
    // Public ones have names of their own in CloudFormation.
    acl: fc.constantFrom('private', 'log-delivery-write'),
    block: fc.record({
      BlockPublicAcls: fc.boolean(),
      BlockPublicPolicy: fc.boolean(),
      IgnorePublicAcls: fc.boolean(),
      RestrictPublicBuckets: fc.boolean(),
    }),
    policy: resourcePolicy('s3:GetObject', 'arn:aws:s3:::acme-site/*'),
  },
  { requiredKeys: [] },
);

const functionAccess: fc.Arbitrary<FunctionAccess> = fc.record({
  name: fc.constant('resize'),
  invokedBy: some(
    ['FirstInvoker', 'SecondInvoker'],
    fc.record(
      {
        principal: fc.constantFrom('*', 's3.amazonaws.com', '444455556666'),
        sourceAccount: fc.constant('111122223333'),
      },
      { requiredKeys: ['principal'] },
    ),
  ),
});

function user(label: string, groups: readonly string[]): fc.Arbitrary<User> {
  return fc.record(
    {
      name: fc.constant(label.toLowerCase()),
      groups: groups.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 2 }),
      // What is left out, Terraform's provider writes down: see the scenarios.
      login: fc.record({ reset: fc.boolean() }),
      keys: some([`${label}Key`], fc.constantFrom('Active', 'Inactive')),
      ...held,
    },
    { requiredKeys: ['name'] },
  );
}

/** Any access that all formats but the policy file say the same of. */
export const anyAccess: fc.Arbitrary<Access> = some(['Staff', 'Guests'], group).chain((groups) =>
  fc.record({
    groups: fc.constant(groups),
    users: fc.record(
      { Alice: user('Alice', Object.keys(groups)), Bob: user('Bob', Object.keys(groups)) },
      { requiredKeys: [] },
    ),
    roles: some(['Worker', 'Reader'], role).map(withOneName),
    managedPolicies: fc.record({
      First: fc.record({ document: identityPolicy }),
      Second: fc.record({ document: identityPolicy, name: fc.constant('second-policy') }),
    }),
    permissionSets: some(
      ['Administrators'],
      fc.record({ name: fc.constant('admins'), attached: fc.constant([MANAGED[0] ?? '']) }),
    ),
    buckets: some(['Site', 'Logs'], bucket),
    queues: some(['Orders'], withPolicy('sqs:SendMessage', QUEUE)),
    topics: some(['Events'], withPolicy('sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:events')),
    keys: some(['Key'], withPolicy('kms:Decrypt', '*')),
    fileSystems: some(['Home'], withPolicy('elasticfilesystem:ClientMount', '*')),
    functions: some(['Resize'], functionAccess),
    userPools: some(['Customers'], fc.record({ mfa: fc.constantFrom('ON' as const, 'OFF' as const) })),
  }),
);

/** Two roles of an account do not have the same name. */
function withOneName(roles: Readonly<Record<string, Role>>): Readonly<Record<string, Role>> {
  return Object.fromEntries(
    Object.entries(roles).map(([label, { name, ...others }]) => [
      label,
      name === undefined ? others : { ...others, name: `${label}-${name}` },
    ]),
  );
}
