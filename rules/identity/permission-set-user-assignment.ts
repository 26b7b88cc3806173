import { stringOfValue } from '../../src/document/value.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'permission-set-user-assignment',
  category: 'identity',
  severity: 'low',
  preset: 'recommended',
  summary: 'A permission set is assigned to a single user instead of a group',
  why: `
An assignment to a user gives access in an account to one person by name. It stays when that person changes teams, it is
in no group that anybody reviews, and after a year nobody can tell such access that was meant from access that was left
over. Groups come from the directory: who leaves the team there loses the access here.`,
  fix: `
Assign the permission set to the group whose work it is:

\`\`\`yaml
AnalystsInProduction:
  Type: AWS::SSO::Assignment
  Properties:
    PrincipalType: GROUP
    PrincipalId: !Ref AnalystsGroupId
    # the rest as before
\`\`\`

In Terraform: \`principal_type = "GROUP"\` in \`aws_ssoadmin_account_assignment\`.`,
  references: [
    'https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-assignment.html',
  ],

  *resource(resource) {
    if (resource.type !== 'AWS::SSO::Assignment') return;
    for (const { value, at, when } of propertyVariants(resource, 'PrincipalType')) {
      if (value === undefined || stringOfValue(value)?.toUpperCase() !== 'USER') continue;
      const message = `\`${resource.name}\` gives a permission set to one user, whom no group governs`;
      yield { at: value.kind === 'text' ? value : at, when, message };
    }
  },
} satisfies Rule;
