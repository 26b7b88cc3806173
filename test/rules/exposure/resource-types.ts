/**
 * A kind of resource that carries a policy or grant: an action that it takes, and where the policy stands in
 * CloudFormation and in Terraform, each as `type.path` (`[]` behind a list, blocks of Terraform parted by dots).
 */
export interface ResourceType {
  readonly action: string;
  readonly cloudFormation: readonly string[];
  readonly terraform: readonly string[];
  /** The rule that speaks of it, where it is not `public-resource-policy`. */
  readonly rule?: string;
}

function row(
  action: string,
  cloudFormation: readonly string[],
  terraform: readonly string[] = [],
  rule?: string,
): ResourceType {
  return { action, cloudFormation, terraform, ...(rule === undefined ? {} : { rule }) };
}

const S3 = 'public-s3-principal';
const NETWORK = 'public-network-resource-policy';
const BLOCKED = 'public-policy-blocked';

/**
 * Every resource type whose policy is written in IAM's language and lets others in, by the schemas of CloudFormation and
 * of Terraform's provider, independently of the tables by which the sources read them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html,
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  row('acm-pca:IssueCertificate', [], ['aws_acmpca_policy.policy']),
  row('aiops:GetInvestigation', ['AWS::AIOps::InvestigationGroup.InvestigationGroupPolicy']),
  row(
    'aps:QueryMetrics',
    ['AWS::APS::ResourcePolicy.PolicyDocument'],
    ['aws_prometheus_resource_policy.policy_document'],
  ),
  row(
    'execute-api:Invoke',
    [
      'AWS::ApiGateway::DomainNameV2.Policy',
      'AWS::ApiGateway::RestApi.Policy',
      'AWS::ApiGateway::RestApi.Body.x-amazon-apigateway-policy',
    ],
    ['aws_api_gateway_domain_name.policy', 'aws_api_gateway_rest_api.policy', 'aws_api_gateway_rest_api_policy.policy'],
    NETWORK,
  ),
  row(
    'backup:CopyIntoBackupVault',
    ['AWS::Backup::BackupVault.AccessPolicy', 'AWS::Backup::LogicallyAirGappedBackupVault.AccessPolicy'],
    ['aws_backup_vault_policy.policy'],
  ),
  row('bedrock:Retrieve', ['AWS::Bedrock::KnowledgeBasePolicy.PolicyDocument']),
  row(
    'bedrock:GetImportedModel',
    ['AWS::Bedrock::ResourcePolicy.PolicyDocument'],
    ['aws_bedrock_resource_policy.policy'],
  ),
  row(
    'bedrock-agentcore:InvokeAgentRuntime',
    ['AWS::BedrockAgentCore::ResourcePolicy.Policy'],
    ['aws_bedrockagentcore_resource_policy.policy'],
  ),
  row('cloudsearch:search', [], ['aws_cloudsearch_domain_service_access_policy.access_policy']),
  row(
    'cloudtrail:StartQuery',
    ['AWS::CloudTrail::ResourcePolicy.ResourcePolicy'],
    ['aws_cloudtrail_event_data_store_policy.policy'],
  ),
  row(
    'codeartifact:GetAuthorizationToken',
    ['AWS::CodeArtifact::Domain.PermissionsPolicyDocument'],
    ['aws_codeartifact_domain_permissions_policy.policy_document'],
  ),
  row(
    'codeartifact:ReadFromRepository',
    ['AWS::CodeArtifact::Repository.PermissionsPolicyDocument'],
    ['aws_codeartifact_repository_permissions_policy.policy_document'],
  ),
  row('codebuild:StartBuild', [], ['aws_codebuild_resource_policy.policy']),
  row('dsql:DbConnect', ['AWS::DSQL::Cluster.PolicyDocument']),
  row(
    'dynamodb:GetItem',
    [
      'AWS::DynamoDB::GlobalTable.Replicas[].ResourcePolicy.PolicyDocument',
      'AWS::DynamoDB::Table.ResourcePolicy.PolicyDocument',
    ],
    ['aws_dynamodb_resource_policy.policy'],
  ),
  row('dynamodb:GetRecords', [
    'AWS::DynamoDB::GlobalTable.Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument',
    'AWS::DynamoDB::Table.StreamSpecification.ResourcePolicy.PolicyDocument',
  ]),
  row(
    'ecr:BatchGetImage',
    ['AWS::ECR::Repository.RepositoryPolicyText', 'AWS::ECR::RepositoryCreationTemplate.RepositoryPolicy'],
    ['aws_ecr_repository_policy.policy', 'aws_ecr_repository_creation_template.repository_policy'],
  ),
  row(
    'ecr-public:PutImage',
    ['AWS::ECR::PublicRepository.RepositoryPolicyText'],
    ['aws_ecrpublic_repository_policy.policy'],
  ),
  row('ecr:ReplicateImage', ['AWS::ECR::RegistryPolicy.PolicyText'], ['aws_ecr_registry_policy.policy']),
  row(
    'elasticfilesystem:ClientMount',
    ['AWS::EFS::FileSystem.FileSystemPolicy'],
    ['aws_efs_file_system_policy.policy'],
    NETWORK,
  ),
  row(
    'es:ESHttpGet',
    ['AWS::Elasticsearch::Domain.AccessPolicies', 'AWS::OpenSearchService::Domain.AccessPolicies'],
    [
      'aws_elasticsearch_domain.access_policies',
      'aws_elasticsearch_domain_policy.access_policies',
      'aws_opensearch_domain.access_policies',
      'aws_opensearch_domain_policy.access_policies',
    ],
  ),
  row('schemas:DescribeSchema', ['AWS::EventSchemas::RegistryPolicy.Policy'], ['aws_schemas_registry_policy.policy']),
  row(
    'events:PutEvents',
    [
      'AWS::Events::EventBus.Policy',
      'AWS::Events::EventBusPolicy.Statement',
      'AWS::EventsV2::ResourcePolicy.PolicyDocument',
    ],
    ['aws_cloudwatch_event_bus_policy.policy'],
  ),
  row('glacier:InitiateJob', [], ['aws_glacier_vault.access_policy', 'aws_glacier_vault_lock.policy']),
  row('glue:GetTable', [], ['aws_glue_resource_policy.policy']),
  row('kinesis:GetRecords', ['AWS::Kinesis::ResourcePolicy.ResourcePolicy'], ['aws_kinesis_resource_policy.policy']),
  row(
    'kms:Decrypt',
    ['AWS::KMS::Key.KeyPolicy', 'AWS::KMS::ReplicaKey.KeyPolicy'],
    [
      'aws_kms_external_key.policy',
      'aws_kms_key.policy',
      'aws_kms_key_policy.policy',
      'aws_kms_replica_external_key.policy',
      'aws_kms_replica_key.policy',
    ],
  ),
  row('lambda:InvokeFunction', ['AWS::Lambda::ResourcePolicy.PolicyDocument']),
  row('lex:RecognizeText', ['AWS::Lex::ResourcePolicy.Policy'], ['aws_lexv2models_resource_policy.policy']),
  row(
    'logs:CreateDelivery',
    ['AWS::Logs::DeliveryDestination.DeliveryDestinationPolicy.DeliveryDestinationPolicy'],
    ['aws_cloudwatch_log_delivery_destination_policy.delivery_destination_policy'],
  ),
  row(
    'logs:PutSubscriptionFilter',
    ['AWS::Logs::Destination.DestinationPolicy'],
    ['aws_cloudwatch_log_destination_policy.access_policy'],
  ),
  row(
    'logs:PutLogEvents',
    ['AWS::Logs::LogGroup.ResourcePolicyDocument', 'AWS::Logs::ResourcePolicy.PolicyDocument'],
    ['aws_cloudwatch_log_resource_policy.policy_document'],
  ),
  row('kafka:CreateVpcConnection', ['AWS::MSK::ClusterPolicy.Policy'], ['aws_msk_cluster_policy.policy']),
  row('mediapackagev2:PutObject', ['AWS::MediaPackageV2::ChannelPolicy.Policy']),
  row('mediapackagev2:GetObject', ['AWS::MediaPackageV2::OriginEndpointPolicy.Policy']),
  row('mediastore:GetObject', ['AWS::MediaStore::Container.Policy'], ['aws_media_store_container_policy.policy']),
  row('mediatailor:GetManifest', ['AWS::MediaTailor::ChannelPolicy.Policy']),
  row('network-firewall:CreateFirewallPolicy', [], ['aws_networkfirewall_resource_policy.policy']),
  row('kms:Decrypt', ['AWS::ODB::OdbNetwork.KmsPolicyDocument']),
  row('s3:GetObject', ['AWS::ODB::OdbNetwork.S3PolicyDocument']),
  row('sts:AssumeRole', ['AWS::ODB::OdbNetwork.StsPolicyDocument']),
  row('osis:Ingest', ['AWS::OSIS::Pipeline.ResourcePolicy.Policy']),
  row('oam:CreateLink', ['AWS::Oam::Sink.Policy'], ['aws_oam_sink_policy.policy']),
  row('s3:GetObject', ['AWS::Omics::SequenceStore.S3AccessPolicy']),
  row(
    'organizations:DescribePolicy',
    ['AWS::Organizations::ResourcePolicy.Content'],
    ['aws_organizations_resource_policy.content'],
  ),
  row('payment-cryptography:DecryptData', ['AWS::PaymentCryptography::Key.Policy']),
  row('rum:PutRumEvents', ['AWS::RUM::AppMonitor.ResourcePolicy.PolicyDocument']),
  row(
    'redshift:AuthorizeInboundIntegration',
    ['AWS::Redshift::Cluster.NamespaceResourcePolicy'],
    ['aws_redshift_resource_policy.policy'],
  ),
  row(
    'redshift:CreateInboundIntegration',
    ['AWS::RedshiftServerless::Namespace.NamespaceResourcePolicy'],
    ['aws_redshiftserverless_resource_policy.policy'],
  ),
  row('s3:GetAccessGrantsInstance', [], ['aws_s3control_access_grants_instance_resource_policy.policy'], S3),
  row(
    's3:GetObject',
    ['AWS::S3::BucketPolicy.PolicyDocument'],
    ['aws_s3_bucket.policy', 'aws_s3_bucket_policy.policy'],
    S3,
  ),
  row(
    's3:GetObject',
    ['AWS::S3::MultiRegionAccessPointPolicy.Policy'],
    ['aws_s3control_access_point_policy.policy', 'aws_s3control_multi_region_access_point_policy.details.policy'],
    S3,
  ),
  row(
    's3:GetObject',
    ['AWS::FSx::S3AccessPointAttachment.S3AccessPoint.Policy', 'AWS::S3::AccessPoint.Policy'],
    ['aws_fsx_s3_access_point_attachment.s3_access_point.policy', 'aws_s3_access_point.policy'],
    BLOCKED,
  ),
  row('s3express:CreateSession', ['AWS::S3Express::AccessPoint.Policy'], [], BLOCKED),
  row('s3express:CreateSession', ['AWS::S3Express::BucketPolicy.PolicyDocument'], [], S3),
  row('s3files:ClientMount', ['AWS::S3Files::FileSystemPolicy.Policy'], [], NETWORK),
  row(
    's3-object-lambda:GetObject',
    ['AWS::S3ObjectLambda::AccessPointPolicy.PolicyDocument'],
    ['aws_s3control_object_lambda_access_point_policy.policy'],
    S3,
  ),
  row(
    's3-outposts:GetObject',
    ['AWS::S3Outposts::AccessPoint.Policy', 'AWS::S3Outposts::BucketPolicy.PolicyDocument'],
    ['aws_s3control_bucket_policy.policy'],
    S3,
  ),
  row(
    's3tables:GetTableData',
    ['AWS::S3Tables::TableBucketPolicy.ResourcePolicy', 'AWS::S3Tables::TablePolicy.ResourcePolicy'],
    ['aws_s3tables_table_bucket_policy.resource_policy', 'aws_s3tables_table_policy.resource_policy'],
  ),
  row(
    's3vectors:GetVectors',
    ['AWS::S3Vectors::VectorBucketPolicy.Policy'],
    ['aws_s3vectors_vector_bucket_policy.policy'],
  ),
  row('ses:SendEmail', [], ['aws_ses_identity_policy.policy', 'aws_sesv2_email_identity_policy.policy']),
  row('sms-voice:SendTextMessage', ['AWS::SMSVOICE::ResourcePolicy.PolicyDocument']),
  row(
    'sns:Publish',
    ['AWS::SNS::TopicInlinePolicy.PolicyDocument', 'AWS::SNS::TopicPolicy.PolicyDocument'],
    ['aws_sns_topic.policy', 'aws_sns_topic_policy.policy'],
  ),
  row(
    'sqs:SendMessage',
    ['AWS::SQS::QueueInlinePolicy.PolicyDocument', 'AWS::SQS::QueuePolicy.PolicyDocument'],
    ['aws_sqs_queue.policy', 'aws_sqs_queue_policy.policy'],
  ),
  row('ssm:GetParameter', ['AWS::SSM::ResourcePolicy.Policy']),
  row(
    'sagemaker:DescribeModelPackage',
    ['AWS::SageMaker::ModelPackageGroup.ModelPackageGroupPolicy'],
    ['aws_sagemaker_model_package_group_policy.resource_policy'],
  ),
  row(
    'secretsmanager:GetSecretValue',
    ['AWS::SecretsManager::ResourcePolicy.ResourcePolicy'],
    ['aws_secretsmanager_secret.policy', 'aws_secretsmanager_secret_policy.policy'],
  ),
  row(
    'vpc-lattice-svcs:Invoke',
    ['AWS::VpcLattice::AuthPolicy.Policy'],
    ['aws_vpclattice_auth_policy.policy'],
    NETWORK,
  ),
  row(
    'vpc-lattice:CreateServiceNetworkServiceAssociation',
    ['AWS::VpcLattice::ResourcePolicy.Policy'],
    ['aws_vpclattice_resource_policy.policy'],
    NETWORK,
  ),
  row(
    'xray:PutTraceSegments',
    ['AWS::XRay::ResourcePolicy.PolicyDocument'],
    ['aws_xray_resource_policy.policy_document'],
  ),
];

/** A resource that lets others in without a policy: its type, and its properties with and without strangers. */
export interface Grant {
  readonly type: string;
  readonly isOpen: Readonly<Record<string, unknown>>;
  readonly isClosed: Readonly<Record<string, unknown>>;
  /** The rule that speaks of it. */
  readonly rule: string;
}

const OPEN = 'public-resource-policy';
const INVOKE = { Action: 'lambda:InvokeFunction', FunctionName: 'resize' };
const INVOKE_IN_TERRAFORM = { action: 'lambda:InvokeFunction', function_name: 'resize' };
const LAYER = {
  Action: 'lambda:GetLayerVersion',
  LayerVersionArn: 'arn:aws:lambda:eu-west-1:111122223333:layer:sdk:3',
};
const LAYER_IN_TERRAFORM = { action: 'lambda:GetLayerVersion', layer_name: LAYER.LayerVersionArn, version_number: 3 };
const BUS = { EventBusName: 'orders', StatementId: 'all', Action: 'events:PutEvents', Principal: '*' };
const BUS_IN_TERRAFORM = { event_bus_name: 'orders', statement_id: 'all', principal: '*' };
const SIGN = { Action: 'signer:StartSigningJob', ProfileName: 'builds', StatementId: 'all' };
const SIGN_IN_TERRAFORM = { action: 'signer:StartSigningJob', profile_name: 'builds', statement_id: 'all' };
const ORGANIZATION = 'o-exampleorgid';

/** What grants access by properties of its own, in CloudFormation and in Terraform. */
export const GRANTS: readonly Grant[] = [
  {
    type: 'AWS::Lambda::Permission',
    isOpen: { ...INVOKE, Principal: '*' },
    isClosed: { ...INVOKE, Principal: '*', PrincipalOrgID: ORGANIZATION },
    rule: OPEN,
  },
  {
    type: 'aws_lambda_permission',
    isOpen: { ...INVOKE_IN_TERRAFORM, principal: '*' },
    isClosed: { ...INVOKE_IN_TERRAFORM, principal: '*', principal_org_id: ORGANIZATION },
    rule: OPEN,
  },
  {
    type: 'AWS::Lambda::LayerVersionPermission',
    isOpen: { ...LAYER, Principal: '*' },
    isClosed: { ...LAYER, Principal: '*', OrganizationId: ORGANIZATION },
    rule: NETWORK,
  },
  {
    type: 'aws_lambda_layer_version_permission',
    isOpen: { ...LAYER_IN_TERRAFORM, principal: '*' },
    isClosed: { ...LAYER_IN_TERRAFORM, principal: '*', organization_id: ORGANIZATION },
    rule: NETWORK,
  },
  {
    type: 'AWS::Events::EventBusPolicy',
    isOpen: BUS,
    isClosed: { ...BUS, Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: ORGANIZATION } },
    rule: OPEN,
  },
  {
    type: 'aws_cloudwatch_event_permission',
    isOpen: BUS_IN_TERRAFORM,
    isClosed: {
      ...BUS_IN_TERRAFORM,
      condition: [{ type: 'StringEquals', key: 'aws:PrincipalOrgID', value: ORGANIZATION }],
    },
    rule: OPEN,
  },
  {
    type: 'AWS::Signer::ProfilePermission',
    isOpen: { ...SIGN, Principal: '*' },
    isClosed: { ...SIGN, Principal: '111122223333' },
    rule: OPEN,
  },
  {
    type: 'aws_signer_signing_profile_permission',
    isOpen: { ...SIGN_IN_TERRAFORM, principal: '*' },
    isClosed: { ...SIGN_IN_TERRAFORM, principal: '111122223333' },
    rule: OPEN,
  },
  {
    type: 'AWS::EC2::VPCEndpointServicePermissions',
    isOpen: { ServiceId: 'vpce-svc-1', AllowedPrincipals: ['arn:aws:iam::111122223333:root', '*'] },
    isClosed: { ServiceId: 'vpce-svc-1', AllowedPrincipals: ['arn:aws:iam::111122223333:root'] },
    rule: NETWORK,
  },
  {
    type: 'aws_vpc_endpoint_service',
    isOpen: { acceptance_required: true, allowed_principals: ['*'] },
    isClosed: { acceptance_required: true, allowed_principals: ['arn:aws:iam::111122223333:root'] },
    rule: NETWORK,
  },
  {
    type: 'aws_vpc_endpoint_service_allowed_principal',
    isOpen: { principal_arn: '*' },
    isClosed: { principal_arn: 'arn:aws:iam::111122223333:root' },
    rule: NETWORK,
  },
];
