/**
 * The services whose actions and ARNs the policies of resources speak of, by the resource's type. Types are left out
 * whose policies speak of others' resources too: those of backup vaults name the snapshots within.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::RestApi', 'execute-api'],
  ['AWS::CodeArtifact::Domain', 'codeartifact'],
  ['AWS::CodeArtifact::Repository', 'codeartifact'],
  ['AWS::DynamoDB::Stream', 'dynamodb'],
  ['AWS::DynamoDB::Table', 'dynamodb'],
  ['AWS::ECR::PublicRepository', 'ecr-public'],
  ['AWS::ECR::Registry', 'ecr'],
  ['AWS::ECR::Repository', 'ecr'],
  ['AWS::EFS::FileSystem', 'elasticfilesystem'],
  ['AWS::Events::EventBus', 'events'],
  ['AWS::Glacier::Vault', 'glacier'],
  ['AWS::Glue::DataCatalog', 'glue'],
  ['AWS::KMS::Key', 'kms'],
  ['AWS::Kinesis::Stream', 'kinesis'],
  ['AWS::Lambda::Function', 'lambda'],
  ['AWS::Logs::Destination', 'logs'],
  ['AWS::Logs::LogGroup', 'logs'],
  ['AWS::OpenSearchService::Domain', 'es'],
  // Terraform has one type for policies of all buckets, those of S3 Express among them, and of their access points.
  ['AWS::S3::AccessPoint', 's3 s3express'],
  ['AWS::S3::Bucket', 's3 s3express'],
  ['AWS::S3::MultiRegionAccessPoint', 's3'],
  ['AWS::S3ObjectLambda::AccessPoint', 's3-object-lambda'],
  ['AWS::SES::EmailIdentity', 'ses'],
  ['AWS::SNS::Topic', 'sns'],
  ['AWS::SQS::Queue', 'sqs'],
  ['AWS::SecretsManager::Secret', 'secretsmanager'],
]);

/** The services that policies of such resources speak of, the usual one first; undefined where that is not known. */
export function servicesOfResourcePolicy(type: string): readonly string[] | undefined {
  return SERVICES.get(type)?.split(' ');
}
