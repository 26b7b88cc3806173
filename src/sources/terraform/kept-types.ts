/**
 * Resource types that a big plan or state keeps besides those that hold a policy or name something of IAM: whoever may
 * reach them is decided by a policy that is not known yet, by settings, or by resources of their own.
 */
const TYPES: ReadonlySet<string> = new Set(
  (
    'api_gateway_rest_api api_gateway_rest_api_policy backup_vault backup_vault_policy cloudwatch_event_bus ' +
    'cloudwatch_event_bus_policy cloudwatch_log_destination cloudwatch_log_destination_policy ' +
    'cloudwatch_log_resource_policy codeartifact_domain codeartifact_domain_permissions_policy ' +
    'codeartifact_repository_permissions_policy codebuild_resource_policy dynamodb_resource_policy ecr_registry_policy ' +
    'ecr_repository ecr_repository_policy ecs_task_definition efs_file_system efs_file_system_policy ' +
    'elasticsearch_domain elasticsearch_domain_policy glacier_vault glue_resource_policy instance ' +
    'kinesis_resource_policy kms_external_key kms_grant kms_key kms_key_policy kms_replica_key lambda_function ' +
    'lambda_function_url lambda_layer_version_permission lambda_permission launch_template msk_cluster_policy ' +
    'opensearch_domain opensearch_domain_policy organizations_policy organizations_policy_attachment ' +
    'organizations_resource_policy redshift_resource_policy s3_access_point s3_account_public_access_block s3_bucket ' +
    's3_bucket_acl s3_bucket_ownership_controls s3_bucket_policy s3_bucket_public_access_block ' +
    's3_directory_bucket s3control_access_point_policy secretsmanager_secret secretsmanager_secret_policy ' +
    'ses_identity_policy sesv2_email_identity_policy sns_topic sns_topic_policy sqs_queue sqs_queue_policy ' +
    'ssoadmin_account_assignment ssoadmin_managed_policy_attachment ssoadmin_permission_set ' +
    'ssoadmin_permission_set_inline_policy vpc_endpoint vpc_endpoint_policy'
  )
    .split(' ')
    .map((name) => `aws_${name}`),
);

export function isKnownType(type: string): boolean {
  return TYPES.has(type);
}
