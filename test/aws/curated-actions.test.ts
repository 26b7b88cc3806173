import { describe, expect, it } from 'vitest';
import { expandAll, has, ids, isEmpty, unknownNames } from '../../src/access/action-set.js';
import { accessLevel, actionName } from '../../src/aws/actions.js';
import { ASSUME_ROLE_ACTIONS } from '../../src/aws/assume-role-actions.js';
import { CREDENTIAL_ACTIONS } from '../../src/aws/credential-actions.js';
import type { CuratedActions } from '../../src/aws/curated-actions.js';
import { DATA_ACTIONS } from '../../src/aws/data-actions.js';
import { PERMISSION_ACTIONS } from '../../src/aws/permission-actions.js';

const LISTS: readonly (readonly [string, readonly CuratedActions[]])[] = [
  ['credentials', CREDENTIAL_ACTIONS],
  ['data', DATA_ACTIONS],
  ['permissions', PERMISSION_ACTIONS],
  ['roles', ASSUME_ROLE_ACTIONS],
];

function patternsOf(list: readonly CuratedActions[]): readonly string[] {
  return list.flatMap(({ actions }) => actions);
}

/**
 * What AWS's data counts as permissions management and the list leaves out, by why. Newer data that brings an action
 * which is in neither has to be looked at.
 */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'reads, or uses what is there': [
    '*:Describe*',
    '*:Get*',
    '*:List*',
    '*:Validate*',
    'backup:Search*',
    'bedrock-agentcore:*Authorize*',
    'bedrock-agentcore:Invoke*',
    'bedrock-agentcore:Synchronize*',
    'cloudwatch:AssumeAccessProfile',
    'ds:AccessDSData',
    'entityresolution:Use*',
    'glue:BatchGet*',
    'glue:De*Data*',
    'glue:GlueNotebook*',
    'glue:ManagedConnector',
    'glue:RefreshOAuth2Tokens',
    'glue:Request*',
    'glue:RunData*',
    'glue:Send*',
    'glue:StartNotebook',
    'glue:TerminateNotebook',
    'glue:TestConnection',
    'glue:UseGlueStudio',
    'iotfleetwise:*',
    'managedblockchain:*',
    'opensearch:*',
    'rds-db:connect',
  ],
  'takes back what was granted': [
    '*:Deauthorize*',
    '*:Delete*Grant*',
    '*:DeletePermissionPolicy',
    'acm-pca:DeletePermission',
    '*:Disassociate*',
    '*:Dissociate*',
    '*:Reject*',
    '*:Remove*',
    '*:Retire*',
    '*:Revoke*',
    'backup:Revoke*',
    'cloudwatch:Delete*',
    'codestar:DeleteProject',
    'ec2:CancelImageLaunchPermission',
    'ec2:Delete*Permission',
    'ec2:Enable*BlockPublicAccess',
    'ec2:ResetSnapshotAttribute',
    'elasticmapreduce:DeleteWorkspaceAccess',
    'lakeformation:*Revoke*',
    'monitron:Delete*',
    'servicecatalog:DeletePortfolioShare',
    'ssm-sap:DeleteResourcePermission',
  ],
  'is of a policy that nobody has': [
    'iam:CreatePolicy',
    'iam:DeletePolicy',
    'iam:DeletePolicyVersion',
    'iot:CreatePolicy',
    'iot:DeletePolicy',
    'iot:DeletePolicyVersion',
  ],
  "is for AWS's own services": [
    '*:AllowVendedLogDeliveryForResource',
    'ec2:CreateNetworkInterfacePermission',
    'greengrass:AssociateServiceRoleToAccount',
    'health:*Organization',
    'lambda:*Replication',
    'license-manager:UpdateServiceSettings',
    'logs:DeleteResourcePolicy',
    'logs:PutResourcePolicy',
    'networkmanager:StartOrganizationServiceAccessUpdate',
    'notifications:*Organization',
    'ram:EnableSharingWithAwsOrganization',
    'redshift:CreateSnapshotCopyGrant',
    's3:AssociateAccessGrantsIdentityCenter',
    'vpc-lattice:AssociateViaAWSService*',
    'xray:PutEncryptionConfig',
  ],
  'is about networks, web access lists, certificates, locks, settings': [
    'apigateway:*Certificate*',
    'apigateway:CreateAccessAssociation',
    '*:SetWebACL',
    'waf*:*WebACL',
    'cloudformation:SetStackPolicy',
    'codestar:CreateProject',
    'ec2:*NatGateway',
    'ec2:*OdbNetworkPeering',
    'ec2:*PlacementGroup',
    'ec2:CreateCoipPoolPermission',
    'ec2:CreateLocalGatewayRouteTablePermission',
    'fsx:BypassSnaplockEnterpriseRetention',
    'glacier:*VaultLock',
    'glacier:SetDataRetrievalPolicy',
    'iam:DeleteAccountPasswordPolicy',
    'iot:SetDefaultAuthorizer',
    'rds:AuthorizeDBSecurityGroupIngress',
    'redshift:CreateClusterUser',
    'redshift:ModifyClusterIamRoles',
    's3:BypassGovernanceRetention',
    's3:ObjectOwnerOverrideToBucketOwner',
    'ses:ApplyTrackingConfigurationOverrides',
    'ses:ReplicateEmailIdentityDkimSigningKey',
    'ssm-contacts:AssociateContact',
    'sso:UpdatePermissionSet',
    'vpc-lattice:CreateServiceNetworkVpcEndpointAssociation',
  ],
};

describe.each(LISTS)('the list of actions about %s', (_, list) => {
  it.each(patternsOf(list))('names actions that exist: %s', (pattern) => {
    const set = expandAll([pattern]);
    expect([...ids(set)]).not.toEqual([]);
    expect(unknownNames(set)).toEqual([]);
  });

  it('names each once, tells what it is and where that stands', () => {
    const all = patternsOf(list);
    expect(all.filter((pattern, index) => all.indexOf(pattern) !== index)).toEqual([]);
    for (const { does, source } of list) {
      expect(does).toMatch(/^[a-z].*[a-zA-Z]$/);
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });
});

describe('the lists', () => {
  it('say of each action one thing', () => {
    const all = LISTS.flatMap(([, list]) => [...ids(expandAll(patternsOf(list)))].map(actionName));
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it('hold, or leave out for a reason, all that AWS counts as permissions management', () => {
    const listed = expandAll(patternsOf(PERMISSION_ACTIONS));
    const leftOut = expandAll(Object.values(LEFT_OUT).flat());
    const managing = [...ids(expandAll(['*']))].filter((id) => accessLevel(id) === 'Permissions management');
    expect(managing.filter((id) => !has(listed, id) && !has(leftOut, id)).map(actionName)).toEqual([]);
    expect(managing.filter((id) => has(listed, id) && has(leftOut, id)).map(actionName)).toEqual([]);
  });

  it('count nothing as permissions management that only reads', () => {
    const reading = [...ids(expandAll(patternsOf(PERMISSION_ACTIONS)))].filter((id) =>
      /List|Read/.test(accessLevel(id)),
    );
    expect(reading.map(actionName)).toEqual([]);
    expect(isEmpty(expandAll(patternsOf(PERMISSION_ACTIONS)))).toBe(false);
  });
});
