import { type Document, keyOf, memberOf } from '../../document/document.js';
import { keyPlaceOf } from '../../document/place.js';
import { duplicateKeysOf } from '../../inventory/duplicate-keys.js';
import { noFacts } from '../../inventory/facts.js';
import { join } from '../../inventory/join.js';
import type { Inventory, Resource } from '../../inventory/model.js';
import { unresolvedIn } from '../../inventory/unresolved.js';

import { type GrantProperties, grantOf } from '../grants.js';
import { policyWithin } from '../policy-document.js';
import type { Around, PolicyType } from '../source.js';
import { conditionsByDefault } from './conditions.js';
import { collectIdentityFacts } from './identities.js';
import type { Expanded } from './macros/expand.js';
import { nestedTemplates } from './nested.js';
import { collectPolicyFacts } from './policies.js';
import { policyPropertiesOf } from './policy-properties.js';
import { collectPolicyTargets } from './policy-targets.js';
import { policyValue } from './policy-value.js';
import { Resolver } from './resolver.js';
import { secretUsesOf } from './secret-uses.js';
import { type Declaration, readTemplate } from './template.js';

/** Types whose properties rules look at; those of others stay unresolved. */
const TYPES_WITH_PROPERTIES = [
  'AWS::IAM::',
  'AWS::S3::',
  'AWS::S3Express::',
  'AWS::Lambda::',
  'AWS::Cognito::',
  'AWS::ECR::',
  'AWS::EKS::AccessEntry',
  'AWS::RAM::',
  'AWS::EC2::VPCEndpointServicePermissions',
  'AWS::ImageBuilder::DistributionConfiguration',
  'AWS::SSO::',
  'AWS::OpenSearchService::',
  'AWS::Elasticsearch::',
];

/**
 * Reads a CloudFormation template without macros, as people write it or CDK synthesizes it. Never throws. One with macros
 * is `readWithMacros`'s.
 */
export const readCloudFormation = (document: Document, _?: PolicyType, { parameters }: Around = {}): Inventory =>
  readExpanded('CloudFormation', document, { document, makers: new Map(), notes: [], included: [] }, parameters);

/**
 * Reads a template that macros, or another tool, wrote.
 *
 * @param document as the user wrote it
 * @param parameters what another template gives it
 */
export function readExpanded(
  format: string,
  document: Document,
  expanded: Expanded,
  parameters?: ReadonlyMap<string, string>,
): Inventory {
  const resolver = new Resolver(readTemplate(expanded.document, expanded.makers, parameters));
  const facts = noFacts();
  const declared = new Map<Declaration, Resource>();
  for (const declaration of resolver.template.resources.values()) {
    const resource = resourceOf(resolver, declaration);
    declared.set(declaration, resource);
    collectIdentityFacts(resolver, declaration, resource, facts);
    collectPolicyFacts(resolver, declaration, resource, facts);
    const properties = propertiesOf(resolver, declaration);
    const grant = properties && grantOf(declaration.type, properties, resource);
    if (grant !== undefined) facts.policies.push(grant);
    if (grant === undefined) noteUnread(resolver, declaration);
  }
  noteUntyped(resolver);
  collectPolicyTargets(resolver, declared, facts);
  const resources = [...declared.values()];
  const { identities, policies } = join(facts);
  return {
    format,
    conditionsByDefault: conditionsByDefault(resolver),
    document,
    policies,
    identities,
    resources,
    secretUses: secretUsesOf(resolver, resources),
    duplicateKeys: [document, ...expanded.included, ...facts.embedded].flatMap((each) => duplicateKeysOf(each, 0)),
    nested: nestedTemplates(resolver),
    unresolved: unresolvedIn(policies, [...expanded.notes, ...resolver.notes]),
  };
}

/** What a macro made has the name and type of what the user wrote. */
function resourceOf(resolver: Resolver, declaration: Declaration): Resource {
  const { name, type, node, when, constructPath, maker, properties } = declaration;
  const hasProperties = properties !== undefined && TYPES_WITH_PROPERTIES.some((prefix) => type.startsWith(prefix));
  return {
    place: keyPlaceOf(resolver.template.document, node),
    type,
    sourceType: maker?.type ?? type,
    name: maker?.name ?? name,
    when,
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(hasProperties ? { properties: resolver.resolve(properties) } : {}),
  };
}

/** The properties of a resource by name, as the template gives them. */
function propertiesOf(resolver: Resolver, { properties }: Declaration): GrantProperties | undefined {
  const { document } = resolver.template;
  if (properties === undefined) return undefined;
  return (name) => {
    const node = memberOf(document, properties, name);
    if (node === undefined) return undefined;
    const value = name === 'Statement' ? policyValue(resolver, node).value : resolver.resolve(node);
    return { key: keyPlaceOf(document, node), value };
  };
}

/**
 * Policies that are not read must not pass for clean: those of SAM's own resources, which are a shorthand, and policy
 * documents of types that the table of policy properties does not hold.
 */
function noteUnread(resolver: Resolver, { type, node, properties }: Declaration): void {
  const { document } = resolver.template;
  if (properties === undefined || policyPropertiesOf(type).length > 0) return;
  const holdsShorthand = ['Policies', 'Auth', 'AssumeRolePolicyDocument'].some(
    (name) => memberOf(document, properties, name) !== undefined,
  );
  const holdsPolicies = type.startsWith('AWS::Serverless::') && holdsShorthand;
  if (holdsPolicies || policyWithin(document, properties) !== undefined) {
    resolver.note(keyPlaceOf(document, node), `policies of ${type} are not read by this version`);
  }
}

/** Who knows what a loop, a macro or a resource without a type comes to? */
function noteUntyped(resolver: Resolver): void {
  const { document, untyped } = resolver.template;
  for (const node of untyped) {
    const name = keyOf(document, node) ?? '';
    const isFunction = name.startsWith('Fn::');
    const shown = name.startsWith('Fn::ForEach::') ? 'Fn::ForEach' : name;
    if (isFunction) resolver.note(keyPlaceOf(document, node), `\`${shown}\` is not expanded`);
    else if (policyWithin(document, node) !== undefined) {
      resolver.note(keyPlaceOf(document, node), `resource "${name}" has no \`Type\` that can be told`);
    }
  }
}
