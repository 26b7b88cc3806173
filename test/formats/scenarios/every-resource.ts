import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf, HARMLESS, WORKLOAD } from './documents.js';

const SEND = 'sqs:SendMessage';

/** What the rules about `Resource: "*"` say. */
export const EVERY_RESOURCE: readonly Scenario[] = [
  {
    rule: 'wildcard-resource',
    what: 'reports the entry that stands for all',
    access: { managedPolicies: { Orders: { document: documentOf(allow(SEND, 'arn:aws:sqs:*:*:*')) } } },
    reports: [
      {
        message:
          '`arn:aws:sqs:*:*:*` allows `sqs:SendMessage` on every queue; name them: arn:aws:sqs:REGION:ACCOUNT:QUEUE_NAME',
        at: 'arn:aws:sqs:*:*:*',
      },
    ],
  },
  {
    rule: 'wildcard-resource',
    what: 'reports policies of roles, one statement for another',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          inline: { send: documentOf(allow(SEND), allow(['s3:GetObject'], 'arn:aws:s3:::acme-reports/*')) },
          attached: ['Tables'],
        },
      },
      managedPolicies: {
        Tables: { document: documentOf(allow(['dynamodb:PutItem'], 'arn:aws:dynamodb:*:*:table/*')) },
      },
    },
    reports: [
      {
        message: '`*` allows `sqs:SendMessage` on every queue; name them: arn:aws:sqs:REGION:ACCOUNT:QUEUE_NAME',
        at: '*',
      },
      {
        message:
          '`arn:aws:dynamodb:*:*:table/*` allows `dynamodb:PutItem` on every table; name them: arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE_NAME',
        at: 'arn:aws:dynamodb:*:*:table/*',
      },
    ],
  },
  {
    rule: 'wildcard-resource',
    what: 'reports what stands beside a resource that is named',
    access: {
      managedPolicies: {
        Orders: { document: documentOf(allow(['lambda:InvokeFunction'], [{ arnOf: 'Logs', rest: '/*' }, '*'])) },
      },
      buckets: { Logs: {} },
    },
    reports: [
      {
        message:
          '`*` allows `lambda:InvokeFunction` on every function; name them: arn:aws:lambda:REGION:ACCOUNT:function:FUNCTION_NAME',
        at: '*',
      },
    ],
    differs: {
      'plan of texts': {
        reason: 'the text of the policy is known only after apply',
        reports: [],
        isUnresolved: true,
      },
    },
  },
  {
    rule: 'wildcard-resource',
    what: 'is silent on conditions that limit, on boundaries and on what a Deny takes back',
    access: {
      managedPolicies: {
        Tagged: {
          document: documentOf(
            allow(SEND, '*', { Condition: { StringEquals: { 'aws:ResourceTag/project': 'orders' } } }),
          ),
        },
        Denied: { document: documentOf(allow(SEND), deny('sqs:*')) },
        Limits: { document: documentOf(allow(SEND)) },
      },
      roles: { Worker: { trust: WORKLOAD, inline: { read: HARMLESS }, boundary: 'Limits' } },
    },
    reports: [],
  },
  {
    rule: 'wildcard-resource-workload',
    what: 'reports writing logs',
    access: {
      roles: {
        Worker: { trust: WORKLOAD, inline: { logs: documentOf(allow(['logs:PutLogEvents'])) } },
      },
    },
    reports: [
      {
        message:
          '`*` allows `logs:PutLogEvents` on every log stream; name them: arn:aws:logs:REGION:ACCOUNT:log-group:LOG_GROUP_NAME:log-stream:LOG_STREAM_NAME',
        at: '*',
      },
    ],
  },
  {
    rule: 'wildcard-resource-workload',
    what: 'is silent on log groups that are named, and on what no workload needs on all',
    access: {
      managedPolicies: {
        Logs: {
          document: documentOf(
            allow('logs:PutLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders:*'),
          ),
        },
        Orders: { document: documentOf(allow(SEND)) },
      },
    },
    reports: [],
  },
  {
    rule: 'wildcard-resource-read',
    what: 'reports reading',
    access: {
      groups: { Staff: { name: 'staff', inline: { audit: documentOf(allow('sqs:GetQueueAttributes', ['*'])) } } },
    },
    reports: [
      {
        message: '`*` allows `sqs:GetQueueAttributes` on every queue; name them: arn:aws:sqs:REGION:ACCOUNT:QUEUE_NAME',
        at: '*',
      },
    ],
  },
  {
    rule: 'wildcard-resource-read',
    what: 'is silent where a stronger rule speaks',
    access: { managedPolicies: { Audit: { document: documentOf(allow(['sqs:GetQueueAttributes', SEND])) } } },
    reports: [],
  },
  {
    rule: 'wildcard-resource-read',
    what: 'is silent on actions that take only the asterisk',
    access: {
      managedPolicies: { Audit: { document: documentOf(allow(['ec2:DescribeInstances', 's3:ListAllMyBuckets'])) } },
    },
    reports: [],
  },
];
