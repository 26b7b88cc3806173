/** What a service does for whoever asks it to, on a resource whose policy lets it. */
export interface DeputyHarm {
  readonly actions: readonly string[];
  /** What it may do, as it stands before the resource's name: `invoke`. */
  readonly words: string;
}

/**
 * What does harm where a stranger has an AWS service do it: running code, sending what is believed, reading what is
 * secret, writing where it is read. Checks of configuration, encryption under a key, and delivery of logs to a log group
 * are of no use to a stranger.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
export const DEPUTY_HARMS: readonly DeputyHarm[] = [
  { actions: ['lambda:InvokeFunction*', 'lambda:InvokeAsync', 'execute-api:Invoke'], words: 'invoke' },
  { actions: ['sqs:SendMessage'], words: 'send messages to' },
  { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue'], words: 'take messages from' },
  { actions: ['sns:Publish'], words: 'publish to' },
  { actions: ['sns:Subscribe'], words: 'subscribe to' },
  { actions: ['events:PutEvents', 'kinesis:PutRecord', 'kinesis:PutRecords'], words: 'send events to' },
  { actions: ['kms:Decrypt', 'kms:ReEncryptFrom'], words: 'decrypt with' },
  {
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue', 'secretsmanager:PutSecretValue'],
    words: 'read or write',
  },
  { actions: ['s3:GetObject', 's3:GetObjectVersion'], words: 'read objects of' },
  { actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutBucketPolicy'], words: 'delete or open what is in' },
  { actions: ['s3:PutObject'], words: 'write objects to' },
];

/** A service that serves nobody but the account of the resource, whatever the policy asks. */
export interface ServesOwnAccount {
  readonly service: string;
  readonly actions: readonly string[];
  readonly source: string;
}

/** Services that AWS documents to act on resources of the same account alone, or with the caller's own permissions. */
export const SERVES_OWN_ACCOUNT: readonly ServesOwnAccount[] = [
  {
    // A macro runs with the permissions of the user whose template it is in.
    service: 'cloudformation.amazonaws.com',
    actions: ['lambda:*'],
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html',
  },
  {
    // A target group and its function are in one account.
    service: 'elasticloadbalancing.amazonaws.com',
    actions: ['lambda:*'],
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html',
  },
  {
    // A bucket and the one that its access logs go to have one owner.
    service: 'logging.s3.amazonaws.com',
    actions: ['s3:PutObject'],
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
  },
];

/** A service that assumes roles which resources of its customers name, with what AWS says of that. */
export interface RoleDeputy {
  /** The service's principal; `*` is a region. */
  readonly service: string;
  readonly source: string;
}

/**
 * Services for whose roles AWS, or who found it, tells that customers of the service can have it use another's role. Most
 * services take a role from those alone who may pass it (`iam:PassRole`), which nobody may across accounts; they are not
 * in this list.
 */
export const ROLE_DEPUTIES: readonly RoleDeputy[] = [
  { service: 'appsync.amazonaws.com', source: 'https://aws.amazon.com/security/security-bulletins/AWS-2022-009/' },
  {
    service: 'bedrock.amazonaws.com',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html',
  },
  {
    service: 'cloudtrail.amazonaws.com',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html',
  },
  {
    service: 'cognito-idp.amazonaws.com',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-sms-settings.html',
  },
  {
    service: 'config.amazonaws.com',
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/cross-service-confused-deputy-prevention.html',
  },
  {
    service: 'logs.amazonaws.com',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-confused-deputy.html',
  },
  {
    service: 'logs.*.amazonaws.com',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-confused-deputy.html',
  },
];
