import type { Scenario } from '../scenario.js';
import { allow, documentOf, HARMLESS, trustOf, WORKLOAD } from './documents.js';

const OBJECTS = 'arn:aws:s3:::acme-reports/*';

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
  {
    rule: 'invalid-condition-value',
    what: 'reports what an operator cannot read',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, { Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '1h' } } }),
          ),
        },
      },
    },
    reports: [{ message: '`1h` is not a number, so `aws:MultiFactorAuthAge` never has it', at: '1h' }],
  },
  {
    rule: 'invalid-condition-value',
    what: 'is silent on what it can',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, { Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } }),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'private-source-ip',
    what: 'reports private ranges alone',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
          ),
        },
      },
    },
    reports: [{ message: '`10.0.0.0/8` is private: by `aws:SourceIp` no request is from there', at: '10.0.0.0/8' }],
  },
  {
    rule: 'private-source-ip',
    what: 'is silent on public ones',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'private-source-ip-among-others',
    what: 'reports private ranges beside public ones',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, {
              Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } },
            }),
          ),
        },
      },
    },
    reports: [{ message: '`10.0.0.0/8` is private: no request has it as its `aws:SourceIp`', at: '10.0.0.0/8' }],
  },
  {
    rule: 'private-source-ip-among-others',
    what: 'is silent on public ones alone',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, {
              Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } },
            }),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'ip-range-with-host-bits',
    what: 'reports an address in the middle of a range',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7/24' } } }),
          ),
        },
      },
    },
    reports: [{ message: '`203.0.113.7/24` is all of `203.0.113.0/24`', at: '203.0.113.7/24' }],
  },
  {
    rule: 'ip-range-with-host-bits',
    what: 'is silent on the first one',
    access: {
      managedPolicies: {
        Reports: {
          document: documentOf(
            allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
          ),
        },
      },
    },
    reports: [],
  },
];
