import { childrenOf, type Document, keyOf, nextOf, rangeOf, stringOf } from '../../document/document.js';
import { placeOf } from '../../document/place.js';
import { duplicateKeysOf } from '../../inventory/duplicate-keys.js';
import { noFacts } from '../../inventory/facts.js';
import { join } from '../../inventory/join.js';
import type { Inventory, Unresolved } from '../../inventory/model.js';
import { unresolvedIn } from '../../inventory/unresolved.js';
import { grantOf } from '../grants.js';
import { accountsOf } from './accounts.js';
import { grantProperties, grantType } from './grants.js';
import { collectIdentityFacts, GoneAttachments, isAboutIdentities } from './identities.js';
import { Linker } from './links.js';
import { stringAt, terraformKindOf, textAt } from './looks.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { readPlan, readShownState } from './plan.js';
import { PolicyCollector } from './policies.js';
import { policyAttributesOf } from './policy-attributes.js';
import { collectPolicyTargets } from './policy-targets.js';
import { resourcesOf } from './resources.js';
import { secretUsesOf } from './secret-uses.js';
import { readStateFile } from './state.js';

/** Reads a Terraform or OpenTofu plan or state. Never throws on what it reads. */
export function readTerraform(document: Document): Inventory {
  const input = inputOf(document);
  if (input === undefined) return unreadableState(document);
  const linker = new Linker(input);
  const facts = noFacts();
  const resources = resourcesOf(input, linker, isWanted);
  const gone = new GoneAttachments(linker, input);
  const collector = new PolicyCollector(input, linker, facts);
  for (const [terraform, resource] of resources) {
    collectIdentityFacts(linker, gone, terraform, resource, facts);
    collector.collect(terraform, resource);
    const type = grantType(terraform);
    const grant = type === undefined ? undefined : grantOf(type, grantProperties(terraform, linker), resource);
    if (grant !== undefined) facts.policies.push(grant);
  }
  collectPolicyTargets(linker, resources, facts);
  const { identities, policies } = join(facts);
  const accounts = accountsOf(input);
  return {
    format: input.kind === 'plan' ? 'Terraform plan' : 'Terraform state',
    document,
    policies,
    identities,
    resources: [...resources.values()],
    ...(accounts.length === 0 ? {} : { accounts }),
    secretUses: secretUsesOf(input, linker.references, resources),
    duplicateKeys: facts.embedded.flatMap((each) => duplicateKeysOf(each, 0)),
    unresolved: unresolvedIn(policies, [...facts.notes, ...unreadPolicies(input), ...flatLists(input)]),
  };
}

function inputOf(document: Document): TerraformInput | undefined {
  const kind = terraformKindOf(document);
  if (kind === 'plan') return readPlan(document);
  if (kind === 'state') return readShownState(document);
  return kind === 'state-file' ? readStateFile(document) : undefined;
}

/** Versions 1 to 3 kept attributes flat; Terraform 0.12 and later rewrite such a state when they first apply. */
function unreadableState(document: Document): Inventory {
  const version = stringAt(document, 0, 'version') ?? textAt(document, 0, 'version') ?? '?';
  const place = placeOf(document, 0);
  const reason = `a Terraform state of version ${version} is not read, only version 4; write it anew with Terraform 0.12 or later, or lint \`terraform show -json\``;
  const nothing = { policies: [], identities: [], resources: [], duplicateKeys: [], unresolved: [] };
  return { format: 'Terraform state', document, ...nothing, failure: { place, reason } };
}

/** Whether a reader of this folder looks at a resource. */
function isWanted(resource: TerraformResource): boolean {
  return (
    isAboutIdentities(resource.type) ||
    policyAttributesOf(resource.type).length > 0 ||
    grantType(resource) !== undefined
  );
}

/** Policies of types that are not read must not pass for clean. */
function unreadPolicies({ resources }: TerraformInput): readonly Unresolved[] {
  return resources.flatMap((resource): readonly Unresolved[] => {
    const { mode, place, type, address } = resource;
    if (mode === 'data' || isWanted(resource) || !holdsPolicyText(resource)) return [];
    return [
      { place, reason: `the policy in ${address} is not judged: policies of ${type} are not read by this version` },
    ];
  });
}

/** What a state has not written anew since Terraform 0.11 has its lists in pieces: `users.#`, `users.123`. */
function flatLists({ resources }: TerraformInput): readonly Unresolved[] {
  return resources.filter(isWanted).flatMap(({ document, values, place, address, mode }): readonly Unresolved[] => {
    const keys = values === undefined || mode === 'data' ? [] : childrenOf(document, values);
    const list = keys.map((node) => keyOf(document, node)).find((key) => key?.endsWith('.#'));
    if (list === undefined) return [];
    const name = list.slice(0, -2);
    return [
      {
        place,
        reason: `\`${name}\` of ${address} is not judged: the state keeps it as Terraform 0.11 did; refresh it`,
      },
    ];
  });
}

/**
 * Whether a text of a resource looks like a policy, or like a template that has some. A look at the characters spares
 * most the walk.
 */
function holdsPolicyText({ document, values }: TerraformResource): boolean {
  if (values === undefined || !document.text.slice(...rangeOf(document, values)).includes('Statement')) return false;
  const end = nextOf(document, values);
  for (let node = values; node < end; node++) {
    const text = stringOf(document, node);
    if (text !== undefined && WORDS.every((word) => text.includes(`${word}"`) || text.includes(`${word}:`)))
      return true;
  }
  return false;
}

/** Keys that no policy is without, in JSON or YAML. */
const WORDS = ['Statement', 'Effect', 'Action'];
