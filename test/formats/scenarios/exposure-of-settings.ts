import type { OtherResource, Role } from '../access.js';
import type { Scenario } from '../scenario.js';
import { allow, documentOf, trustOf } from './documents.js';

function url(authentication: 'NONE' | 'AWS_IAM'): OtherResource {
  return {
    template: { type: 'AWS::Lambda::Url', properties: { TargetFunctionArn: 'hook', AuthType: authentication } },
    terraform: {
      type: 'aws_lambda_function_url',
      arguments: { function_name: 'hook', authorization_type: authentication },
    },
  };
}

function images(group: string): OtherResource {
  return {
    template: {
      type: 'AWS::ImageBuilder::DistributionConfiguration',
      properties: {
        Name: 'workers',
        Distributions: [
          {
            Region: 'eu-west-1',
            AmiDistributionConfiguration: { LaunchPermissionConfiguration: { UserGroups: [group] } },
          },
        ],
      },
    },
    terraform: {
      type: 'aws_imagebuilder_distribution_configuration',
      arguments: {
        name: 'workers',
        distribution: [
          { region: 'eu-west-1', ami_distribution_configuration: [{ launch_permission: [{ user_groups: [group] }] }] },
        ],
      },
    },
  };
}

function share(isOpen: boolean): OtherResource {
  return {
    template: {
      type: 'AWS::RAM::ResourceShare',
      properties: { Name: 'subnets', AllowExternalPrincipals: isOpen },
    },
    terraform: {
      type: 'aws_ram_resource_share',
      arguments: { name: 'subnets', allow_external_principals: isOpen },
    },
  };
}

function pool(takesGuests: boolean): OtherResource {
  return {
    template: {
      type: 'AWS::Cognito::IdentityPool',
      properties: { AllowUnauthenticatedIdentities: takesGuests },
    },
    terraform: {
      type: 'aws_cognito_identity_pool',
      arguments: { identity_pool_name: 'site', allow_unauthenticated_identities: takesGuests },
    },
  };
}

const GUESTS: Role = {
  trust: trustOf(
    { Federated: 'cognito-identity.amazonaws.com' },
    {
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } },
    },
  ),
  inline: { guests: documentOf(allow(['rum:PutRumEvents', 's3:GetObject'], 'arn:aws:s3:::acme-uploads/*')) },
};

/** Who is let in by what is no policy. */
export const EXPOSURE_OF_SETTINGS: readonly Scenario[] = [
  {
    rule: 'public-function-url',
    what: 'reports URLs that ask nobody',
    access: { others: { Hook: url('NONE') } },
    reports: [{ message: '`NONE` lets anyone on the internet call the function behind `Hook`', at: 'NONE' }],
  },
  {
    rule: 'public-function-url',
    what: 'is silent on URLs that do',
    access: { others: { Hook: url('AWS_IAM') } },
    reports: [],
  },
  {
    rule: 'public-snapshot-or-image',
    what: 'reports images for all',
    access: { others: { Workers: images('all') } },
    reports: [{ message: '`all` lets every AWS account start the image and go through what is on it', at: 'all' }],
  },
  {
    rule: 'public-snapshot-or-image',
    what: 'is silent on other groups',
    access: { others: { Workers: images('none') } },
    reports: [],
  },
  {
    rule: 'external-ram-share',
    what: 'reports shares that are open',
    access: { others: { Subnets: share(true) } },
    reports: [{ message: '`true` lets accounts outside the organization have what `Subnets` shares', at: 'true' }],
  },
  {
    rule: 'external-ram-share',
    what: 'is silent on shares within the organization',
    access: { others: { Subnets: share(false) } },
    reports: [],
  },
  {
    rule: 'cognito-unauthenticated-access',
    what: 'reports what guests may do',
    access: { roles: { Guests: GUESTS }, others: { Pool: pool(true) } },
    reports: [
      {
        message: '`s3:GetObject` is allowed to everyone on the internet, as a guest of the identity pool of `Guests`',
        at: 's3:GetObject',
      },
    ],
  },
  {
    rule: 'cognito-unauthenticated-access',
    what: 'is silent where no guests are taken',
    access: { roles: { Guests: GUESTS }, others: { Pool: pool(false) } },
    reports: [],
  },
];
