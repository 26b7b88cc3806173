/**
 * Actions that a person should not be able to take with a stolen password or key alone: they hand out access, end
 * logging and detection, or destroy data that nothing brings back. Curated from AWS's guidance on MFA-protected access.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 * https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_enforce_mechanisms.html
 */
export const SENSITIVE_ACTIONS: readonly string[] = [
  'account:Close*',
  'account:Delete*',
  'account:Put*',
  'backup:DeleteBackupVault',
  'backup:DeleteRecoveryPoint',
  'cloudtrail:DeleteTrail',
  'cloudtrail:PutEventSelectors',
  'cloudtrail:StopLogging',
  'cloudtrail:UpdateTrail',
  'config:DeleteConfigurationRecorder',
  'config:DeleteDeliveryChannel',
  'config:StopConfigurationRecorder',
  'dynamodb:DeleteTable',
  'ec2:StopInstances',
  'ec2:TerminateInstances',
  'guardduty:DeleteDetector',
  'guardduty:DisassociateFrom*',
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeactivateMFADevice',
  'iam:DeleteRole*',
  'iam:DeleteUser*',
  'iam:DeleteVirtualMFADevice',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'kms:DisableKey',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'organizations:AttachPolicy',
  'organizations:CreatePolicy',
  'organizations:DeletePolicy',
  'organizations:DeleteResourcePolicy',
  'organizations:DetachPolicy',
  'organizations:DisablePolicyType',
  'organizations:LeaveOrganization',
  'organizations:PutResourcePolicy',
  'organizations:RemoveAccountFromOrganization',
  'organizations:UpdatePolicy',
  'rds:DeleteDBCluster',
  'rds:DeleteDBInstance',
  'route53domains:TransferDomain*',
  's3:DeleteBucket',
  's3:DeleteObjectVersion',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  'secretsmanager:DeleteSecret',
  'securityhub:Disable*',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'sso:PutInlinePolicyToPermissionSet',
];

/**
 * Services all of whose writing and permissions management is sensitive: they decide who may do what, in the account
 * and in the organization.
 */
export const SENSITIVE_SERVICES: readonly string[] = ['account', 'iam', 'organizations', 'sso'];

/**
 * What of these services is not: setting up MFA and changing one's password come before MFA, service-linked roles are
 * AWS's own, and passing a role changes nothing in IAM.
 */
export const INSENSITIVE_ACTIONS: readonly string[] = [
  'iam:*ServiceLinkedRole',
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:PassRole',
  'iam:ResyncMFADevice',
];

/**
 * What a person does to set up MFA, or to sign in with it, and so must be able to do without: what AWS's own example
 * leaves out of its Deny, and the reads that the console needs on the way.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export const MFA_SETUP_ACTIONS: readonly string[] = [
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetAccountPasswordPolicy',
  'iam:GetAccountSummary',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListAccessKeys',
  'iam:ListAccountAliases',
  'iam:ListMFADevices',
  'iam:ListSSHPublicKeys',
  'iam:ListServiceSpecificCredentials',
  'iam:ListUsers',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetCallerIdentity',
  'sts:GetSessionToken',
];
