import type { CuratedActions } from './curated-actions.js';

/**
 * Actions that read what is kept, not what describes it: the content of objects, secrets, parameters, tables, queues and
 * streams, and what opens encrypted content. What people mind most comes first.
 *
 * Not among them: logs and metrics, images of containers, source code and templates, settings of resources, and what
 * needs another of these to read anything (`secretsmanager:BatchGetSecretValue`, `athena:GetQueryResults`).
 */
export const DATA_ACTIONS: readonly CuratedActions[] = [
  {
    does: 'read every secret',
    actions: ['secretsmanager:GetSecretValue'],
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html',
  },
  {
    does: 'read every object of every bucket',
    actions: [
      's3:GetObject',
      's3:GetObjectVersion',
      's3-object-lambda:GetObject',
      's3-object-lambda:GetObjectVersion',
      's3-outposts:GetObject',
      's3-outposts:GetObjectVersion',
      's3express:CreateSession',
      's3tables:GetTableData',
    ],
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html',
  },
  {
    does: 'read every parameter',
    actions: ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
  },
  {
    does: 'decrypt with every key',
    actions: ['kms:Decrypt'],
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  },
  {
    does: 'read every table',
    actions: [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'cassandra:Select',
      'dax:BatchGetItem',
      'dax:GetItem',
      'dax:Query',
      'dax:Scan',
      'dynamodb:BatchGetItem',
      'dynamodb:ExportTableToPointInTime',
      'dynamodb:GetRecords',
      'dynamodb:PartiQLSelect',
      'sdb:Select',
      'timestream:Select',
    ],
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html',
  },
  {
    does: 'query every',
    actions: [
      'es:ESHttpGet',
      'neptune-db:ReadDataViaQuery',
      'neptune-db:connect',
      'rds-data:BatchExecuteStatement',
      'rds-data:ExecuteStatement',
    ],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html',
  },
  {
    does: 'read the content of every',
    actions: ['ebs:GetSnapshotBlock', 'glacier:GetJobOutput'],
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-permissions.html',
  },
  {
    does: 'read the messages of every',
    actions: [
      'kafka-cluster:ReadData',
      'kinesis:GetRecords',
      'kinesis:SubscribeToShard',
      'kinesisvideo:GetMedia',
      'kinesisvideo:GetMediaForFragmentList',
      'sqs:ReceiveMessage',
    ],
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html',
  },
];
