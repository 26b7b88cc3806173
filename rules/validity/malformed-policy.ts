import type { PlacedPolicy } from '../../src/inventory/model.js';
import type { Fault } from '../../src/policy/model.js';
import type { Confidence, Rule } from '../../src/rule.js';

export default {
  id: 'malformed-policy',
  category: 'validity',
  severity: 'high',
  preset: 'recommended',
  summary: 'A policy is not well-formed, so AWS refuses it',
  why: `
AWS refuses to save a policy that breaks the grammar of the policy language: an element that does not exist (\`Actions\`,
\`Conditions\`, a lower-case \`effect\`), one that is missing, one of the wrong type, an \`Effect\` that is neither
\`Allow\` nor \`Deny\`, a \`Principal\` in a policy that is attached to an identity, a \`Resource\` in a role's trust
policy. The deployment fails, at best on the first stage; and what the policy was meant to deny stays allowed until it
is put right.

Whatever else the policy says is still judged by the other rules. A file that cannot be parsed at all is reported here
too, at the character where it breaks.`,
  fix: `
Write the element as the grammar has it. Names are case-sensitive and in the singular:

\`\`\`json
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject"],
      "Resource": "arn:aws:s3:::example-reports/*",
      "Condition": { "StringEquals": { "aws:ResourceAccount": "111122223333" } }
    }
  ]
}
\`\`\`

A trust policy has a \`Principal\` and no \`Resource\`; a policy of a user, group or role has a \`Resource\` and no
\`Principal\`. A resource control policy denies, to \`"Principal": "*"\`, actions of services that it names.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  aliases: [
    'access-analyzer:DATA_TYPE_MISMATCH',
    'access-analyzer:EMPTY_ARRAY_ACTION',
    'access-analyzer:EMPTY_ARRAY_PRINCIPAL',
    'access-analyzer:EMPTY_ARRAY_RESOURCE',
    'access-analyzer:EMPTY_OBJECT_PRINCIPAL',
    'access-analyzer:INVALID_ACTION',
    'access-analyzer:INVALID_EFFECT',
    'access-analyzer:INVALID_POLICY_ELEMENT',
    'access-analyzer:INVALID_PRINCIPAL_FORMAT',
    'access-analyzer:INVALID_PRINCIPAL_KEY',
    'access-analyzer:INVALID_VERSION',
    'access-analyzer:JSON_SYNTAX_ERROR',
    'access-analyzer:MISSING_ACTION',
    'access-analyzer:MISSING_EFFECT',
    'access-analyzer:MISSING_PRINCIPAL',
    'access-analyzer:MISSING_RESOURCE',
    'access-analyzer:MISSING_STATEMENT',
    'access-analyzer:RCP_SYNTAX_ERROR_ACTION',
    'access-analyzer:RCP_SYNTAX_ERROR_ALLOW',
    'access-analyzer:RCP_SYNTAX_ERROR_NOTACTION',
    'access-analyzer:RCP_SYNTAX_ERROR_PRINCIPAL',
    'access-analyzer:ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
    'access-analyzer:ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE',
    'access-analyzer:SCP_SYNTAX_ERROR_PRINCIPAL',
    'access-analyzer:UNSUPPORTED_ACTION_IN_POLICY',
    'access-analyzer:UNSUPPORTED_ELEMENT_COMBINATION',
    'access-analyzer:UNSUPPORTED_PRINCIPAL',
  ],

  *policy(policy) {
    for (const fault of policy.faults) {
      const aliases = fault.code === undefined ? [] : [`access-analyzer:${fault.code}`];
      const confidence = isOfKind(fault) ? confidenceOfKind(policy) : 'proven';
      yield { at: fault, message: fault.message, confidence, aliases };
    }
  },

  *statement({ resource }, policy) {
    // The grammar of the language has the element; that of trust policies, whose resource is their role, has not.
    if (policy.kind !== 'trust' || resource === undefined) return;
    yield {
      at: resource,
      message: `\`${resource.name}\` is not allowed in a trust policy, whose resource is its role`,
      confidence: confidenceOfKind(policy),
      aliases: ['access-analyzer:ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE'],
    };
  },
} satisfies Rule;

/** Whether it is the policy's kind that makes a fault of it. */
function isOfKind({ code = '' }: Fault): boolean {
  return code === 'MISSING_RESOURCE' || code.startsWith('RCP_');
}

/**
 * How sure it is that a policy is of its kind: of a bare document with a `Principal` only the content tells, and some
 * resources (ECR repositories) have policies without a `Resource`.
 */
function confidenceOfKind({ isKindGuessed, kind }: PlacedPolicy): Confidence {
  return isKindGuessed === true && kind !== 'identity' ? 'possible' : 'proven';
}
