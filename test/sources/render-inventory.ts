import { pathBetween } from '../../src/document/document.js';
import { locate, type Place } from '../../src/document/place.js';
import { lineStarts, positionAt } from '../../src/document/position.js';
import { displayText, type Guard, type Unknown } from '../../src/document/value.js';
import type { Attachment, Identity, Inventory, PlacedPolicy, Resource } from '../../src/inventory/model.js';
import type { Condition, Statement } from '../../src/policy/model.js';

/** An inventory as plain, compact data to compare with a golden file: texts as people read them, places as line:column. */
export function renderInventory(inventory: Inventory, places?: 'without places'): unknown {
  const { policies, identities, resources, duplicateKeys, unresolved } = inventory;
  const rendered = {
    policies: policies.map(renderPolicy),
    identities: identities.map(renderIdentity),
    resources: resources.map(renderResource),
    duplicateKeys: duplicateKeys.map(({ key, place, kept }) => `${key} kept ${at(kept)} lost ${at(place)}`),
    unresolved: unresolved.map(({ reason, place }) => `${reason} ${at(place)}`),
  };
  return places === undefined ? rendered : withoutPlaces(rendered);
}

/** Cuts each text off where its first place begins. */
function withoutPlaces(rendered: unknown): unknown {
  return JSON.parse(JSON.stringify(rendered), (_, value: unknown) =>
    typeof value === 'string' ? value.replace(/ ?@\d+:\d+ .*$/s, '') : value,
  );
}

/** Where something stands, with the text that stands there: `@12:5 "s3:*"`. */
function at(place: Place): string {
  const { file, start, end } = locate(place);
  const { line, column } = positionAt(lineStarts(file.text), start);
  const shown = file.text.slice(start, end).replace(/\s+/g, ' ');
  return `@${line}:${column} ${shown.length > 40 ? `${shown.slice(0, 39)}…` : shown}`;
}

function renderPolicy(policy: PlacedPolicy): unknown {
  const { kind, resourceType, form, name, resource, holders, statements, faults, unknown } = policy;
  return compact({
    policy: [kind, resourceType, form].filter((word) => word !== undefined).join(' '),
    of: resource?.name,
    at: at(policy.place),
    name: name === undefined ? undefined : displayText(name),
    holders: holders.known.map(({ type, name, trustedBy }) =>
      [type, name, ...trueKeys(trustedBy ?? {}).map((who) => `trusted by ${who}`)].join(' '),
    ),
    complete: holders.complete ? undefined : false,
    statements: statements.map(renderStatement),
    faults: faults.map(({ message, place }) => `${message} ${at(place)}`),
    unknown: unknown.map(renderUnknown),
  });
}

function renderStatement(statement: Statement): unknown {
  const { effect, action, resource, principal, conditions, when, unknown } = statement;
  return compact({
    effect,
    at: at(statement.place),
    when: when.map(renderGuard),
    ...(action === undefined
      ? {}
      : { [action.name]: action.items.map((item) => `${displayText(item)} ${at(item.place)}`) }),
    ...(resource === undefined ? {} : { [resource.name]: resource.items.map(displayText) }),
    ...(principal === undefined
      ? {}
      : { [principal.name]: principal.items.map(({ type, value }) => `${type} ${displayText(value)}`) }),
    conditions: conditions.map(renderCondition),
    unknown: unknown.map(renderUnknown),
  });
}

function renderCondition({ operator, key, values, place }: Condition): string {
  return `${displayText(operator.text)} ${displayText(key)} = ${values.map(displayText).join(' | ')} ${at(place)}`;
}

function renderIdentity(identity: Identity): unknown {
  const { type, name, resource, inline, attached, groups, trust, boundary, complete } = identity;
  return compact({
    identity: `${type} ${name}`,
    at: at(identity.place),
    declared: resource === undefined ? false : undefined,
    complete: complete ? undefined : false,
    inline: inline.map(({ name, resource }) => `${name === undefined ? '' : displayText(name)} of ${resource?.name}`),
    attached: attached.map(renderAttachment),
    boundary: boundary === undefined ? undefined : renderAttachment(boundary),
    groups: groups.map(({ group, place }) => `${displayText(group)} ${at(place)}`),
    trust: trust?.resource?.name,
  });
}

function renderAttachment({ policyName, policy, place, resource }: Attachment): string {
  const known = policy === undefined ? '' : ` (policy of ${policy.resource?.name})`;
  return `${displayText(policyName)}${known} ${at(place)} written in ${resource.name}`;
}

function renderResource(resource: Resource): string {
  const { type, name, constructPath, when } = resource;
  const path = constructPath === undefined ? '' : ` ${constructPath}`;
  return `${type} ${name}${path}${when.map((guard) => ` when ${renderGuard(guard)}`).join('')} ${at(resource.place)}`;
}

function renderUnknown({ reason, place }: Unknown): string {
  return `${reason} ${at(place)} ${pathBetween(place.document, 0, place.node).join('.')}`;
}

function renderGuard({ condition, is }: Guard): string {
  return is ? condition : `not ${condition}`;
}

function trueKeys(flags: object): readonly string[] {
  return Object.entries(flags).flatMap(([key, value]) => (value === true ? [key] : []));
}

/** Without what is absent or empty. */
function compact(object: Readonly<Record<string, unknown>>): unknown {
  const present = Object.entries(object).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(present);
}
