import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf, HARMLESS, trustOf, WORKLOAD } from './documents.js';

const IAM_FULL = 'arn:aws:iam::aws:policy/IAMFullAccess';

export const ESCALATION: readonly Scenario[] = [
  {
    rule: 'privilege-escalation',
    what: 'reports what two policies of one role come to',
    access: {
      roles: {
        Worker: {
          trust: WORKLOAD,
          attached: ['Pass'],
          inline: { run: documentOf(allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])) },
        },
      },
      managedPolicies: { Pass: { document: documentOf(allow('iam:Pass*')) } },
    },
    reports: [
      {
        message:
          '`iam:PassRole`, `lambda:CreateFunction` and `lambda:InvokeFunction` let role `Worker` run a function as any role',
        at: 'iam:Pass*',
      },
    ],
  },
  {
    rule: 'privilege-escalation',
    what: 'reports policies of AWS',
    access: { roles: { Worker: { trust: WORKLOAD, attached: [IAM_FULL] } } },
    reports: [
      {
        message: '`IAMFullAccess` lets role `Worker` write itself a policy that allows everything; # more ways',
        at: { SAM: 'IAMFullAccess', 'all others': IAM_FULL },
      },
    ],
  },
  {
    rule: 'privilege-escalation',
    what: 'reports what a user is granted by his group',
    access: {
      users: {
        Alice: { name: 'alice', groups: ['Staff'], inline: { run: documentOf(allow('ec2:RunInstances')) } },
      },
      groups: { Staff: { name: 'staff', inline: { pass: documentOf(allow('iam:PassRole')) } } },
    },
    reports: [
      {
        message: '`iam:PassRole` and `ec2:RunInstances` let user `Alice` start an instance as any role',
        at: 'iam:PassRole',
      },
    ],
  },
  {
    rule: 'privilege-escalation',
    what: 'is silent within a boundary, where a step is denied, and on named roles',
    access: {
      roles: {
        Bounded: { trust: WORKLOAD, boundary: 'Limits', inline: { own: documentOf(allow('iam:PutRolePolicy')) } },
        Denied: {
          trust: WORKLOAD,
          inline: { own: documentOf(allow('iam:AttachRolePolicy')), guard: documentOf(deny('iam:Attach*')) },
        },
        Named: {
          trust: WORKLOAD,
          inline: {
            own: documentOf(allow('iam:PassRole', 'arn:aws:iam::111122223333:role/shop-*'), allow('ec2:RunInstances')),
          },
        },
      },
      managedPolicies: { Limits: { document: HARMLESS } },
    },
    reports: [],
  },
  {
    rule: 'role-hijack',
    what: 'reports what runs with a role already',
    access: {
      managedPolicies: {
        Code: { document: documentOf(allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:*:*:function:*')) },
      },
    },
    reports: [
      {
        message: '`lambda:UpdateFunctionCode` lets the holder put its own code into any function',
        at: 'lambda:UpdateFunctionCode',
      },
    ],
  },
  {
    rule: 'role-hijack',
    what: 'is silent on named functions and tagged instances',
    access: {
      managedPolicies: {
        Support: {
          document: documentOf(
            allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:*:*:function:shop-*'),
            allow('ssm:StartSession', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } }),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'unscoped-pass-role',
    what: 'reports any role to any service',
    access: {
      managedPolicies: { Pass: { document: documentOf(allow('iam:PassRole', 'arn:aws:iam::111122223333:role/*')) } },
    },
    reports: [{ message: '`iam:PassRole` lets the holder pass any role to any service', at: 'iam:PassRole' }],
  },
  {
    rule: 'unscoped-pass-role',
    what: 'is silent where the service is named',
    access: {
      managedPolicies: {
        Pass: {
          document: documentOf(
            allow('iam:PassRole', '*', {
              Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
            }),
          ),
        },
      },
    },
    reports: [],
  },
  {
    rule: 'pass-role-to-stronger-role',
    what: 'reports a role that is named, and an administrator',
    access: {
      roles: {
        Ci: {
          trust: trustOf({ Service: 'codebuild.amazonaws.com' }),
          inline: {
            deploy: documentOf(
              allow('ecs:RunTask', 'arn:aws:ecs:*:*:task-definition/shop:*'),
              allow('iam:PassRole', 'arn:aws:iam::111122223333:role/ops'),
            ),
          },
        },
        Ops: {
          name: 'ops',
          trust: trustOf({ Service: 'ecs-tasks.amazonaws.com' }),
          attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        },
      },
    },
    reports: [
      {
        message: '`iam:PassRole` and `ecs:RunTask` let role `Ci` run a task as role `Ops`, an administrator',
        at: 'iam:PassRole',
      },
    ],
    differs: {
      'plan of modules': {
        reason: 'addresses of resources in modules do not both fit a line',
        reports: [
          {
            message: '`iam:PassRole` and `ecs:RunTask` let this role run a task as role `Ops`, an administrator',
            at: 'iam:PassRole',
          },
        ],
      },
    },
  },
  {
    rule: 'pass-role-to-stronger-role',
    what: 'is silent on a role for another service, and on one that is no stronger',
    access: {
      roles: {
        Pipeline: {
          trust: trustOf({ Service: 'codebuild.amazonaws.com' }),
          inline: {
            deploy: documentOf(
              allow('cloudformation:CreateStack', 'arn:aws:cloudformation:*:*:stack/shop/*'),
              allow('iam:PassRole', 'arn:aws:iam::111122223333:role/*-stacks'),
            ),
          },
        },
        Strong: {
          name: 'other-stacks',
          trust: trustOf({ Service: 'ec2.amazonaws.com' }),
          attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        },
        Weak: {
          name: 'shop-stacks',
          trust: trustOf({ Service: 'cloudformation.amazonaws.com' }),
          inline: { read: HARMLESS },
        },
      },
    },
    reports: [],
  },
  {
    rule: 'delegation-without-boundary',
    what: 'reports who sets up roles of a name',
    access: {
      managedPolicies: {
        Roles: { document: documentOf(allow(['iam:CreateRole', 'iam:PutRolePolicy'], 'arn:aws:iam::*:role/shop-*')) },
      },
    },
    reports: [
      {
        message: '`iam:PutRolePolicy` lets the holder set up identities without a permissions boundary',
        at: 'iam:PutRolePolicy',
      },
    ],
  },
  {
    rule: 'delegation-without-boundary',
    what: 'is silent where the boundary has to be set',
    access: {
      managedPolicies: {
        Roles: {
          document: documentOf(
            allow(['iam:CreateRole', 'iam:PutRolePolicy'], 'arn:aws:iam::*:role/shop-*', {
              Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/limits' } },
            }),
          ),
        },
      },
    },
    reports: [],
  },
];
