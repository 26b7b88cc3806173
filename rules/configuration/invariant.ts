import type { Rule } from '../../src/rule.js';

export default {
  id: 'invariant',
  category: 'configuration',
  severity: 'high',
  preset: 'recommended',
  summary: 'Access breaks an invariant that the configuration states',
  why: `
Each organization has a few things that must hold whatever else changes: nobody stops the audit trail, nobody but the
pipeline writes to the release bucket, every region but two is denied. A review misses them when the grant hides behind a
wildcard, a \`NotAction\`, a group or a policy in another file. Written into the configuration under \`invariants\`, they
are checked by what is allowed in every run, and the finding says which one broke and why it is there.

\`never\` names requests that nobody is to be granted: actions, resources and, where it matters, a condition. Everybody
is judged by all that applies to him, and Denies and permissions boundaries count. \`mustDeny\` names requests that the
service control policies, boundaries or identities under \`in\` must deny by themselves. What the input does not tell,
such as an attached policy that is kept elsewhere, makes a finding \`possible\`.`,
  fix: `
Take the grant back where the finding points, or narrow it until the invariant holds. Where the access is meant, say so
in the invariant, for an identity or for files.

Invariants with a reason each, one of them with an exception:

\`\`\`yaml
invariants:
  - id: no-trail-tampering
    reason: Auditors rely on the trail
    never: { actions: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'] }
    except: { identities: ['BreakGlass*'] }
  - id: region-guard
    reason: Data stays in Europe
    mustDeny:
      actions: ['ec2:RunInstances']
      condition: { StringNotLike: { 'aws:RequestedRegion': 'eu-*' } }
    in: { kinds: [scp], paths: ['org/guards/**'] }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html',
  ],
  aliases: ['cwe:CWE-732'],

  async load({ invariants }) {
    if (!Array.isArray(invariants) || invariants.length === 0) return {};
    const { checksOf } = await import('./invariant/check.js');
    return checksOf(invariants);
  },
} satisfies Rule;
