import { amount } from '../../src/access/amount.js';
import { POLICY_QUOTAS, resourcePolicyQuota } from '../../src/aws/policy-quotas.js';
import { keyOf } from '../../src/document/document.js';
import type { Located } from '../../src/document/place.js';
import type { Identity, Options, PlacedPolicy, PolicyKind, Rule } from '../../src/rule.js';

export default {
  id: 'policy-too-large',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A policy is longer than AWS takes',
  why: `
AWS refuses a policy that is longer than its quota, so the deployment fails, at best on the first stage. Whitespace does
not count. A managed policy has 6,144 characters, the inline policies of a user 2,048, of a group 5,120 and of a role
10,240 together, a trust policy 2,048 unless the account's quota was raised, a service control policy 10,240 and a resource
control policy 5,120.

Policies mostly grow so long by listing, and what nobody reads to the end is where access hides.`,
  fix: `
Split the policy by what it is for into several managed policies, and attach those; list a resource once, and all actions
on it in one statement; leave out what another entry of the list holds (\`redundant-action\`, \`redundant-resource\`). Do
not widen it with wildcards to make it fit.

Where the account's quota for trust policies was raised, say so:

\`\`\`yaml
rules:
  policy-too-large:
    trustPolicyQuota: 4096
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html#min-max-values',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-policy-size-exceeds-identity-policy-quota',
  ],
  aliases: [
    'access-analyzer:POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
    'access-analyzer:POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
    'access-analyzer:POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA',
    'access-analyzer:POLICY_SIZE_EXCEEDS_SCP_QUOTA',
    'access-analyzer:POLICY_SIZE_EXCEEDS_RCP_QUOTA',
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      trustPolicyQuota: {
        type: 'integer',
        minimum: 2048,
        maximum: 8192,
        default: POLICY_QUOTAS.trust,
        description: 'how long the trust policies of roles may be in your accounts',
      },
    },
  },

  *policy(policy, options) {
    const quota = quotaOf(policy, options);
    const { size = 0 } = policy;
    if (quota === undefined || size <= quota.characters) return;
    yield {
      at: headOf(policy),
      message: `The policy has ${amount(size)} characters without whitespace: ${quota.of} may have ${amount(quota.characters)}`,
      confidence: policy.isKindGuessed === true ? 'possible' : 'proven',
      aliases: [`access-analyzer:POLICY_SIZE_EXCEEDS_${CODES[policy.kind]}_QUOTA`],
    };
  },

  *identity(identity) {
    const { type, name, inline } = identity;
    const quota = POLICY_QUOTAS.inline[type];
    const sizes = inline.map(({ size = 0 }) => size);
    const sum = sizes.reduce((all, size) => all + size, 0);
    // One that is too long alone is reported by itself.
    if (sum <= quota || sizes.some((size) => size > quota)) return;
    yield {
      at: identity,
      message: `\`${shortened(name)}\` has inline policies of ${amount(sum)} characters without whitespace: together they may have ${amount(quota)}`,
      related: inline.map((policy) => ({ at: headOf(policy), message: `${amount(policy.size ?? 0)} characters` })),
      aliases: ['access-analyzer:POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA'],
    };
  },
} satisfies Rule;

const CODES: Readonly<Record<PolicyKind, string>> = {
  identity: 'IDENTITY_POLICY',
  boundary: 'IDENTITY_POLICY',
  session: 'IDENTITY_POLICY',
  resource: 'RESOURCE_POLICY',
  endpoint: 'RESOURCE_POLICY',
  trust: 'ROLE_TRUST_POLICY',
  scp: 'SCP',
  rcp: 'RCP',
};

const KINDS = {
  session: 'a session policy',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  endpoint: 'the policy of an endpoint',
} as const;

interface Quota {
  readonly characters: number;
  /** What has it, to stand before "may have". */
  readonly of: string;
}

/** How long a policy may be; of an identity policy that nothing tells more of, the longest that any may be. */
function quotaOf(policy: PlacedPolicy, { trustPolicyQuota }: Options): Quota | undefined {
  const { kind, form, resourceType, holders } = policy;
  switch (kind) {
    case 'boundary':
    case 'identity': {
      if (form === 'managed') return { characters: POLICY_QUOTAS.managed, of: 'a managed policy' };
      const holder = form === 'inline' && holders.complete ? holders.known[0]?.type : undefined;
      const type = holder ?? 'role';
      return { characters: POLICY_QUOTAS.inline[type], of: `an inline policy of a ${type}` };
    }
    case 'trust': {
      const characters = typeof trustPolicyQuota === 'number' ? trustPolicyQuota : POLICY_QUOTAS.trust;
      return { characters, of: 'a trust policy' };
    }
    case 'resource': {
      const characters = resourcePolicyQuota(resourceType ?? '');
      return characters === undefined ? undefined : { characters, of: `one of \`${resourceType}\`` };
    }
    default:
      return { characters: POLICY_QUOTAS[kind], of: KINDS[kind] };
  }
}

/** The key that the policy stands under, where it has one: its whole text would be too much to point at. */
function headOf({ place }: PlacedPolicy): Located {
  const { document, node } = place;
  return keyOf(document, node) === undefined ? { place } : { place: { document, node, key: true } };
}

/** Names are as long as who gives them likes. */
const LONGEST_NAME = 60;

function shortened(name: Identity['name']): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
