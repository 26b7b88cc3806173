import { type BoundaryGap, boundaryGap } from '../../src/inventory/boundary-gap.js';
import { membershipsOf } from '../../src/inventory/memberships.js';
import type { Identity, Note, Rule } from '../../src/rule.js';

export default {
  id: 'ineffective-permissions-boundary',
  category: 'identity',
  severity: 'high',
  preset: 'recommended',
  summary: 'A permissions boundary that bounds nothing, or that its holder gets out of',
  why: `
A permissions boundary is relied upon: because of it a team may write its own policies, a pipeline may make roles. It holds
only if its holder

- is bounded by it at all: one that allows everything bounds nothing;
- cannot take it off (\`iam:DeleteRolePermissionsBoundary\`), put on another (\`iam:PutRolePermissionsBoundary\`), or
  rewrite it (\`iam:CreatePolicyVersion\` on the boundary);
- has to pass it on: whoever may create a role without a boundary and attach a policy to it, becomes that role.

The rule asks for what is granted together: the policies of the identity and its groups, what they deny, and the boundary
itself. A boundary that is not in the input is taken to hold.`,
  fix: `
Deny within the boundary what undoes it, and let identities be made only with it:

\`\`\`json
[
  {
    "Effect": "Deny",
    "Action": ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
    "Resource": "*"
  },
  {
    "Effect": "Deny",
    "Action": ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"],
    "Resource": "arn:aws:iam::111122223333:policy/team-boundary"
  },
  {
    "Effect": "Deny",
    "Action": ["iam:CreateRole", "iam:CreateUser", "iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary",
      "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy"],
    "Resource": "*",
    "Condition": {
      "StringNotEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/team-boundary" }
    }
  }
]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam',
  ],
  aliases: ['cwe:CWE-269'],

  *inventory({ identities }) {
    const bounded = identities.filter(({ boundary }) => boundary !== undefined);
    if (bounded.length === 0) return;
    const memberships = membershipsOf(identities);
    for (const identity of bounded) {
      const gap = boundaryGap(identity, memberships);
      if (gap === undefined) continue;
      yield {
        at: identity.boundary ?? identity,
        message: messageOf(gap, identity),
        when: identity.resource?.when ?? [],
        related: relatedTo(gap, identity),
      };
    }
  },
} satisfies Rule;

function messageOf(gap: BoundaryGap, { name }: Identity): string {
  switch (gap.because) {
    case 'bounds nothing':
      return `\`${name}\` has a permissions boundary that allows everything`;
    case 'removable':
      return `\`${name}\` may get rid of its own permissions boundary by \`${gap.action}\``;
    case 'rewritable':
      return `\`${name}\` may rewrite its own permissions boundary by \`${gap.action}\``;
    case 'not passed on': {
      const [make = '', give = ''] = gap.actions;
      return `\`${name}\` may make an identity without its boundary by \`${make}\` and \`${give}\``;
    }
  }
}

/** The statements in the input that grant it. Those of AWS's own policies cannot be pointed at. */
function relatedTo(gap: BoundaryGap, identity: Identity): readonly Note[] {
  if (gap.because === 'bounds nothing') return [];
  const inSight = [...new Set(gap.grants)].filter(({ place }) => place.document === identity.place.document);
  return inSight.map((at) => ({ at, message: 'This statement grants it' }));
}
