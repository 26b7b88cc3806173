import type { Verdict } from '../access/answer.js';
import { widestPatternOf } from '../access/text-pattern.js';
import { displayText, member, type Text, type Value } from '../document/value.js';
import type { Principal, PrincipalElement } from '../policy/model.js';
import { intersects, matches } from '../policy/wildcard.js';
import { linkKey } from './facts.js';
import type { Identity, Inventory, Resource } from './model.js';
import { givenValue } from './property.js';

/** The property that gives an identity its name. */
const NAME_PROPERTIES: Readonly<Record<Identity['type'], string>> = {
  user: 'UserName',
  group: 'GroupName',
  role: 'RoleName',
  'permission-set': 'Name',
};

/** The property of a type that gives an identity its name. */
function nameProperty(resource: Resource | undefined, type: Identity['type']): Value | undefined {
  return givenValue(member(resource?.properties, NAME_PROPERTIES[type]));
}

/** The name that the input gives an identity, where it gives one. */
function givenName({ type, resource }: Identity): Text | undefined {
  const value = nameProperty(resource, type);
  return value?.kind === 'text' ? value : undefined;
}

/**
 * A pattern of what AWS calls an identity that is declared. CloudFormation names what has no name after the stack, the
 * resource and chance, with a hyphen between.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export function namePattern(resource: Resource | undefined, type: Identity['type']): string {
  const value = nameProperty(resource, type);
  if (value?.kind === 'text') return widestPatternOf(value);
  const isGenerated = value === undefined && resource?.properties?.kind === 'map';
  return isGenerated && resource.sourceType.startsWith('AWS::') ? '*-*-*' : '*';
}

/** All that people may call an identity: as the source calls it, and by its given name. */
export function namesOf(identity: Identity): readonly string[] {
  const { name, resource } = identity;
  const given = givenName(identity);
  const construct = resource?.constructPath;
  return [
    name,
    name.slice(name.lastIndexOf('.') + 1),
    ...(given === undefined ? [] : [displayText(given)]),
    ...(construct === undefined ? [] : [construct]),
  ];
}

/**
 * Whether an identity is one that a pattern stands for, by a name or an ARN.
 *
 * @returns `unknown` for an ARN where the input does not tell what AWS calls the identity
 */
export function isCalled(identity: Identity, pattern: string): Verdict {
  const isArn = pattern.startsWith('arn:');
  if (isArn && !isOfType(pattern, identity.type)) return 'no';
  const wanted = isArn ? nameInArn(pattern) : pattern;
  if (namesOf(identity).some((name) => matches(wanted, name))) return 'yes';
  if (!isArn || identity.resource === undefined) return 'no';
  return intersects(namePattern(identity.resource, identity.type), wanted) ? 'unknown' : 'no';
}

/** Whether an input speaks of somebody of that name or ARN, as an identity or as a principal. */
export function isMentioned({ identities, policies }: Inventory, pattern: string): boolean {
  if (identities.some((identity) => isCalled(identity, pattern) !== 'no')) return true;
  const named = policies.flatMap(({ statements }) => statements.flatMap(({ principal }) => principal?.items ?? []));
  return named.some((item) => isPrincipal(item, pattern) !== 'no');
}

/** The name at the end of an identity's ARN; of a session the role's. */
function nameInArn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.startsWith('assumed-role/') ? (resource.split('/')[1] ?? '') : linkKey(arn);
}

function isOfType(arn: string, type: Identity['type']): boolean {
  const [start = ''] = arn.split(':').slice(5).join(':').split('/');
  if (/[*?]/.test(start)) return true;
  return (
    start === (type === 'permission-set' ? 'permissionSet' : type) || (type === 'role' && start === 'assumed-role')
  );
}

/**
 * Whether a principal element speaks of somebody, by name or ARN, service, account or `anyone`.
 *
 * @returns `unknown` where it names all of an account, whose own policies decide, or where the input does not tell
 */
export function speaksOf({ items, negated, unknown }: PrincipalElement, pattern: string): Verdict {
  const verdicts = items.map((item) => isPrincipal(item, pattern));
  const listed = verdicts.includes('yes')
    ? 'yes'
    : verdicts.includes('unknown') || unknown.length > 0
      ? 'unknown'
      : 'no';
  if (!negated || listed === 'unknown') return listed;
  return listed === 'yes' ? 'no' : 'yes';
}

function isPrincipal({ type, value }: Principal, pattern: string): Verdict {
  const shown = displayText(value);
  if (shown === '*') return 'yes';
  if (matches(pattern, shown)) return 'yes';
  if (!pattern.startsWith('arn:')) return matches(pattern, bareName(shown)) ? 'yes' : 'no';
  if (type !== 'AWS') return 'no';
  const isWhole = value.parts.every((part) => typeof part === 'string');
  if (!isWhole) return intersects(widestPatternOf(value), pattern) ? 'unknown' : 'no';
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(shown)?.[1];
  return account !== undefined && intersects(pattern.split(':')[4] ?? '*', account) ? 'unknown' : 'no';
}

/** `‹Deploy›` for a reference to the role of that name. */
function bareName(shown: string): string {
  const name = linkKey(shown);
  return /^‹([^›]*)›$/.exec(name)?.[1] ?? name;
}
