import { type Document, memberOf } from '../../document/document.js';
import { keyPlaceOf } from '../../document/place.js';
import { duplicateKeysOf } from '../../inventory/duplicate-keys.js';
import type { Facts } from '../../inventory/facts.js';
import { join } from '../../inventory/join.js';
import { type Inventory, type Resource, type Unresolved, unknownParts } from '../../inventory/model.js';
import type { Policy } from '../../policy/model.js';
import type { Source } from '../source.js';
import { grantOf } from './grants.js';
import { collectIdentityFacts, type IdentityFacts } from './identities.js';
import { collectPolicyFacts, type PolicyFacts } from './policies.js';
import { Resolver } from './resolver.js';
import { type Declaration, isTemplate, readTemplate } from './template.js';

/** CloudFormation templates, what CDK synthesizes among them. */
export const cloudFormation: Source = { format: 'CloudFormation', recognizes: isTemplate, read };

/** Types whose properties rules look at; those of others stay unresolved. */
const TYPES_WITH_PROPERTIES = [
  'AWS::IAM::',
  'AWS::S3::',
  'AWS::Lambda::',
  'AWS::Cognito::',
  'AWS::ECR::',
  'AWS::RAM::',
];

function read(document: Document): Inventory {
  const resolver = new Resolver(readTemplate(document));
  const facts: Facts & IdentityFacts & PolicyFacts = {
    identities: [],
    policies: [],
    attachments: [],
    memberships: [],
    unknownLinks: [],
    embedded: [],
  };
  const resources: Resource[] = [];
  for (const declaration of resolver.template.resources.values()) {
    const resource = resourceOf(resolver, declaration);
    resources.push(resource);
    collectIdentityFacts(resolver, declaration, resource, facts);
    collectPolicyFacts(resolver, declaration, resource, facts);
    const grant = grantOf(resolver, declaration, resource);
    if (grant !== undefined) facts.policies.push(grant);
    noteUnread(resolver, declaration);
  }
  const { identities, policies } = join(facts);
  return {
    format: 'CloudFormation',
    document,
    policies,
    identities,
    resources,
    duplicateKeys: [document, ...facts.embedded].flatMap((each) => duplicateKeysOf(each, 0)),
    unresolved: onceEach([...policies.flatMap(unresolvedOf), ...resolver.notes]),
  };
}

function resourceOf(resolver: Resolver, { name, type, node, when, constructPath, properties }: Declaration): Resource {
  const hasProperties = properties !== undefined && TYPES_WITH_PROPERTIES.some((prefix) => type.startsWith(prefix));
  return {
    place: keyPlaceOf(resolver.template.document, node),
    type,
    sourceType: type,
    name,
    when,
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(hasProperties ? { properties: resolver.resolve(properties) } : {}),
  };
}

/** SAM's own resources hold policies in a shorthand that is not read yet: that must not pass for clean. */
function noteUnread(resolver: Resolver, { type, node, properties }: Declaration): void {
  const { document } = resolver.template;
  const holdsPolicies = ['Policies', 'Auth', 'AssumeRolePolicyDocument'].some(
    (name) => properties !== undefined && memberOf(document, properties, name) !== undefined,
  );
  if (!type.startsWith('AWS::Serverless::') || !holdsPolicies) return;
  resolver.note(keyPlaceOf(document, node), `policies of ${type} are not read by this version`);
}

function unresolvedOf(policy: Policy): readonly Unresolved[] {
  return unknownParts(policy).map(({ place, reason }) => ({ place, reason }));
}

/** The same cause may show in many places: the first is kept. */
function onceEach(unresolved: readonly Unresolved[]): readonly Unresolved[] {
  const first = new Map<string, Unresolved>();
  for (const each of unresolved) if (!first.has(each.reason)) first.set(each.reason, each);
  return [...first.values()];
}
