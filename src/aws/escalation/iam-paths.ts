import { ANY_GROUP, ANY_ROLE, ANY_USER, type EscalationPath, type Need, pathfinding } from './path.js';

const PASSWORD: Need['actions'] = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'];

/** Paths that go through IAM itself, or through IAM Identity Center: they end in administrator. */
export function iamPaths(): readonly EscalationPath[] {
  return [
    {
      id: 'put-role-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:PutRolePolicy'], on: 'own role' }],
      words: 'write itself a policy that allows everything',
      source: pathfinding('iam-005'),
    },
    {
      id: 'attach-role-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:AttachRolePolicy'], on: 'own role' }],
      words: 'attach `AdministratorAccess` to itself',
      source: pathfinding('iam-009'),
    },
    {
      id: 'put-user-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:PutUserPolicy'], on: 'own user' }],
      words: 'write itself a policy that allows everything',
      source: pathfinding('iam-007'),
    },
    {
      id: 'attach-user-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:AttachUserPolicy'], on: 'own user' }],
      words: 'attach `AdministratorAccess` to itself',
      source: pathfinding('iam-008'),
    },
    {
      id: 'put-group-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:PutGroupPolicy'], on: 'own group' }],
      words: 'write its own group a policy that allows everything',
      source: pathfinding('iam-011'),
    },
    {
      id: 'attach-group-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:AttachGroupPolicy'], on: 'own group' }],
      words: 'attach `AdministratorAccess` to its own group',
      source: pathfinding('iam-010'),
    },
    {
      id: 'create-policy-version',
      gain: 'administrator',
      needs: [{ actions: ['iam:CreatePolicyVersion'], on: 'own policy' }],
      words: 'rewrite a policy that it has to allow everything',
      source: pathfinding('iam-001'),
    },
    {
      id: 'add-user-to-group',
      gain: 'administrator',
      needs: [{ actions: ['iam:AddUserToGroup'], on: ANY_GROUP }],
      words: 'join any group, that of the administrators too',
      holder: 'user',
      source: pathfinding('iam-013'),
    },
    {
      id: 'update-assume-role-policy',
      gain: 'administrator',
      needs: [{ actions: ['iam:UpdateAssumeRolePolicy'], on: ANY_ROLE }],
      words: 'open any role to itself, then assume it',
      source: pathfinding('iam-012'),
    },
    {
      id: 'create-access-key',
      gain: 'administrator',
      needs: [{ actions: ['iam:CreateAccessKey'], on: ANY_USER }],
      words: 'make an access key of any user, and act as that user',
      source: pathfinding('iam-002'),
    },
    {
      id: 'create-login-profile',
      gain: 'administrator',
      needs: [{ actions: ['iam:CreateLoginProfile'], on: ANY_USER }],
      words: 'set a password for any user without one, and sign in with it',
      source: pathfinding('iam-004'),
    },
    {
      id: 'update-login-profile',
      gain: 'administrator',
      needs: [{ actions: ['iam:UpdateLoginProfile'], on: ANY_USER }],
      words: 'reset the password of any user, and sign in with it',
      source: pathfinding('iam-006'),
    },
    {
      id: 'empower-user',
      gain: 'administrator',
      needs: [
        { actions: ['iam:AttachUserPolicy', 'iam:PutUserPolicy'], on: 'one user' },
        { actions: PASSWORD, on: 'one user' },
      ],
      words: 'make a user administrator, and act as that user',
      source: pathfinding('iam-015'),
    },
    {
      id: 'empower-role',
      gain: 'administrator',
      needs: [
        { actions: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], on: 'one role' },
        { actions: ['iam:UpdateAssumeRolePolicy'], on: 'one role' },
      ],
      words: 'make a role administrator, open it to itself and assume it',
      source: pathfinding('iam-019'),
    },
    {
      id: 'empower-assumed-role',
      gain: 'administrator',
      needs: [
        { actions: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], on: 'one role' },
        { actions: ['sts:AssumeRole'], on: 'one role' },
      ],
      words: 'make a role administrator, and assume it',
      presumes: 'the role lets the holder in',
      source: pathfinding('iam-014'),
    },
    {
      id: 'create-role',
      gain: 'administrator',
      needs: [
        { actions: ['iam:CreateRole'], on: ANY_ROLE },
        { actions: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], on: ANY_ROLE },
      ],
      words: 'make an administrator role that lets it in, and assume it',
      source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
    },
    {
      id: 'update-saml-provider',
      gain: 'administrator',
      needs: [{ actions: ['iam:UpdateSAMLProvider'], on: 'arn:*:iam::*:saml-provider/…' }],
      words: 'become whom a SAML provider vouches for, by keys of its own',
      presumes: 'a role trusts a SAML provider',
      source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html',
    },
    {
      id: 'set-default-policy-version',
      gain: 'administrator',
      needs: [{ actions: ['iam:SetDefaultPolicyVersion'], on: 'own policy' }],
      words: 'put an earlier version of a policy that it has into force',
      source: 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
    },
    ...boundaryPaths(),
    ...identityCenterPaths(),
  ];
}

/** Setting up identities for others, who are then not kept within any permissions boundary. */
export function delegationPaths(): readonly EscalationPath[] {
  return [
    {
      id: 'delegate',
      gain: 'unbounded identities',
      needs: [
        {
          actions: [
            'iam:PutRolePolicy',
            'iam:AttachRolePolicy',
            'iam:PutUserPolicy',
            'iam:AttachUserPolicy',
            'iam:CreateRole',
            'iam:CreateUser',
          ],
          on: 'some',
        },
      ],
      words: 'set up identities without a permissions boundary',
      source:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    },
  ];
}

/** Without his boundary the holder has what his policies grant. */
function boundaryPaths(): readonly EscalationPath[] {
  const source = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html';
  return [
    {
      id: 'remove-role-boundary',
      gain: 'administrator',
      needs: [{ actions: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'], on: 'own role' }],
      words: 'take its own permissions boundary away',
      onlyBounded: true,
      source,
    },
    {
      id: 'remove-user-boundary',
      gain: 'administrator',
      needs: [{ actions: ['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'], on: 'own user' }],
      words: 'take its own permissions boundary away',
      onlyBounded: true,
      source,
    },
  ];
}

/** The permission set that somebody has in other accounts, or that he is given there. */
function identityCenterPaths(): readonly EscalationPath[] {
  const anySet = 'arn:*:sso:::permissionSet/*/…';
  return [
    {
      id: 'attach-to-permission-set',
      gain: 'administrator',
      needs: [
        {
          actions: [
            'sso:AttachManagedPolicyToPermissionSet',
            'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
          ],
          on: anySet,
        },
      ],
      words: 'attach `AdministratorAccess` to any permission set',
      onlyNamed: true,
      source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/iam-auth-access-using-id-policies.html',
    },
    {
      id: 'put-inline-policy-to-permission-set',
      gain: 'administrator',
      needs: [{ actions: ['sso:PutInlinePolicyToPermissionSet'], on: anySet }],
      words: 'write any permission set a policy that allows everything',
      onlyNamed: true,
      source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html',
    },
    {
      id: 'create-account-assignment',
      gain: 'administrator',
      needs: [{ actions: ['sso:CreateAccountAssignment'], on: anySet }],
      words: 'give anybody any permission set in any account',
      onlyNamed: true,
      source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html',
    },
    {
      id: 'create-group-membership',
      gain: 'administrator',
      needs: [{ actions: ['identitystore:CreateGroupMembership'], on: 'arn:*:identitystore:::group/…' }],
      words: 'join any group of IAM Identity Center',
      presumes: 'a group has a permission set with more rights',
      onlyNamed: true,
      source:
        'https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership.html',
    },
  ];
}
