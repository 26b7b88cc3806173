import { displayText } from '../../document/value.js';
import type { FactCollection } from '../../inventory/facts.js';
import type { Resource } from '../../inventory/model.js';
import { referenceTo } from './references.js';
import type { Resolver } from './resolver.js';
import type { Declaration } from './template.js';

/** The property by which a policy names the one resource that it is attached to, and the type of that. */
interface TargetProperty {
  readonly property: string;
  readonly type: string;
}

/** By the type of the policy; those whose resource has settings that decide what becomes of the policy. */
const TARGETS: Readonly<Record<string, TargetProperty>> = {
  'AWS::S3::BucketPolicy': { property: 'Bucket', type: 'AWS::S3::Bucket' },
  'AWS::S3::MultiRegionAccessPointPolicy': { property: 'MrapName', type: 'AWS::S3::MultiRegionAccessPoint' },
};

/** Adds what policies that are resources of their own are attached to, where the template declares it. */
export function collectPolicyTargets(
  resolver: Resolver,
  declared: ReadonlyMap<Declaration, Resource>,
  facts: FactCollection,
): void {
  let targets: ReadonlyMap<string, Resource> | undefined;
  for (const [declaration, resource] of declared) {
    const format = Object.hasOwn(TARGETS, declaration.type) ? TARGETS[declaration.type] : undefined;
    if (format === undefined) continue;
    const name = resolver.property(declaration, format.property);
    if (name?.kind !== 'text') continue;
    targets ??= targetsByName(resolver, declared);
    const target = targets.get(`${format.type} ${displayText(name)}`);
    if (target !== undefined) facts.targets.set(resource, target);
  }
}

/** The resources that policies may be attached to, by their type and what a reference to them gives. */
function targetsByName(
  resolver: Resolver,
  declared: ReadonlyMap<Declaration, Resource>,
): ReadonlyMap<string, Resource> {
  const types = new Set(Object.values(TARGETS).map(({ type }) => type));
  const targets = new Map<string, Resource>();
  for (const [{ name, type }, resource] of declared) {
    const reference = types.has(type) ? referenceTo(resolver, name, resource.place) : undefined;
    if (reference?.kind === 'text') targets.set(`${type} ${displayText(reference)}`, resource);
  }
  return targets;
}
