/**
 * The actions by which the policy of a resource is changed or taken away, by the type that carries it: whoever may call
 * none of them has to live with the policy as it is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const POLICY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Backup::BackupVault': ['backup:PutBackupVaultAccessPolicy', 'backup:DeleteBackupVaultAccessPolicy'],
  'AWS::CodeArtifact::Domain': [
    'codeartifact:PutDomainPermissionsPolicy',
    'codeartifact:DeleteDomainPermissionsPolicy',
  ],
  'AWS::CodeArtifact::Repository': [
    'codeartifact:PutRepositoryPermissionsPolicy',
    'codeartifact:DeleteRepositoryPermissionsPolicy',
  ],
  'AWS::DynamoDB::Table': ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
  'AWS::ECR::Repository': ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy'],
  'AWS::EFS::FileSystem': ['elasticfilesystem:PutFileSystemPolicy', 'elasticfilesystem:DeleteFileSystemPolicy'],
  'AWS::Glacier::Vault': ['glacier:SetVaultAccessPolicy', 'glacier:DeleteVaultAccessPolicy'],
  'AWS::Glue::DataCatalog': ['glue:PutResourcePolicy', 'glue:DeleteResourcePolicy'],
  'AWS::KMS::Key': ['kms:PutKeyPolicy'],
  'AWS::Kinesis::Stream': ['kinesis:PutResourcePolicy', 'kinesis:DeleteResourcePolicy'],
  'AWS::S3::AccessPoint': ['s3:PutAccessPointPolicy', 's3:DeleteAccessPointPolicy'],
  'AWS::S3::Bucket': ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  'AWS::S3Express::DirectoryBucket': ['s3express:PutBucketPolicy', 's3express:DeleteBucketPolicy'],
  'AWS::SNS::Topic': ['sns:SetTopicAttributes', 'sns:RemovePermission'],
  'AWS::SQS::Queue': ['sqs:SetQueueAttributes', 'sqs:RemovePermission'],
  'AWS::SecretsManager::Secret': ['secretsmanager:PutResourcePolicy', 'secretsmanager:DeleteResourcePolicy'],
};

/** The actions by which the policy of a resource of this type is changed; none for types that are not known here. */
export function policyActions(resourceType: string | undefined): readonly string[] {
  const type = resourceType ?? '';
  return (Object.hasOwn(POLICY_ACTIONS, type) ? POLICY_ACTIONS[type] : undefined) ?? [];
}
