import type { JsonObject, PolicyDocument } from '../access.js';
import type { Scenario } from '../scenario.js';
import { allow, documentOf, HARMLESS, trustOf } from './documents.js';
import { ofAnyRole } from './trust.js';

const CONFIG = 'config.amazonaws.com';
const OWN = { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };

/** A queue's policy that lets S3 send notifications. */
function fromBuckets(others: JsonObject = {}): PolicyDocument {
  return documentOf({
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
    ...others,
  });
}

const PODS = trustOf({ Service: 'pods.eks.amazonaws.com' }, { Action: ['sts:AssumeRole', 'sts:TagSession'] });

export const DEPUTIES: readonly Scenario[] = [
  {
    rule: 'confused-deputy',
    what: "reports a service that sends anybody's messages",
    access: { queues: { Jobs: { policy: fromBuckets() } } },
    reports: [
      {
        message: '`s3.amazonaws.com` may send messages to the queue on behalf of any account',
        at: 's3.amazonaws.com',
      },
    ],
  },
  {
    rule: 'confused-deputy',
    what: 'is silent where it says for whom',
    access: { queues: { Jobs: { policy: fromBuckets(OWN) } } },
    reports: [],
  },
  {
    rule: 'confused-deputy-trust',
    what: 'reports a service that others can point at a role',
    access: { roles: { Recorder: { trust: trustOf({ Service: CONFIG }) } } },
    reports: [{ message: `\`${CONFIG}\` may assume \`Recorder\` on behalf of any account`, at: CONFIG }],
    differs: ofAnyRole(`\`${CONFIG}\` may assume the role on behalf of any account`, CONFIG),
  },
  {
    rule: 'confused-deputy-trust',
    what: 'is silent where it says for whom',
    access: { roles: { Recorder: { trust: trustOf({ Service: CONFIG }, OWN) } } },
    reports: [],
  },
  {
    rule: 'pod-identity-unpinned',
    what: 'reports a broad role for any pod',
    access: { roles: { Worker: { trust: PODS, inline: { work: documentOf(allow('s3:PutObject')) } } } },
    reports: [
      {
        message:
          '`pods.eks.amazonaws.com` lets pods of any namespace assume `Worker`, which may do # action on all resources',
        at: 'pods.eks.amazonaws.com',
      },
    ],
  },
  {
    rule: 'pod-identity-unpinned',
    what: 'is silent on a narrow one',
    access: { roles: { Worker: { trust: PODS, inline: { work: HARMLESS } } } },
    reports: [],
  },
];
