/** A claim of a token that names the tenant: the customer of the provider on whose behalf the token was made. */
export interface TenantClaim {
  /** As condition keys have it behind the colon: `sub`. */
  readonly claim: string;
  /** What stands before the tenant, at the beginning or behind a colon: `repo:`; absent where the value is the tenant. */
  readonly before?: string;
  /** What ends the tenant: `/`. Absent where it ends with the value. */
  readonly end?: string;
}

/** An OpenID Connect provider that roles of AWS trust. */
export interface OidcIssuer {
  readonly name: string;
  /** Host and path, as the ARN of the provider has them behind `oidc-provider/`; `*` is any run of characters. */
  readonly hosts: readonly string[];
  /**
   * Who gets tokens of the very same issuer, in words: `every repository on GitHub`. Absent where each customer has an
   * issuer of his own, so that the issuer names the tenant.
   */
  readonly sharedBy?: string;
  /** Of a shared issuer: the claims that tell tenants apart, any of which is enough. */
  readonly tenants: readonly TenantClaim[];
  /** What subjects look like, the broadest part first; parts in braces are named as people call them. */
  readonly subjects: readonly string[];
  /** Whether the first part of a subject is the tenant, though the issuer names it as well. */
  readonly repeatsTenant?: true;
  /** The claims any of which is the audience, where a role has to ask for it. */
  readonly audience?: readonly string[];
  readonly source: string;
}

const AUD = ['aud'];
const GITHUB = 'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims';
/** The issuers that AWS knows to be shared, with the claims that it asks for. */
const SHARED = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html';

const GITHUB_SUBJECTS: readonly string[] = [
  'repo:{organization}/{repository}:ref:refs/heads/{branch}',
  'repo:{organization}/{repository}:ref:refs/tags/{tag}',
  'repo:{organization}/{repository}:environment:{environment}',
  'repo:{organization}@{organization id}/{repository}@{repository id}:ref:refs/heads/{branch}',
  'repo:{organization}@{organization id}/{repository}@{repository id}:ref:refs/tags/{tag}',
  'repo:{organization}@{organization id}/{repository}@{repository id}:environment:{environment}',
  'repository_owner:{organization}:{claim}',
];

/** A claim, and the same as a part of a subject that was put together of it. */
function claimOrPart(claim: string, end?: string): readonly TenantClaim[] {
  const whole = end === undefined ? { claim } : { claim, end };
  return [whole, { claim: 'sub', before: `${claim}:`, end: end ?? ':' }];
}

/**
 * The issuers that are known. Of others nobody knows whether they are shared; most are an organization's own.
 * Prefixes of subjects are those that the provider documents; where a customer can put a subject together of other
 * claims, so can a stranger, and only claims that name the tenant hold.
 */
export const OIDC_ISSUERS: readonly OidcIssuer[] = [
  {
    name: 'GitHub Actions',
    hosts: ['token.actions.githubusercontent.com', 'vstoken.actions.githubusercontent.com'],
    sharedBy: 'every repository on GitHub',
    tenants: [
      { claim: 'sub', before: 'repo:', end: '/' },
      { claim: 'sub', before: 'repo:', end: '@' },
      ...claimOrPart('repository', '/'),
      ...claimOrPart('repository_owner'),
      ...claimOrPart('repository_owner_id'),
      ...claimOrPart('repository_id'),
      ...claimOrPart('job_workflow_ref', '/'),
      ...claimOrPart('workflow_ref', '/'),
      ...claimOrPart('enterprise'),
      ...claimOrPart('enterprise_id'),
    ],
    subjects: GITHUB_SUBJECTS,
    audience: AUD,
    source: GITHUB,
  },
  {
    name: 'GitHub Actions of an enterprise',
    hosts: ['token.actions.githubusercontent.com/*', 'token.actions.*.ghe.com'],
    tenants: [],
    subjects: GITHUB_SUBJECTS,
    audience: AUD,
    source: GITHUB,
  },
  {
    name: 'the audit log of GitHub',
    hosts: ['oidc-configuration.audit-log.githubusercontent.com'],
    sharedBy: 'every enterprise on GitHub',
    tenants: [{ claim: 'sub' }],
    subjects: [],
    audience: AUD,
    source: SHARED,
  },
  {
    name: 'GitLab',
    hosts: ['gitlab.com'],
    sharedBy: 'every project on GitLab',
    tenants: [
      ...claimOrPart('project_path', '/'),
      ...claimOrPart('namespace_path'),
      ...claimOrPart('namespace_id'),
      ...claimOrPart('project_id'),
    ],
    subjects: [
      'project_path:{group}/{project}:ref_type:branch:ref:{branch}',
      'project_path:{group}/{project}:ref_type:tag:ref:{tag}',
    ],
    audience: AUD,
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload',
  },
  {
    name: 'HCP Terraform',
    hosts: ['app.terraform.io'],
    sharedBy: 'every workspace of HCP Terraform',
    tenants: [
      { claim: 'sub', before: 'organization:', end: ':' },
      { claim: 'terraform_organization_id' },
      { claim: 'terraform_organization_name' },
      { claim: 'terraform_project_id' },
      { claim: 'terraform_workspace_id' },
    ],
    subjects: ['organization:{organization}:project:{project}:workspace:{workspace}:run_phase:{phase}'],
    audience: AUD,
    source:
      'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens',
  },
  {
    name: 'CircleCI',
    hosts: ['oidc.circleci.com/org/*'],
    tenants: [],
    subjects: ['org/{organization}/project/{project}/user/{user}'],
    repeatsTenant: true,
    source: 'https://circleci.com/docs/openid-connect-tokens/',
  },
  {
    name: 'Bitbucket Pipelines',
    hosts: ['api.bitbucket.org/2.0/workspaces/*'],
    tenants: [],
    subjects: ['{repository}:{environment}:{step}'],
    source: 'https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/',
  },
  {
    name: 'Buildkite',
    hosts: ['agent.buildkite.com'],
    sharedBy: 'every pipeline of Buildkite',
    tenants: [
      { claim: 'sub', before: 'organization:', end: ':' },
      { claim: 'organization_slug' },
      { claim: 'organization_id' },
      { claim: 'pipeline_id' },
    ],
    subjects: ['organization:{organization}:pipeline:{pipeline}:ref:{ref}'],
    audience: AUD,
    source: 'https://buildkite.com/docs/agent/v3/cli-oidc',
  },
  {
    name: 'EKS',
    hosts: ['oidc.eks.*.amazonaws.com/id/*', 'oidc.eks.*.amazonaws.com.cn/id/*', 'oidc-eks.*.api.aws/id/*'],
    tenants: [],
    subjects: ['system:serviceaccount:{namespace}:{service account}'],
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  },
  {
    name: 'Amazon Cognito',
    hosts: [
      'cognito-identity.amazonaws.com',
      'cognito-identity-us-gov.amazonaws.com',
      'cognito-identity.cn-north-1.amazonaws.com.cn',
    ],
    sharedBy: 'every identity pool of every account',
    tenants: [{ claim: 'aud' }, { claim: 'sub' }],
    subjects: [],
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
  },
  {
    name: 'Google',
    hosts: ['accounts.google.com'],
    sharedBy: 'everyone with a Google account',
    tenants: [{ claim: 'aud' }, { claim: 'oaud' }, { claim: 'sub' }, { claim: 'email' }],
    subjects: [],
    audience: ['aud', 'oaud'],
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    name: 'Login with Amazon',
    hosts: ['www.amazon.com'],
    sharedBy: 'everyone with an Amazon account',
    tenants: [{ claim: 'app_id' }, { claim: 'user_id' }],
    subjects: [],
    audience: ['app_id'],
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    name: 'Facebook',
    hosts: ['graph.facebook.com'],
    sharedBy: 'everyone with a Facebook account',
    tenants: [{ claim: 'app_id' }, { claim: 'id' }],
    subjects: [],
    audience: ['app_id'],
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    name: 'Microsoft Entra ID',
    hosts: ['sts.windows.net/*', 'login.microsoftonline.com/*'],
    tenants: [],
    subjects: [],
    audience: AUD,
    source: 'https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference',
  },
  {
    name: 'Azure Pipelines',
    hosts: ['vstoken.dev.azure.com/*'],
    tenants: [],
    subjects: ['sc://{organization}/{project}/{service connection}'],
    repeatsTenant: true,
    source: 'https://learn.microsoft.com/azure/devops/pipelines/library/connect-to-azure',
  },
  {
    name: 'Vercel',
    hosts: ['oidc.vercel.com'],
    sharedBy: 'every project on Vercel',
    tenants: [
      { claim: 'sub', before: 'owner:', end: ':' },
      { claim: 'aud', before: 'https://vercel.com/' },
    ],
    subjects: ['owner:{team}:project:{project}:environment:{environment}'],
    audience: AUD,
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    name: 'Vercel',
    hosts: ['oidc.vercel.com/*'],
    tenants: [],
    subjects: ['owner:{team}:project:{project}:environment:{environment}'],
    audience: AUD,
    repeatsTenant: true,
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    name: 'Spacelift',
    hosts: ['*.app.spacelift.io', '*.app.us.spacelift.io'],
    tenants: [],
    subjects: ['space:{space}:stack:{stack}:run_type:{type}:scope:{scope}'],
    source: 'https://docs.spacelift.io/integrations/cloud-providers/oidc/',
  },
  {
    name: 'Pulumi Cloud',
    hosts: ['api.pulumi.com/oidc'],
    sharedBy: 'every organization of Pulumi Cloud',
    tenants: [{ claim: 'aud' }, { claim: 'sub', before: 'org:', end: ':' }],
    subjects: ['pulumi:deploy:org:{organization}:project:{project}:stack:{stack}'],
    source: 'https://www.pulumi.com/docs/administration/access-identity/oidc-provider/',
  },
  {
    name: 'Scalr',
    hosts: ['scalr.io'],
    sharedBy: 'every workspace of Scalr',
    tenants: [{ claim: 'sub', before: 'account:', end: ':' }],
    subjects: ['account:{account}:environment:{environment}:workspace:{workspace}'],
    audience: AUD,
    source: SHARED,
  },
  {
    name: 'Codefresh',
    hosts: ['oidc.codefresh.io'],
    sharedBy: 'every pipeline of Codefresh',
    tenants: [{ claim: 'sub', before: 'account:', end: ':' }],
    subjects: ['account:{account}:pipeline:{pipeline}'],
    audience: AUD,
    source: SHARED,
  },
  {
    name: 'Cirrus CI',
    hosts: ['oidc.cirrus-ci.com'],
    sharedBy: 'every repository of Cirrus CI',
    tenants: [{ claim: 'sub', before: 'repo:github:', end: '/' }],
    subjects: ['repo:github:{organization}/{repository}'],
    audience: AUD,
    source: 'https://cirrus-ci.org/guide/writing-tasks/#aws',
  },
  {
    name: 'Modal',
    hosts: ['oidc.modal.com'],
    sharedBy: 'every workspace of Modal',
    tenants: [{ claim: 'sub', before: 'workspace_id:', end: ':' }, { claim: 'workspace_id' }],
    subjects: ['modal:workspace_id:{workspace}:environment_name:{environment}'],
    audience: AUD,
    source: 'https://modal.com/docs/guide/oidc-integration',
  },
  {
    name: 'Upbound',
    hosts: ['proidc.upbound.io'],
    sharedBy: 'every organization of Upbound',
    tenants: [{ claim: 'sub', before: 'mcp:', end: '/' }],
    subjects: ['mcp:{organization}/{control plane}:provider:{provider}'],
    audience: AUD,
    source: SHARED,
  },
];
