import {
  type Access,
  ASSIGNEE,
  arnReference,
  type Bucket,
  entriesOf,
  given,
  type Holder,
  isObject,
  type Json,
  type JsonObject,
  type PolicyDocument,
  type SecretOf,
  type User,
} from './access.js';
import {
  documentValue,
  type Entry,
  type Properties,
  permissions,
  policyName,
  ref,
  resource,
  secretKey,
  type Template,
  variablesOf,
} from './cloudformation-resource.js';

/** A template that makes what an access describes; undefined where no resource of CloudFormation's is that. */
export function templateOf(access: Access): Template | undefined {
  const others = entriesOf(access.others);
  if (access.passwordPolicy !== undefined || others.some(([, { template }]) => template === undefined))
    return undefined;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { FirstPassword: { Type: 'String', NoEcho: true } },
    Resources: Object.fromEntries([
      ...entriesOf(access.groups).map(([label, group]) =>
        resource(label, 'AWS::IAM::Group', holder(group, 'GroupName')),
      ),
      ...entriesOf(access.users).flatMap(([label, user]) => userResources(label, user)),
      ...entriesOf(access.roles).map(([label, role]) => {
        const trust = { AssumeRolePolicyDocument: documentValue(role.trust) };
        return resource(label, 'AWS::IAM::Role', { ...trust, ...holder(role, 'RoleName') });
      }),
      ...entriesOf(access.permissionSets).flatMap(([label, { name, attached, session, assignedTo }]) => [
        resource(label, 'AWS::SSO::PermissionSet', {
          InstanceArn: 'arn:aws:sso:::instance/ssoins-1',
          Name: name,
          ManagedPolicies: attached,
          SessionDuration: session,
        }),
        ...(assignedTo === undefined ? [] : [assignment(label, assignedTo)]),
      ]),
      ...entriesOf(access.managedPolicies).map(([label, { name, document }]) =>
        resource(label, 'AWS::IAM::ManagedPolicy', {
          ManagedPolicyName: name,
          PolicyDocument: documentValue(document),
        }),
      ),
      ...entriesOf(access.buckets).flatMap(([label, bucket]) => bucketResources(label, bucket)),
      ...entriesOf(access.queues).flatMap(([label, { policy }]) => [
        resource(label, 'AWS::SQS::Queue', {}),
        ...separatePolicy(label, 'AWS::SQS::QueuePolicy', { Queues: [ref(label)] }, policy),
      ]),
      ...entriesOf(access.controlPolicies).map(([label, { type, document }]) =>
        resource(label, 'AWS::Organizations::Policy', { Name: label, Type: type, Content: documentValue(document) }),
      ),
      ...entriesOf(access.topics).flatMap(([label, { policy }]) => [
        resource(label, 'AWS::SNS::Topic', {}),
        ...separatePolicy(label, 'AWS::SNS::TopicPolicy', { Topics: [ref(label)] }, policy),
      ]),
      ...entriesOf(access.keys).map(([label, { policy }]) =>
        resource(label, 'AWS::KMS::Key', { KeyPolicy: policy && documentValue(policy) }),
      ),
      ...entriesOf(access.fileSystems).map(([label, { policy }]) =>
        resource(label, 'AWS::EFS::FileSystem', { FileSystemPolicy: policy && documentValue(policy) }),
      ),
      ...entriesOf(access.functions).flatMap(([label, func]) => [
        resource(label, 'AWS::Lambda::Function', {
          FunctionName: func.name,
          Environment: func.environment && { Variables: variablesOf(func) },
        }),
        ...permissions(label, func),
      ]),
      ...entriesOf(access.userPools).map(([label, { mfa }]) =>
        resource(label, 'AWS::Cognito::UserPool', { MfaConfiguration: mfa }),
      ),
      ...entriesOf(access.instances).map(([label, { userData }]) =>
        resource(label, 'AWS::EC2::Instance', { UserData: scriptOf(userData) }),
      ),
      ...entriesOf(access.parameters).map(([label, { value }]) =>
        resource(label, 'AWS::SSM::Parameter', { Type: 'String', Value: secretKey(value) }),
      ),
      ...others.map(([label, { template }]) =>
        resource(
          label,
          template?.type ?? '',
          Object.fromEntries(entriesOf(template?.properties).map(([name, value]) => [name, propertyOf(value)])),
        ),
      ),
      ...entriesOf(access.secrets).map(([label, { value }]) =>
        resource(label, 'AWS::SecretsManager::Secret', { SecretString: secretKey(value) }),
      ),
    ]),
    Outputs: Object.fromEntries(
      entriesOf(access.outputs).map(([label, { value }]) => [label, { Value: secretKey(value) }]),
    ),
  };
}

function holder({ name, attached, inline, boundary }: Holder, nameProperty: string): Properties {
  const policies = entriesOf(inline).map(([policy, document]) => ({
    PolicyName: policy,
    PolicyDocument: documentValue(document),
  }));
  return {
    [nameProperty]: name,
    ManagedPolicyArns: attached?.map(policyName),
    PermissionsBoundary: boundary === undefined ? undefined : policyName(boundary),
    Policies: policies.length === 0 ? undefined : policies,
  };
}

function userResources(label: string, user: User): readonly Entry[] {
  const { login, groups, keys } = user;
  const profile =
    login && given({ Password: login.password ?? ref('FirstPassword'), PasswordResetRequired: login.reset });
  return [
    resource(label, 'AWS::IAM::User', { ...holder(user, 'UserName'), Groups: groups?.map(ref), LoginProfile: profile }),
    ...entriesOf(keys).map(([key, status]) =>
      resource(key, 'AWS::IAM::AccessKey', { UserName: ref(label), Status: status }),
    ),
  ];
}

function bucketResources(label: string, { acl, block, policy }: Bucket): readonly Entry[] {
  const canned = acl?.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    resource(label, 'AWS::S3::Bucket', { AccessControl: canned, PublicAccessBlockConfiguration: block }),
    ...separatePolicy(label, 'AWS::S3::BucketPolicy', { Bucket: ref(label) }, policy),
  ];
}

function separatePolicy(
  label: string,
  type: string,
  target: Properties,
  policy: PolicyDocument | undefined,
): readonly Entry[] {
  if (policy === undefined) return [];
  return [resource(`${label}Policy`, type, { ...target, PolicyDocument: documentValue(policy) })];
}

/** A label behind `arnOf` is a reference to the resource; within a document, to its ARN. */
function propertyOf(value: Json): Json {
  const target = arnReference(value);
  if (target !== undefined) return ref(target.label);
  return isObject(value) ? documentValue(value) : value;
}

/** What an instance runs when it starts. */
function scriptOf({ secretOf }: SecretOf): JsonObject {
  return { 'Fn::Base64': { 'Fn::Sub': `export AWS_SECRET_ACCESS_KEY=\${${secretOf}.SecretAccessKey}` } };
}

function assignment(label: string, assignedTo: string): Entry {
  return resource(`${label}Assignment`, 'AWS::SSO::Assignment', {
    InstanceArn: 'arn:aws:sso:::instance/ssoins-1',
    PermissionSetArn: { 'Fn::GetAtt': [label, 'PermissionSetArn'] },
    PrincipalId: ASSIGNEE,
    PrincipalType: assignedTo,
    TargetId: '111122223333',
    TargetType: 'AWS_ACCOUNT',
  });
}
