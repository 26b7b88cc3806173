import { displayText } from '../../src/document/value.js';
import type { PlacedPolicy, Rule } from '../../src/rule.js';

export default {
  id: 'unattached-policy',
  category: 'identity',
  severity: 'info',
  preset: 'strict',
  summary: 'A managed policy is attached to nothing',
  why: `
A policy that nobody holds grants nothing, until somebody attaches it because its name fits, without reading it again. It
also makes every review longer. Mostly it is left over from a role that is gone.

Of a template or plan the finding is possible only: the policy may be attached by its ARN from elsewhere.`,
  fix: `
Delete it, or say who holds it where the policy is declared:

\`\`\`yaml
ReadOrders:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    Roles: [!Ref Worker]
    PolicyDocument: # as before
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials',
  ],

  *inventory({ policies, identities }) {
    const candidates = policies.filter(
      ({ kind, form, holders }) => kind === 'identity' && form === 'managed' && holders.known.length === 0,
    );
    if (candidates.length === 0) return;
    const boundaries = new Set(identities.map(({ boundary }) => boundary?.policy));
    for (const policy of candidates) {
      if (boundaries.has(policy)) continue;
      const message = `\`${nameOf(policy)}\` is attached to nobody that the input tells of`;
      const confidence = policy.holders.complete ? 'proven' : 'possible';
      yield { at: policy.resource ?? policy, message, confidence };
    }
  },
} satisfies Rule;

function nameOf({ resource, name }: PlacedPolicy): string {
  return resource?.name ?? (name === undefined ? 'the policy' : displayText(name));
}
