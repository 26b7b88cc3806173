import { displayText } from '../../src/document/value.js';
import { signatureOf } from '../../src/inventory/policy-signature.js';
import type { Inventory, PlacedPolicy, Problem, Resource, Rule } from '../../src/rule.js';

export default {
  id: 'duplicate-policy',
  category: 'identity',
  severity: 'low',
  preset: 'recommended',
  summary: 'Two policies grant the same',
  why: `
Two policies that say the same are changed one at a time: a permission is taken out of one and stays in the other, and
whoever looks at the first believes that it is gone. One identity that holds both loses it only when both are changed.

Reported are managed policies that repeat one another, an inline policy that repeats a managed one, and repetition among
the policies of one identity; not inline policies of several identities, which repeat one another by their nature. Order,
case of actions, and one or many do not matter.`,
  fix: `
Keep one of them, and attach it wherever it is needed:

\`\`\`yaml
ReadOrders:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    Roles: [!Ref Worker, !Ref Report]
    PolicyDocument: # once
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed_policies.html',
  ],

  *inventory({ policies }) {
    const known = new Map<string, PlacedPolicy[]>();
    for (const policy of policies) {
      const signature = policy.kind === 'identity' && policy.form !== 'document' ? signatureOf(policy) : undefined;
      if (signature === undefined) continue;
      const same = known.get(signature) ?? [];
      const first = same.find((other) => repeats(policy, other));
      if (first !== undefined) yield problemOf(policy, first);
      if (same.length < MOST_COMPARED) known.set(signature, [...same, policy]);
    }
  },
} satisfies Rule;

/** With more of the same, a policy is not compared: that they repeat is said often enough. */
const MOST_COMPARED = 50;

/** Whether one policy is of no use beside another, in the same state of the template. */
function repeats(policy: PlacedPolicy, other: PlacedPolicy): boolean {
  if (policy.resource !== undefined && excludes(policy.resource.when, other.resource?.when ?? [])) return false;
  if (!areOfOneModule(policy.resource, other.resource)) return false;
  if (policy.form === 'managed' || other.form === 'managed') return true;
  const holders = new Set(other.holders.known.map(({ type, name }) => `${type} ${name}`));
  return policy.holders.known.some(({ type, name }) => holders.has(`${type} ${name}`));
}

/** In Terraform a module that is used twice says everything twice, and so do the instances of a block. */
function areOfOneModule(a: Resource | undefined, b: Resource | undefined): boolean {
  const [one, other] = [blockOf(a), blockOf(b)];
  if (one === undefined || other === undefined) return true;
  return one.instance === other.instance && (a === b || one.block !== other.block);
}

/** The block that an address is of, and what tells its instances apart: the module's path, and the key behind it. */
function blockOf(resource: Resource | undefined) {
  if (resource?.sourceType.startsWith('aws_') !== true) return undefined;
  const { name, sourceType } = resource;
  const start = Math.max(name.lastIndexOf(`${sourceType}.`), 0);
  const key = name.indexOf('[', start);
  const end = key < 0 ? name.length : key;
  return { instance: `${name.slice(0, start)} ${name.slice(end)}`, block: name.slice(start, end) };
}

type When = Inventory['resources'][number]['when'];

function excludes(a: When, b: When): boolean {
  return a.some(({ condition, is }) => b.some((other) => other.condition === condition && other.is !== is));
}

function problemOf(policy: PlacedPolicy, first: PlacedPolicy): Problem {
  const names = [policy, first].map(nameOf);
  const [name = '', other = ''] = names[0] === names[1] ? [policy, first].map(resourceOf) : names;
  return {
    at: policy.name ?? policy,
    message: `\`${name}\` grants the same as \`${other}\``,
    related: [{ at: first.name ?? first, message: 'The same is granted here' }],
    when: policy.resource?.when ?? [],
  };
}

function nameOf({ name, resource }: PlacedPolicy): string {
  return name === undefined ? (resource?.name ?? 'the policy') : displayText(name);
}

function resourceOf({ resource }: PlacedPolicy): string {
  return resource?.name ?? 'the policy';
}
