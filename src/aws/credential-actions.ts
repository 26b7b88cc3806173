import type { CuratedActions } from './curated-actions.js';

/**
 * Actions whose answer holds credentials, or that set some which the caller then knows; the gravest first.
 *
 * Not among them: tokens for oneself, which carry what the caller may do anyway (`sts:GetSessionToken`,
 * `sts:GetFederationToken`, `sts:GetWebIdentityToken`, `redshift:GetClusterCredentialsWithIAM`,
 * `redshift-serverless:GetCredentials`, `connect:GetFederationToken`); tokens for registries and packages
 * (`ecr:GetAuthorizationToken`, `codeartifact:GetAuthorizationToken`, `sts:GetServiceBearerToken`); what needs no
 * credentials to be called (`cognito-identity:GetCredentialsForIdentity`); becoming a role, which has rules of its own.
 */
export const CREDENTIAL_ACTIONS: readonly CuratedActions[] = [
  {
    does: 'make access keys of every user',
    actions: ['iam:CreateAccessKey'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html',
  },
  {
    does: 'set the console password of every user',
    actions: ['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html',
  },
  {
    does: 'make passwords and keys for services in the name of every user',
    actions: ['iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential'],
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html',
  },
  {
    does: 'make a token that creates users and groups of the identity store',
    actions: ['sso-directory:CreateBearerToken'],
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html',
  },
  {
    does: 'set the password of every user of a directory',
    actions: ['ds:ResetUserPassword'],
    source: 'https://docs.aws.amazon.com/directoryservice/latest/devguide/API_ResetUserPassword.html',
  },
  {
    does: 'log in to every database as any of its users',
    actions: ['rds-db:connect', 'dsql:DbConnectAdmin'],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html',
  },
  {
    does: 'get a password of any user of every Redshift cluster',
    actions: ['redshift:GetClusterCredentials'],
    source: 'https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html',
  },
  {
    does: 'get the administrator password of every Windows instance',
    actions: ['ec2:GetPasswordData'],
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetPasswordData.html',
  },
  {
    does: 'get the keys and passwords of every Lightsail instance, database and bucket',
    actions: [
      'lightsail:CreateBucketAccessKey',
      'lightsail:CreateGUISessionAccessDetails',
      'lightsail:DownloadDefaultKeyPair',
      'lightsail:GetInstanceAccessDetails',
      'lightsail:GetRelationalDatabaseMasterUserPassword',
    ],
    source: 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetInstanceAccessDetails.html',
  },
  {
    does: 'export the private key of every certificate',
    actions: ['acm:ExportCertificate'],
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_ExportCertificate.html',
  },
  {
    does: 'get tokens in the name of anybody of every identity pool',
    actions: ['cognito-identity:GetOpenIdTokenForDeveloperIdentity'],
    source:
      'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html',
  },
  {
    does: 'get tokens for the source repositories of every connection',
    actions: ['codeconnections:GetConnectionToken', 'codestar-connections:GetConnectionToken'],
    source: 'https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html',
  },
  {
    does: 'get the credentials of every connection to another API',
    actions: ['events:RetrieveConnectionCredentials'],
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html',
  },
  {
    does: 'get the keys and tokens that every agent has for other APIs',
    actions: ['bedrock-agentcore:GetResourceApiKey', 'bedrock-agentcore:GetResourceOauth2Token'],
    source: 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/identity.html',
  },
  {
    does: 'get the credentials that pipelines give to their jobs',
    actions: ['codepipeline:GetJobDetails', 'codepipeline:GetThirdPartyJobDetails', 'codepipeline:PollForJobs'],
    source: 'https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PollForJobs.html',
  },
  {
    does: 'get credentials for every',
    actions: [
      'chime:CreateApiKey',
      'connect:AdminGetEmergencyAccessToken',
      'datazone:GetDomainExecutionRoleCredentials',
      'datazone:GetEnvironmentCredentials',
      'elasticmapreduce:GetClusterSessionCredentials',
      'emr-containers:GetManagedEndpointSessionCredentials',
      'gamelift:RequestUploadCredentials',
      'grafana:CreateWorkspaceApiKey',
      'grafana:CreateWorkspaceServiceAccountToken',
      'mediapackage:RotateChannelCredentials',
      'mediapackage:RotateIngestEndpointCredentials',
      'pca-connector-scep:GetChallengePassword',
    ],
    source:
      'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  },
];
