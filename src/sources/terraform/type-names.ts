/** A resource type of Terraform's AWS provider that is known by a type of AWS's own. */
export interface TypeName {
  /** As CloudFormation calls it. */
  readonly type: string;
  /** The attribute that holds the resource's own name, the last part of its ARN. */
  readonly name: string;
}

function named(type: string, name = 'name'): TypeName {
  return { type, name };
}

/**
 * What AWS calls the resource types of the provider. It holds those that policies are written for and those that they
 * speak of most; the others go by Terraform's name.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const TYPES: Readonly<Record<string, TypeName>> = {
  aws_api_gateway_rest_api: named('AWS::ApiGateway::RestApi', 'id'),
  aws_backup_vault: named('AWS::Backup::BackupVault'),
  aws_cloudtrail: named('AWS::CloudTrail::Trail'),
  aws_cloudwatch_event_bus: named('AWS::Events::EventBus'),
  aws_cloudwatch_event_rule: named('AWS::Events::Rule'),
  aws_cloudwatch_log_destination: named('AWS::Logs::Destination'),
  aws_cloudwatch_log_group: named('AWS::Logs::LogGroup'),
  aws_codeartifact_domain: named('AWS::CodeArtifact::Domain', 'domain'),
  aws_codebuild_project: named('AWS::CodeBuild::Project'),
  aws_cognito_identity_pool: named('AWS::Cognito::IdentityPool', 'id'),
  aws_cognito_user_pool: named('AWS::Cognito::UserPool', 'id'),
  aws_dynamodb_table: named('AWS::DynamoDB::Table'),
  aws_ecr_repository: named('AWS::ECR::Repository'),
  aws_ecs_cluster: named('AWS::ECS::Cluster'),
  aws_efs_file_system: named('AWS::EFS::FileSystem', 'id'),
  aws_eks_access_entry: named('AWS::EKS::AccessEntry', 'id'),
  aws_eks_cluster: named('AWS::EKS::Cluster'),
  aws_elasticsearch_domain: named('AWS::Elasticsearch::Domain', 'domain_name'),
  aws_fsx_s3_access_point_attachment: named('AWS::FSx::S3AccessPointAttachment'),
  aws_iam_access_key: named('AWS::IAM::AccessKey', 'id'),
  aws_iam_account_password_policy: named('AWS::IAM::AccountPasswordPolicy', 'id'),
  aws_iam_group: named('AWS::IAM::Group'),
  aws_iam_instance_profile: named('AWS::IAM::InstanceProfile'),
  aws_iam_openid_connect_provider: named('AWS::IAM::OIDCProvider', 'id'),
  aws_iam_policy: named('AWS::IAM::ManagedPolicy'),
  aws_iam_role: named('AWS::IAM::Role'),
  aws_iam_saml_provider: named('AWS::IAM::SAMLProvider'),
  aws_iam_user: named('AWS::IAM::User'),
  aws_imagebuilder_distribution_configuration: named('AWS::ImageBuilder::DistributionConfiguration'),
  aws_iot_policy: named('AWS::IoT::Policy'),
  aws_kinesis_firehose_delivery_stream: named('AWS::KinesisFirehose::DeliveryStream'),
  aws_kinesis_stream: named('AWS::Kinesis::Stream'),
  aws_kms_key: named('AWS::KMS::Key', 'key_id'),
  aws_lambda_function: named('AWS::Lambda::Function', 'function_name'),
  aws_lambda_function_url: named('AWS::Lambda::Url', 'url_id'),
  aws_msk_cluster: named('AWS::MSK::Cluster', 'cluster_name'),
  aws_opensearch_domain: named('AWS::OpenSearchService::Domain', 'domain_name'),
  aws_ram_resource_share: named('AWS::RAM::ResourceShare'),
  aws_rds_cluster: named('AWS::RDS::DBCluster', 'cluster_identifier'),
  aws_db_instance: named('AWS::RDS::DBInstance', 'identifier'),
  aws_s3_access_point: named('AWS::S3::AccessPoint'),
  aws_s3_bucket: named('AWS::S3::Bucket', 'bucket'),
  aws_s3_directory_bucket: named('AWS::S3Express::DirectoryBucket', 'bucket'),
  aws_s3control_multi_region_access_point: named('AWS::S3::MultiRegionAccessPoint', 'id'),
  aws_secretsmanager_secret: named('AWS::SecretsManager::Secret'),
  aws_sfn_state_machine: named('AWS::StepFunctions::StateMachine'),
  aws_sns_topic: named('AWS::SNS::Topic'),
  aws_sqs_queue: named('AWS::SQS::Queue'),
  aws_ssm_parameter: named('AWS::SSM::Parameter'),
  aws_ssoadmin_account_assignment: named('AWS::SSO::Assignment', 'id'),
  aws_ssoadmin_permission_set: named('AWS::SSO::PermissionSet'),
};

/** What AWS calls a resource type of Terraform; undefined for those that go by Terraform's name. */
export function typeName(terraformType: string): TypeName | undefined {
  return Object.hasOwn(TYPES, terraformType) ? TYPES[terraformType] : undefined;
}
