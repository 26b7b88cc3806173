import type { Located } from '../document/place.js';
import { type Guard, memberEntry, stringOfValue, type Value } from '../document/value.js';
import { variantsOf } from '../policy/choices.js';
import type { Resource } from './model.js';

/** What a property is under some of the template's conditions. */
export interface PropertyVariant {
  /** Holds no choice; undefined where the property is left out: not written, null, or `AWS::NoValue`. */
  readonly value: Value | undefined;
  /** The property's key; the resource's name where the property is not written. */
  readonly at: Located;
  /** All conditions that are assumed, those of the resource among them. */
  readonly when: readonly Guard[];
}

/**
 * What a resource's property may be: one variant for each way in which the template's conditions decide it. None where
 * the properties are unknown, or where there are too many variants.
 *
 * @param name the property by CloudFormation's name
 * @param when what is already assumed, to look at one property in the variants of another
 */
export function propertyVariants(
  resource: Resource,
  name: string,
  when: readonly Guard[] = resource.when,
): readonly PropertyVariant[] {
  const { properties } = resource;
  const isKnown = properties === undefined || properties.kind === 'map' || givenValue(properties) === undefined;
  if (!isKnown) return [];
  const entry = memberEntry(properties, name);
  if (entry === undefined) return [{ value: undefined, at: resource, when }];
  const variants = variantsOf(entry.value, when) ?? [];
  return variants.map((variant) => ({ value: givenValue(variant.value), at: entry.key, when: variant.when }));
}

/** A value that is there: undefined for null and for `AWS::NoValue`, which leave a property out. */
export function givenValue(value: Value | undefined): Value | undefined {
  return value?.kind === 'null' || value?.kind === 'absent' ? undefined : value;
}

/**
 * What a property of type Boolean says. CloudFormation reads YAML 1.1, where `yes` and `on` are booleans too, and takes
 * the strings `"true"` and `"false"` as well.
 *
 * @returns undefined where the value is not known
 */
export function booleanOf(value: Value): boolean | undefined {
  const word = stringOfValue(value)?.toLowerCase();
  if (word === 'true' || word === 'yes' || word === 'on') return true;
  return word === 'false' || word === 'no' || word === 'off' ? false : undefined;
}
