import type { IdentityType, PolicyForm } from '../../inventory/model.js';
import type { PolicyKind } from '../../policy/model.js';

/** An attribute of a resource type that holds a policy document as JSON text. */
export interface PolicyAttribute {
  /** Terraform's resource type. */
  readonly type: string;
  /** Names from the resource down; blocks are lists, whose elements are all looked into. */
  readonly path: readonly string[];
  readonly kind: PolicyKind;
  readonly form: PolicyForm;
  /** Of a resource or trust policy: the type that it is attached to, as AWS calls it. */
  readonly resourceType?: string;
  /** The attribute beside the document that names the policy. */
  readonly name?: string;
  /** Who holds it: the resource itself, or the identity that an attribute names. */
  readonly holder?: 'itself' | { readonly attribute: string; readonly type: IdentityType };
  /** The attribute holds such a policy only where another one says so, or says nothing and this is its default. */
  readonly only?: { readonly attribute: string; readonly value: string; readonly isDefault?: true };
  /**
   * The resource type that writes the same policy down by itself, and the attribute by which it names its target. The
   * provider fills the policy in here as well, and it is to be read once.
   */
  readonly separate?: SeparateResource;
}

/** A resource type of its own for what an attribute holds as well, and the attribute that names whose it is. */
export interface SeparateResource {
  readonly type: string;
  readonly target: string;
}

const INLINE = { kind: 'identity', form: 'inline', name: 'name' } as const;
const ITSELF = { path: ['inline_policy', 'policy'], ...INLINE, holder: 'itself' } as const;
const SESSION = { kind: 'session', form: 'setting' } as const;
const CONTENT = { type: 'aws_organizations_policy', path: ['content'], form: 'setting', name: 'name' } as const;

function inlineOf(identity: 'group' | 'role' | 'user'): PolicyAttribute {
  const holder = { attribute: identity, type: identity };
  return { type: `aws_iam_${identity}_policy`, path: ['policy'], ...INLINE, holder };
}

const OTHERS: readonly PolicyAttribute[] = [
  { type: 'aws_iam_policy', path: ['policy'], kind: 'identity', form: 'managed', name: 'name' },
  inlineOf('group'),
  inlineOf('role'),
  inlineOf('user'),
  { type: 'aws_iam_role', ...ITSELF, separate: { type: 'aws_iam_role_policy', target: 'role' } },
  {
    type: 'aws_iam_role',
    path: ['assume_role_policy'],
    kind: 'trust',
    form: 'setting',
    resourceType: 'AWS::IAM::Role',
    holder: 'itself',
  },
  {
    type: 'aws_ssoadmin_permission_set_inline_policy',
    path: ['inline_policy'],
    kind: 'identity',
    form: 'inline',
    holder: { attribute: 'permission_set_arn', type: 'permission-set' },
  },
  { type: 'aws_iot_policy', path: ['policy'], kind: 'identity', form: 'setting', name: 'name' },
  { ...CONTENT, kind: 'scp', only: { attribute: 'type', value: 'SERVICE_CONTROL_POLICY', isDefault: true } },
  { ...CONTENT, kind: 'rcp', only: { attribute: 'type', value: 'RESOURCE_CONTROL_POLICY' } },
  { type: 'aws_eks_pod_identity_association', path: ['policy'], ...SESSION },
  { type: 'aws_rolesanywhere_profile', path: ['session_policy'], ...SESSION },
  { type: 'aws_transfer_access', path: ['policy'], ...SESSION },
  { type: 'aws_transfer_user', path: ['policy'], ...SESSION },
  {
    type: 'aws_vpc_endpoint',
    path: ['policy'],
    kind: 'endpoint',
    form: 'setting',
    separate: { type: 'aws_vpc_endpoint_policy', target: 'vpc_endpoint_id' },
  },
  { type: 'aws_vpc_endpoint_policy', path: ['policy'], kind: 'endpoint', form: 'setting' },
];

/** Type, attribute (blocks parted by dots), the type that the policy is attached to, and `separate`. */
type ResourcePolicyRow = readonly [
  type: string,
  path: string,
  resourceType: string,
  separate?: readonly [string, string],
];

/**
 * Resource policies in IAM's language. Attributes that look alike and are not, are left out: lifecycle, scaling and
 * data protection policies, Cedar, the access policies of OpenSearch Serverless.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const RESOURCE_POLICIES: readonly ResourcePolicyRow[] = [
  ['aws_acmpca_policy', 'policy', 'AWS::ACMPCA::CertificateAuthority'],
  ['aws_api_gateway_domain_name', 'policy', 'AWS::ApiGateway::DomainNameV2'],
  [
    'aws_api_gateway_rest_api',
    'policy',
    'AWS::ApiGateway::RestApi',
    ['aws_api_gateway_rest_api_policy', 'rest_api_id'],
  ],
  ['aws_api_gateway_rest_api_policy', 'policy', 'AWS::ApiGateway::RestApi'],
  ['aws_backup_vault_policy', 'policy', 'AWS::Backup::BackupVault'],
  ['aws_bedrock_resource_policy', 'policy', 'AWS::Bedrock::ResourcePolicy'],
  ['aws_bedrockagentcore_resource_policy', 'policy', 'AWS::BedrockAgentCore::ResourcePolicy'],
  ['aws_cloudsearch_domain_service_access_policy', 'access_policy', 'AWS::CloudSearch::Domain'],
  ['aws_cloudtrail_event_data_store_policy', 'policy', 'AWS::CloudTrail::EventDataStore'],
  ['aws_cloudwatch_event_bus_policy', 'policy', 'AWS::Events::EventBus'],
  ['aws_cloudwatch_log_delivery_destination_policy', 'delivery_destination_policy', 'AWS::Logs::DeliveryDestination'],
  ['aws_cloudwatch_log_destination_policy', 'access_policy', 'AWS::Logs::Destination'],
  ['aws_cloudwatch_log_resource_policy', 'policy_document', 'AWS::Logs::LogGroup'],
  ['aws_codeartifact_domain_permissions_policy', 'policy_document', 'AWS::CodeArtifact::Domain'],
  ['aws_codeartifact_repository_permissions_policy', 'policy_document', 'AWS::CodeArtifact::Repository'],
  ['aws_codebuild_resource_policy', 'policy', 'AWS::CodeBuild::Project'],
  ['aws_dynamodb_resource_policy', 'policy', 'AWS::DynamoDB::Table'],
  ['aws_ecr_registry_policy', 'policy', 'AWS::ECR::Registry'],
  ['aws_ecr_repository_creation_template', 'repository_policy', 'AWS::ECR::Repository'],
  ['aws_ecr_repository_policy', 'policy', 'AWS::ECR::Repository'],
  ['aws_ecrpublic_repository_policy', 'policy', 'AWS::ECR::PublicRepository'],
  ['aws_efs_file_system_policy', 'policy', 'AWS::EFS::FileSystem'],
  [
    'aws_elasticsearch_domain',
    'access_policies',
    'AWS::OpenSearchService::Domain',
    ['aws_elasticsearch_domain_policy', 'domain_name'],
  ],
  ['aws_elasticsearch_domain_policy', 'access_policies', 'AWS::OpenSearchService::Domain'],
  ['aws_fsx_s3_access_point_attachment', 's3_access_point.policy', 'AWS::S3::AccessPoint'],
  ['aws_glacier_vault', 'access_policy', 'AWS::Glacier::Vault'],
  ['aws_glacier_vault_lock', 'policy', 'AWS::Glacier::Vault'],
  ['aws_glue_resource_policy', 'policy', 'AWS::Glue::DataCatalog'],
  ['aws_kinesis_resource_policy', 'policy', 'AWS::Kinesis::Stream'],
  ['aws_kms_external_key', 'policy', 'AWS::KMS::Key', ['aws_kms_key_policy', 'key_id']],
  ['aws_kms_key', 'policy', 'AWS::KMS::Key', ['aws_kms_key_policy', 'key_id']],
  ['aws_kms_key_policy', 'policy', 'AWS::KMS::Key'],
  ['aws_kms_replica_external_key', 'policy', 'AWS::KMS::Key', ['aws_kms_key_policy', 'key_id']],
  ['aws_kms_replica_key', 'policy', 'AWS::KMS::Key', ['aws_kms_key_policy', 'key_id']],
  ['aws_lexv2models_resource_policy', 'policy', 'AWS::Lex::Bot'],
  ['aws_media_store_container_policy', 'policy', 'AWS::MediaStore::Container'],
  ['aws_msk_cluster_policy', 'policy', 'AWS::MSK::Cluster'],
  ['aws_networkfirewall_resource_policy', 'policy', 'AWS::NetworkFirewall::Firewall'],
  ['aws_oam_sink_policy', 'policy', 'AWS::Oam::Sink'],
  [
    'aws_opensearch_domain',
    'access_policies',
    'AWS::OpenSearchService::Domain',
    ['aws_opensearch_domain_policy', 'domain_name'],
  ],
  ['aws_opensearch_domain_policy', 'access_policies', 'AWS::OpenSearchService::Domain'],
  ['aws_organizations_resource_policy', 'content', 'AWS::Organizations::ResourcePolicy'],
  ['aws_prometheus_resource_policy', 'policy_document', 'AWS::APS::Workspace'],
  ['aws_redshift_resource_policy', 'policy', 'AWS::Redshift::Cluster'],
  ['aws_redshiftserverless_resource_policy', 'policy', 'AWS::RedshiftServerless::Namespace'],
  ['aws_s3_access_point', 'policy', 'AWS::S3::AccessPoint', ['aws_s3control_access_point_policy', 'access_point_arn']],
  ['aws_s3_bucket', 'policy', 'AWS::S3::Bucket', ['aws_s3_bucket_policy', 'bucket']],
  ['aws_s3_bucket_policy', 'policy', 'AWS::S3::Bucket'],
  ['aws_s3control_access_grants_instance_resource_policy', 'policy', 'AWS::S3::AccessGrantsInstance'],
  ['aws_s3control_access_point_policy', 'policy', 'AWS::S3::AccessPoint'],
  ['aws_s3control_bucket_policy', 'policy', 'AWS::S3Outposts::Bucket'],
  ['aws_s3control_multi_region_access_point_policy', 'details.policy', 'AWS::S3::MultiRegionAccessPoint'],
  ['aws_s3control_object_lambda_access_point_policy', 'policy', 'AWS::S3ObjectLambda::AccessPoint'],
  ['aws_s3tables_table_bucket_policy', 'resource_policy', 'AWS::S3Tables::TableBucket'],
  ['aws_s3tables_table_policy', 'resource_policy', 'AWS::S3Tables::Table'],
  ['aws_s3vectors_vector_bucket_policy', 'policy', 'AWS::S3Vectors::VectorBucket'],
  ['aws_sagemaker_model_package_group_policy', 'resource_policy', 'AWS::SageMaker::ModelPackageGroup'],
  ['aws_schemas_registry_policy', 'policy', 'AWS::EventSchemas::Registry'],
  [
    'aws_secretsmanager_secret',
    'policy',
    'AWS::SecretsManager::Secret',
    ['aws_secretsmanager_secret_policy', 'secret_arn'],
  ],
  ['aws_secretsmanager_secret_policy', 'policy', 'AWS::SecretsManager::Secret'],
  ['aws_ses_identity_policy', 'policy', 'AWS::SES::EmailIdentity'],
  ['aws_sesv2_email_identity_policy', 'policy', 'AWS::SES::EmailIdentity'],
  ['aws_sns_topic', 'policy', 'AWS::SNS::Topic', ['aws_sns_topic_policy', 'arn']],
  ['aws_sns_topic_policy', 'policy', 'AWS::SNS::Topic'],
  ['aws_sqs_queue', 'policy', 'AWS::SQS::Queue', ['aws_sqs_queue_policy', 'queue_url']],
  ['aws_sqs_queue_policy', 'policy', 'AWS::SQS::Queue'],
  ['aws_vpclattice_auth_policy', 'policy', 'AWS::VpcLattice::Service'],
  ['aws_vpclattice_resource_policy', 'policy', 'AWS::VpcLattice::Service'],
  ['aws_xray_resource_policy', 'policy_document', 'AWS::XRay::ResourcePolicy'],
];

/** Every attribute that holds a policy document. */
export const POLICY_ATTRIBUTES: readonly PolicyAttribute[] = [
  ...OTHERS,
  ...RESOURCE_POLICIES.map(([type, path, resourceType, separate]): PolicyAttribute => {
    const row = { type, path: path.split('.'), kind: 'resource', form: 'setting', resourceType } as const;
    return {
      ...row,
      ...(separate === undefined ? {} : { separate: { type: separate[0], target: separate[1] } }),
    };
  }),
];

const BY_TYPE: ReadonlyMap<string, readonly PolicyAttribute[]> = new Map(
  POLICY_ATTRIBUTES.map(({ type }) => [type, POLICY_ATTRIBUTES.filter((attribute) => attribute.type === type)]),
);

/** The attributes of a resource type that hold policy documents. */
export function policyAttributesOf(type: string): readonly PolicyAttribute[] {
  return BY_TYPE.get(type) ?? [];
}
