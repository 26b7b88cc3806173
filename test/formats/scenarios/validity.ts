import type { Scenario } from '../scenario.js';
import { allow, documentOf, HARMLESS, trustOf, WORKLOAD } from './documents.js';

export const VALIDITY: readonly Scenario[] = [
  {
    rule: 'malformed-policy',
    what: 'reports trust policies with a resource',
    access: { roles: { Worker: { trust: trustOf({ Service: 'lambda.amazonaws.com' }, { Resource: '*' }) } } },
    reports: [
      {
        message: '`Resource` is not allowed in a trust policy, whose resource is its role',
        at: { 'plan of documents': 'resources', 'all others': 'Resource' },
      },
    ],
    differs: {
      'policy file': {
        reason: 'only its content tells that it is a trust policy',
        reports: [
          {
            confidence: 'possible',
            message: '`Resource` is not allowed in a trust policy, whose resource is its role',
            at: 'Resource',
          },
        ],
      },
    },
  },
  {
    rule: 'malformed-policy',
    what: 'reports elements that do not exist',
    access: {
      managedPolicies: { Reports: { document: documentOf({ ...allow('s3:GetObject'), Conditions: {} }) } },
    },
    reports: [{ message: '`Conditions` is no element of a statement', at: 'Conditions' }],
  },
  {
    rule: 'malformed-policy',
    what: 'is silent on what is well-formed',
    access: { roles: { Worker: { trust: WORKLOAD, inline: { read: HARMLESS } } } },
    reports: [],
  },
  {
    rule: 'resource-mismatch',
    what: 'reports actions that take none of what is listed',
    access: {
      managedPolicies: {
        Reports: { document: documentOf(allow('s3:ListBucket', 'arn:aws:s3:::reports/*')) },
      },
    },
    reports: [
      {
        message: '`s3:ListBucket` grants nothing on what is listed: it takes `arn:aws:s3:::BucketName` or the like',
        at: 's3:ListBucket',
      },
    ],
  },
  {
    rule: 'resource-mismatch',
    what: 'is silent where one of what is listed fits',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(allow('s3:ListBucket', ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'])),
        },
      },
    },
    reports: [],
  },
];
