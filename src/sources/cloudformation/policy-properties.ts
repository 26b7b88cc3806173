import type { IdentityType, PolicyForm } from '../../inventory/model.js';
import type { PolicyKind } from '../../policy/model.js';

/** A property of a resource type that holds a policy document. */
export interface PolicyProperty {
  readonly type: string;
  /** Names from the properties down; `[]` behind one that holds a list. */
  readonly path: string;
  readonly kind: PolicyKind;
  readonly form: PolicyForm;
  /** Of a resource or trust policy: the type that it is attached to. */
  readonly resourceType?: string;
  /** What holds it is something else, which need not hold it, and may be a text or come from elsewhere. */
  readonly isAside?: true;
  /** CloudFormation takes it as a text only, not as an object. */
  readonly isText?: true;
  /** The property beside the document that names the policy. */
  readonly name?: string;
  /** Who holds it: the resource itself, or the identities that these properties name, one or many. */
  readonly holders?: 'itself' | Readonly<Record<string, IdentityType>>;
  /** The property holds such a policy only where another property of the resource says so. */
  readonly only?: { readonly property: string; readonly value: string };
}

const LISTED = { Users: 'user', Groups: 'group', Roles: 'role' } as const;
const INLINE = { kind: 'identity', form: 'inline' } as const;
const EMBEDDED = { ...INLINE, path: 'Policies[].PolicyDocument', name: 'PolicyName', holders: 'itself' } as const;
const SEPARATE = { ...INLINE, path: 'PolicyDocument', name: 'PolicyName' } as const;
const SESSION = { kind: 'session', form: 'setting', isText: true } as const;
const ORGANIZATION = { type: 'AWS::Organizations::Policy', path: 'Content', form: 'setting', name: 'Name' } as const;

const OTHERS: readonly PolicyProperty[] = [
  { type: 'AWS::IAM::Group', ...EMBEDDED },
  { type: 'AWS::IAM::Role', ...EMBEDDED },
  { type: 'AWS::IAM::User', ...EMBEDDED },
  { type: 'AWS::IAM::GroupPolicy', ...SEPARATE, holders: { GroupName: 'group' } },
  { type: 'AWS::IAM::RolePolicy', ...SEPARATE, holders: { RoleName: 'role' } },
  { type: 'AWS::IAM::UserPolicy', ...SEPARATE, holders: { UserName: 'user' } },
  { type: 'AWS::IAM::Policy', ...SEPARATE, holders: LISTED },
  { type: 'AWS::IAM::ManagedPolicy', ...SEPARATE, form: 'managed', name: 'ManagedPolicyName', holders: LISTED },
  { type: 'AWS::SSO::PermissionSet', ...INLINE, path: 'InlinePolicy', holders: 'itself' },
  { type: 'AWS::IoT::Policy', path: 'PolicyDocument', kind: 'identity', form: 'setting', name: 'PolicyName' },
  {
    type: 'AWS::IAM::Role',
    path: 'AssumeRolePolicyDocument',
    kind: 'trust',
    form: 'setting',
    resourceType: 'AWS::IAM::Role',
    holders: 'itself',
  },
  {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
    type: 'AWS::ApiGateway::RestApi',
    path: 'Body.x-amazon-apigateway-policy',
    kind: 'resource',
    form: 'setting',
    resourceType: 'AWS::ApiGateway::RestApi',
    isAside: true,
  },
  { type: 'AWS::EKS::PodIdentityAssociation', path: 'Policy', ...SESSION },
  { type: 'AWS::RolesAnywhere::Profile', path: 'SessionPolicy', ...SESSION },
  { type: 'AWS::Transfer::User', path: 'Policy', ...SESSION },
  { type: 'AWS::EC2::VPCEndpoint', path: 'PolicyDocument', kind: 'endpoint', form: 'setting' },
  { ...ORGANIZATION, kind: 'scp', only: { property: 'Type', value: 'SERVICE_CONTROL_POLICY' } },
  { ...ORGANIZATION, kind: 'rcp', only: { property: 'Type', value: 'RESOURCE_CONTROL_POLICY' } },
];

/** Type, path, the type that the policy is attached to where it is another, and whether it is a text only. */
type ResourcePolicyRow = readonly [type: string, path: string, resourceType?: string | undefined, form?: 'text'];

/**
 * Resource policies in IAM's language. Properties that look alike and are not, are left out: scaling, lifecycle and
 * data protection policies, Cedar, the access policies of OpenSearch Serverless, the templates of RAM permissions.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const RESOURCE_POLICIES: readonly ResourcePolicyRow[] = [
  ['AWS::AIOps::InvestigationGroup', 'InvestigationGroupPolicy', undefined, 'text'],
  ['AWS::APS::ResourcePolicy', 'PolicyDocument', 'AWS::APS::Workspace', 'text'],
  ['AWS::ApiGateway::DomainNameV2', 'Policy'],
  ['AWS::ApiGateway::RestApi', 'Policy'],
  ['AWS::Backup::BackupVault', 'AccessPolicy'],
  ['AWS::Backup::LogicallyAirGappedBackupVault', 'AccessPolicy'],
  ['AWS::Bedrock::KnowledgeBasePolicy', 'PolicyDocument', 'AWS::Bedrock::KnowledgeBase'],
  ['AWS::Bedrock::ResourcePolicy', 'PolicyDocument'],
  ['AWS::BedrockAgentCore::ResourcePolicy', 'Policy', undefined, 'text'],
  ['AWS::CloudTrail::ResourcePolicy', 'ResourcePolicy'],
  ['AWS::CodeArtifact::Domain', 'PermissionsPolicyDocument'],
  ['AWS::CodeArtifact::Repository', 'PermissionsPolicyDocument'],
  ['AWS::DSQL::Cluster', 'PolicyDocument', undefined, 'text'],
  [
    'AWS::DynamoDB::GlobalTable',
    'Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument',
    'AWS::DynamoDB::Stream',
  ],
  ['AWS::DynamoDB::GlobalTable', 'Replicas[].ResourcePolicy.PolicyDocument', 'AWS::DynamoDB::Table'],
  ['AWS::DynamoDB::Table', 'ResourcePolicy.PolicyDocument'],
  ['AWS::DynamoDB::Table', 'StreamSpecification.ResourcePolicy.PolicyDocument', 'AWS::DynamoDB::Stream'],
  ['AWS::ECR::PublicRepository', 'RepositoryPolicyText'],
  ['AWS::ECR::RegistryPolicy', 'PolicyText', 'AWS::ECR::Registry'],
  ['AWS::ECR::Repository', 'RepositoryPolicyText'],
  ['AWS::ECR::RepositoryCreationTemplate', 'RepositoryPolicy', 'AWS::ECR::Repository', 'text'],
  ['AWS::EFS::FileSystem', 'FileSystemPolicy'],
  ['AWS::Elasticsearch::Domain', 'AccessPolicies', 'AWS::OpenSearchService::Domain'],
  ['AWS::EventSchemas::RegistryPolicy', 'Policy', 'AWS::EventSchemas::Registry'],
  ['AWS::Events::EventBus', 'Policy'],
  ['AWS::EventsV2::ResourcePolicy', 'PolicyDocument'],
  ['AWS::FSx::S3AccessPointAttachment', 'S3AccessPoint.Policy', 'AWS::S3::AccessPoint'],
  ['AWS::KMS::Key', 'KeyPolicy'],
  ['AWS::KMS::ReplicaKey', 'KeyPolicy', 'AWS::KMS::Key'],
  ['AWS::Kinesis::ResourcePolicy', 'ResourcePolicy', 'AWS::Kinesis::Stream'],
  ['AWS::Lambda::ResourcePolicy', 'PolicyDocument', 'AWS::Lambda::Function'],
  ['AWS::Lex::ResourcePolicy', 'Policy', 'AWS::Lex::Bot'],
  ['AWS::Logs::DeliveryDestination', 'DeliveryDestinationPolicy.DeliveryDestinationPolicy'],
  ['AWS::Logs::Destination', 'DestinationPolicy', undefined, 'text'],
  ['AWS::Logs::LogGroup', 'ResourcePolicyDocument'],
  ['AWS::Logs::ResourcePolicy', 'PolicyDocument', 'AWS::Logs::LogGroup', 'text'],
  ['AWS::MSK::ClusterPolicy', 'Policy', 'AWS::MSK::Cluster'],
  ['AWS::MediaPackageV2::ChannelPolicy', 'Policy', 'AWS::MediaPackageV2::Channel'],
  ['AWS::MediaPackageV2::OriginEndpointPolicy', 'Policy', 'AWS::MediaPackageV2::OriginEndpoint'],
  ['AWS::MediaStore::Container', 'Policy', undefined, 'text'],
  ['AWS::MediaTailor::ChannelPolicy', 'Policy', 'AWS::MediaTailor::Channel'],
  ['AWS::ODB::OdbNetwork', 'KmsPolicyDocument', undefined, 'text'],
  ['AWS::ODB::OdbNetwork', 'S3PolicyDocument', undefined, 'text'],
  ['AWS::ODB::OdbNetwork', 'StsPolicyDocument', undefined, 'text'],
  ['AWS::OSIS::Pipeline', 'ResourcePolicy.Policy'],
  ['AWS::Oam::Sink', 'Policy'],
  ['AWS::Omics::SequenceStore', 'S3AccessPolicy'],
  ['AWS::OpenSearchService::Domain', 'AccessPolicies'],
  ['AWS::Organizations::ResourcePolicy', 'Content'],
  ['AWS::PaymentCryptography::Key', 'Policy', undefined, 'text'],
  ['AWS::RUM::AppMonitor', 'ResourcePolicy.PolicyDocument', undefined, 'text'],
  ['AWS::Redshift::Cluster', 'NamespaceResourcePolicy'],
  ['AWS::RedshiftServerless::Namespace', 'NamespaceResourcePolicy'],
  ['AWS::S3::AccessPoint', 'Policy'],
  ['AWS::S3::BucketPolicy', 'PolicyDocument', 'AWS::S3::Bucket'],
  ['AWS::S3::MultiRegionAccessPointPolicy', 'Policy', 'AWS::S3::MultiRegionAccessPoint'],
  ['AWS::S3Express::AccessPoint', 'Policy'],
  ['AWS::S3Express::BucketPolicy', 'PolicyDocument', 'AWS::S3Express::DirectoryBucket'],
  ['AWS::S3Files::FileSystemPolicy', 'Policy', 'AWS::S3Files::FileSystem'],
  ['AWS::S3ObjectLambda::AccessPointPolicy', 'PolicyDocument', 'AWS::S3ObjectLambda::AccessPoint'],
  ['AWS::S3Outposts::AccessPoint', 'Policy'],
  ['AWS::S3Outposts::BucketPolicy', 'PolicyDocument', 'AWS::S3Outposts::Bucket'],
  ['AWS::S3Tables::TableBucketPolicy', 'ResourcePolicy', 'AWS::S3Tables::TableBucket'],
  ['AWS::S3Tables::TablePolicy', 'ResourcePolicy', 'AWS::S3Tables::Table'],
  ['AWS::S3Vectors::VectorBucketPolicy', 'Policy', 'AWS::S3Vectors::VectorBucket'],
  ['AWS::SMSVOICE::ResourcePolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicInlinePolicy', 'PolicyDocument', 'AWS::SNS::Topic'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument', 'AWS::SNS::Topic'],
  ['AWS::SQS::QueueInlinePolicy', 'PolicyDocument', 'AWS::SQS::Queue'],
  ['AWS::SQS::QueuePolicy', 'PolicyDocument', 'AWS::SQS::Queue'],
  ['AWS::SSM::ResourcePolicy', 'Policy'],
  ['AWS::SageMaker::ModelPackageGroup', 'ModelPackageGroupPolicy'],
  ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy', 'AWS::SecretsManager::Secret'],
  ['AWS::VpcLattice::AuthPolicy', 'Policy'],
  ['AWS::VpcLattice::ResourcePolicy', 'Policy'],
  ['AWS::XRay::ResourcePolicy', 'PolicyDocument', undefined, 'text'],
];

/** Every property that holds a policy document. */
export const POLICY_PROPERTIES: readonly PolicyProperty[] = [
  ...OTHERS,
  ...RESOURCE_POLICIES.map(([type, path, resourceType = type, form]): PolicyProperty => {
    const row = { type, path, resourceType, kind: 'resource', form: 'setting' } as const;
    return form === 'text' ? { ...row, isText: true } : row;
  }),
];

const BY_TYPE: ReadonlyMap<string, readonly PolicyProperty[]> = new Map(
  POLICY_PROPERTIES.map(({ type }) => [type, POLICY_PROPERTIES.filter((property) => property.type === type)]),
);

/** The properties of a resource type that hold policy documents. */
export function policyPropertiesOf(type: string): readonly PolicyProperty[] {
  return BY_TYPE.get(type) ?? [];
}
