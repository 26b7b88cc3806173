/**
 * What references to a resource give, as patterns by attribute name, `Ref` among them. In a pattern, `{partition}`,
 * `{region}` and `{account}` are the stack's; `{name}` is what the property under `name` says, else a hole called after
 * the logical id; any other `{Attribute}` is the property of that name, else a hole called `LogicalId.Attribute`.
 */
export interface ReferenceFormats {
  /** The property that holds the resource's own name. */
  readonly name?: string;
  /** Default: `{name}`. */
  readonly Ref?: string;
  readonly [attribute: string]: string | undefined;
}

const ARN = 'arn:{partition}';
const HERE = '{region}:{account}';

/** Types whose `Ref` is their name or id, and whose `Arn` is the pattern given. */
function named(name: string | undefined, arn: string, others: Readonly<Record<string, string>> = {}): ReferenceFormats {
  return { ...(name === undefined ? {} : { name }), Arn: `${ARN}:${arn}`, ...others };
}

/** Types whose `Ref` is their ARN. */
function byArn(name: string | undefined, arn: string, others: Readonly<Record<string, string>> = {}): ReferenceFormats {
  return named(name, arn, { Ref: `${ARN}:${arn}`, ...others });
}

/**
 * The resource types that policies mention most. ARN formats are those of the service authorization reference
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/), return values those of the template reference
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html).
 */
const FORMATS: Readonly<Record<string, ReferenceFormats>> = {
  'AWS::ACMPCA::CertificateAuthority': byArn(undefined, `acm-pca:${HERE}:certificate-authority/{name}`),
  'AWS::APS::Workspace': byArn(undefined, `aps:${HERE}:workspace/{name}`, { WorkspaceId: '{name}' }),
  'AWS::AmazonMQ::Broker': named(undefined, `mq:${HERE}:broker:{BrokerName}:{name}`),
  'AWS::ApiGateway::RestApi': { RestApiId: '{name}' },
  'AWS::ApiGatewayV2::Api': { ApiId: '{name}' },
  'AWS::AppSync::GraphQLApi': byArn(undefined, `appsync:${HERE}:apis/{ApiId}`),
  'AWS::Backup::BackupVault': {
    name: 'BackupVaultName',
    BackupVaultArn: `${ARN}:backup:${HERE}:backup-vault:{name}`,
    BackupVaultName: '{name}',
  },
  'AWS::Batch::ComputeEnvironment': {
    name: 'ComputeEnvironmentName',
    Ref: `${ARN}:batch:${HERE}:compute-environment/{name}`,
    ComputeEnvironmentArn: `${ARN}:batch:${HERE}:compute-environment/{name}`,
  },
  'AWS::Batch::JobDefinition': {
    name: 'JobDefinitionName',
    Ref: `${ARN}:batch:${HERE}:job-definition/{name}:{Revision}`,
  },
  'AWS::Batch::JobQueue': {
    name: 'JobQueueName',
    Ref: `${ARN}:batch:${HERE}:job-queue/{name}`,
    JobQueueArn: `${ARN}:batch:${HERE}:job-queue/{name}`,
  },
  'AWS::CertificateManager::Certificate': { Ref: `${ARN}:acm:${HERE}:certificate/{name}` },
  'AWS::CloudFormation::Stack': { Ref: `${ARN}:cloudformation:${HERE}:stack/{name}/{StackId}` },
  'AWS::CloudFront::Distribution': { Id: '{name}' },
  'AWS::CloudTrail::Trail': named('TrailName', `cloudtrail:${HERE}:trail/{name}`),
  'AWS::CloudWatch::Alarm': named('AlarmName', `cloudwatch:${HERE}:alarm:{name}`),
  'AWS::CodeArtifact::Domain': byArn('DomainName', `codeartifact:${HERE}:domain/{name}`, { Name: '{name}' }),
  'AWS::CodeArtifact::Repository': byArn('RepositoryName', `codeartifact:${HERE}:repository/{DomainName}/{name}`, {
    Name: '{name}',
  }),
  'AWS::CodeBuild::Project': named('Name', `codebuild:${HERE}:project/{name}`),
  'AWS::CodeCommit::Repository': {
    name: 'RepositoryName',
    Ref: '{RepositoryId}',
    Arn: `${ARN}:codecommit:${HERE}:{name}`,
    Name: '{name}',
  },
  'AWS::CodeDeploy::Application': { name: 'ApplicationName' },
  'AWS::CodePipeline::Pipeline': { name: 'Name' },
  'AWS::Cognito::IdentityPool': {},
  'AWS::Cognito::UserPool': named(undefined, `cognito-idp:${HERE}:userpool/{name}`, {
    UserPoolId: '{name}',
    ProviderName: 'cognito-idp.{region}.amazonaws.com/{name}',
  }),
  'AWS::DynamoDB::GlobalTable': named('TableName', `dynamodb:${HERE}:table/{name}`, {
    StreamArn: `${ARN}:dynamodb:${HERE}:table/{name}/stream/{StreamLabel}`,
  }),
  'AWS::DynamoDB::Table': named('TableName', `dynamodb:${HERE}:table/{name}`, {
    StreamArn: `${ARN}:dynamodb:${HERE}:table/{name}/stream/{StreamLabel}`,
  }),
  'AWS::ECR::Repository': named('RepositoryName', `ecr:${HERE}:repository/{name}`, {
    RepositoryUri: '{account}.dkr.ecr.{region}.amazonaws.com/{name}',
  }),
  'AWS::ECS::Cluster': named('ClusterName', `ecs:${HERE}:cluster/{name}`),
  'AWS::ECS::Service': {
    name: 'ServiceName',
    Ref: `${ARN}:ecs:${HERE}:service/{Cluster}/{name}`,
    ServiceArn: `${ARN}:ecs:${HERE}:service/{Cluster}/{name}`,
    Name: '{name}',
  },
  'AWS::ECS::TaskDefinition': {
    name: 'Family',
    Ref: `${ARN}:ecs:${HERE}:task-definition/{name}:{Revision}`,
    TaskDefinitionArn: `${ARN}:ecs:${HERE}:task-definition/{name}:{Revision}`,
  },
  'AWS::EFS::AccessPoint': named(undefined, `elasticfilesystem:${HERE}:access-point/{name}`, {
    AccessPointId: '{name}',
  }),
  'AWS::EFS::FileSystem': named(undefined, `elasticfilesystem:${HERE}:file-system/{name}`, { FileSystemId: '{name}' }),
  'AWS::EKS::Cluster': named('Name', `eks:${HERE}:cluster/{name}`, {
    OpenIdConnectIssuerUrl: 'https://oidc.eks.{region}.amazonaws.com/id/{OpenIdConnectIssuerId}',
  }),
  'AWS::ElasticLoadBalancingV2::Listener': {
    Ref: `${ARN}:elasticloadbalancing:${HERE}:listener/{name}`,
    ListenerArn: `${ARN}:elasticloadbalancing:${HERE}:listener/{name}`,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    Ref: `${ARN}:elasticloadbalancing:${HERE}:loadbalancer/{LoadBalancerFullName}`,
    LoadBalancerArn: `${ARN}:elasticloadbalancing:${HERE}:loadbalancer/{LoadBalancerFullName}`,
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    Ref: `${ARN}:elasticloadbalancing:${HERE}:{TargetGroupFullName}`,
    TargetGroupArn: `${ARN}:elasticloadbalancing:${HERE}:{TargetGroupFullName}`,
  },
  'AWS::Elasticsearch::Domain': named('DomainName', `es:${HERE}:domain/{name}`, {
    DomainArn: `${ARN}:es:${HERE}:domain/{name}`,
  }),
  'AWS::Events::ApiDestination': named('Name', `events:${HERE}:api-destination/{name}/{Id}`),
  'AWS::Events::Archive': named('ArchiveName', `events:${HERE}:archive/{name}`),
  'AWS::Events::Connection': named('Name', `events:${HERE}:connection/{name}/{Id}`),
  'AWS::Events::EventBus': named('Name', `events:${HERE}:event-bus/{name}`, { Name: '{name}' }),
  'AWS::Events::Rule': named('Name', `events:${HERE}:rule/{name}`),
  'AWS::Glue::Crawler': { name: 'Name' },
  'AWS::Glue::Job': { name: 'Name' },
  'AWS::IAM::AccessKey': {},
  'AWS::IAM::Group': named('GroupName', 'iam::{account}:group{Path}{name}'),
  'AWS::IAM::InstanceProfile': named('InstanceProfileName', 'iam::{account}:instance-profile{Path}{name}'),
  'AWS::IAM::ManagedPolicy': {
    name: 'ManagedPolicyName',
    Ref: `${ARN}:iam::{account}:policy{Path}{name}`,
    PolicyArn: `${ARN}:iam::{account}:policy{Path}{name}`,
  },
  'AWS::IAM::OIDCProvider': byArn(undefined, 'iam::{account}:oidc-provider/{name}'),
  'AWS::IAM::Policy': { name: 'PolicyName', Id: '{name}' },
  'AWS::IAM::Role': named('RoleName', 'iam::{account}:role{Path}{name}'),
  'AWS::IAM::SAMLProvider': byArn('Name', 'iam::{account}:saml-provider/{name}'),
  'AWS::IAM::ServerCertificate': named('ServerCertificateName', 'iam::{account}:server-certificate{Path}{name}'),
  'AWS::IAM::User': named('UserName', 'iam::{account}:user{Path}{name}'),
  'AWS::IAM::VirtualMFADevice': { Ref: '{SerialNumber}' },
  'AWS::IoT::Policy': named('PolicyName', `iot:${HERE}:policy/{name}`),
  'AWS::IoT::Thing': named('ThingName', `iot:${HERE}:thing/{name}`),
  'AWS::IoT::TopicRule': named('RuleName', `iot:${HERE}:rule/{name}`),
  'AWS::KMS::Alias': { name: 'AliasName' },
  'AWS::KMS::Key': named(undefined, `kms:${HERE}:key/{name}`, { KeyId: '{name}' }),
  'AWS::KMS::ReplicaKey': named(undefined, `kms:${HERE}:key/{name}`, { KeyId: '{name}' }),
  'AWS::Kinesis::Stream': named('Name', `kinesis:${HERE}:stream/{name}`),
  'AWS::Kinesis::StreamConsumer': {
    name: 'ConsumerName',
    Ref: `${ARN}:kinesis:${HERE}:stream/{StreamName}/consumer/{name}:{ConsumerCreationTimestamp}`,
    ConsumerARN: `${ARN}:kinesis:${HERE}:stream/{StreamName}/consumer/{name}:{ConsumerCreationTimestamp}`,
  },
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName', `firehose:${HERE}:deliverystream/{name}`),
  'AWS::Lambda::Alias': {
    Ref: `${ARN}:lambda:${HERE}:function:{FunctionName}:{Name}`,
    AliasArn: `${ARN}:lambda:${HERE}:function:{FunctionName}:{Name}`,
  },
  'AWS::Lambda::Function': named('FunctionName', `lambda:${HERE}:function:{name}`),
  'AWS::Lambda::LayerVersion': {
    name: 'LayerName',
    Ref: `${ARN}:lambda:${HERE}:layer:{name}:{Version}`,
    LayerVersionArn: `${ARN}:lambda:${HERE}:layer:{name}:{Version}`,
  },
  'AWS::Lambda::Version': {
    Ref: `${ARN}:lambda:${HERE}:function:{FunctionName}:{Version}`,
    FunctionArn: `${ARN}:lambda:${HERE}:function:{FunctionName}:{Version}`,
  },
  'AWS::Logs::Destination': named('DestinationName', `logs:${HERE}:destination:{name}`),
  // The ARN that a log group gives ends in the wildcard that stands for its streams.
  'AWS::Logs::LogGroup': named('LogGroupName', `logs:${HERE}:log-group:{name}:*`),
  'AWS::MSK::Cluster': byArn('ClusterName', `kafka:${HERE}:cluster/{name}/{Id}`),
  'AWS::OpenSearchService::Domain': named('DomainName', `es:${HERE}:domain/{name}`, {
    DomainArn: `${ARN}:es:${HERE}:domain/{name}`,
  }),
  'AWS::Pipes::Pipe': named('Name', `pipes:${HERE}:pipe/{name}`),
  'AWS::RDS::DBCluster': {
    name: 'DBClusterIdentifier',
    DBClusterArn: `${ARN}:rds:${HERE}:cluster:{name}`,
  },
  'AWS::RDS::DBInstance': {
    name: 'DBInstanceIdentifier',
    DBInstanceArn: `${ARN}:rds:${HERE}:db:{name}`,
  },
  'AWS::RDS::DBProxy': {
    name: 'DBProxyName',
    DBProxyArn: `${ARN}:rds:${HERE}:db-proxy:{DBProxyId}`,
  },
  'AWS::S3::AccessPoint': named('Name', `s3:${HERE}:accesspoint/{name}`, { Name: '{name}' }),
  'AWS::S3::Bucket': named('BucketName', 's3:::{name}', {
    DomainName: '{name}.s3.amazonaws.com',
    RegionalDomainName: '{name}.s3.{region}.amazonaws.com',
  }),
  'AWS::S3Express::DirectoryBucket': named('BucketName', `s3express:${HERE}:bucket/{name}`),
  'AWS::S3ObjectLambda::AccessPoint': named('Name', `s3-object-lambda:${HERE}:accesspoint/{name}`),
  'AWS::S3Tables::TableBucket': {
    name: 'TableBucketName',
    Ref: `${ARN}:s3tables:${HERE}:bucket/{name}`,
    TableBucketARN: `${ARN}:s3tables:${HERE}:bucket/{name}`,
  },
  'AWS::SNS::Topic': {
    name: 'TopicName',
    Ref: `${ARN}:sns:${HERE}:{name}`,
    TopicArn: `${ARN}:sns:${HERE}:{name}`,
    TopicName: '{name}',
  },
  'AWS::SQS::Queue': named('QueueName', `sqs:${HERE}:{name}`, {
    Ref: 'https://sqs.{region}.amazonaws.com/{account}/{name}',
    QueueUrl: 'https://sqs.{region}.amazonaws.com/{account}/{name}',
    QueueName: '{name}',
  }),
  'AWS::SSM::Document': { name: 'Name' },
  'AWS::SSM::Parameter': { name: 'Name' },
  'AWS::SageMaker::Endpoint': { name: 'EndpointName', Ref: `${ARN}:sagemaker:${HERE}:endpoint/{name}` },
  'AWS::SageMaker::Model': { name: 'ModelName', Ref: `${ARN}:sagemaker:${HERE}:model/{name}` },
  'AWS::SageMaker::NotebookInstance': {
    name: 'NotebookInstanceName',
    Ref: `${ARN}:sagemaker:${HERE}:notebook-instance/{name}`,
  },
  'AWS::Scheduler::Schedule': named('Name', `scheduler:${HERE}:schedule/{GroupName}/{name}`),
  'AWS::Scheduler::ScheduleGroup': named('Name', `scheduler:${HERE}:schedule-group/{name}`),
  'AWS::SecretsManager::Secret': {
    name: 'Name',
    Ref: `${ARN}:secretsmanager:${HERE}:secret:{name}-{Suffix}`,
    Id: `${ARN}:secretsmanager:${HERE}:secret:{name}-{Suffix}`,
  },
  'AWS::StepFunctions::Activity': byArn('Name', `states:${HERE}:activity:{name}`, { Name: '{name}' }),
  'AWS::StepFunctions::StateMachine': byArn('StateMachineName', `states:${HERE}:stateMachine:{name}`, {
    Name: '{name}',
  }),
  'AWS::Transfer::Server': byArn(undefined, `transfer:${HERE}:server/{ServerId}`),
};

/** What references to resources of a type give, undefined for types that this table does not hold. */
export function referenceFormats(type: string): ReferenceFormats | undefined {
  return Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
}
