import { lowerCase } from './actions.js';
import { allConditionKeys, type ConditionKey } from './resources.js';

/**
 * All condition keys there are, global ones and those of services, by name. Keys with a part that varies
 * (`aws:ResourceTag/${TagKey}`) are found by any name that fits.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/ and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
interface KeyIndex {
  readonly plain: ReadonlyMap<string, ConditionKey>;
  /** Those with parts that vary, by what stands before the first of them. */
  readonly varying: ReadonlyMap<string, readonly VaryingKey[]>;
  /** The lengths of what stands before. */
  readonly lengths: readonly number[];
  /** By what stands before the first colon, where that is fixed. */
  readonly byPrefix: ReadonlyMap<string, readonly ConditionKey[]>;
}

interface VaryingKey extends ConditionKey {
  /** The fixed pieces between the parts that vary, in lower case. */
  readonly pieces: readonly string[];
}

/**
 * Keys that no table lists and that AWS's own policies and validator use, as of 2026-09, and those of IoT's policies:
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html
 */
const UNLISTED: readonly ConditionKey[] = [
  { key: 'aws:PrincipalOrgMasterAccountId', type: 'String' },
  { key: 'iot:Certificate.${Field}', type: 'String' },
  { key: 'iot:ClientId', type: 'String' },
  { key: 'iot:Connection.Thing.Attributes[${AttributeName}]', type: 'String' },
  { key: 'iot:Connection.Thing.IsAttached', type: 'Bool' },
  { key: 'iot:Connection.Thing.ThingName', type: 'String' },
  { key: 'iot:Connection.Thing.ThingTypeName', type: 'String' },
];

let index: KeyIndex | undefined;

function keyIndex(): KeyIndex {
  if (index !== undefined) return index;
  const plain = new Map<string, ConditionKey>();
  const varying = new Map<string, VaryingKey[]>();
  const byPrefix = new Map<string, ConditionKey[]>();
  for (const known of [...allConditionKeys(), ...UNLISTED]) {
    const lower = lowerCase(known.key);
    if (plain.has(lower)) continue;
    // Also those that vary, so that each is kept once; as a name none is found by its placeholder.
    plain.set(lower, known);
    addTo(byPrefix, lower.slice(0, lower.indexOf(':')), known);
    if (!lower.includes('${')) continue;
    const pieces = lower.split(/\$\{[^}]*\}/);
    addTo(varying, pieces[0] ?? '', { ...known, pieces });
  }
  index = { plain, varying, byPrefix, lengths: [...new Set([...varying.keys()].map(({ length }) => length))] };
  return index;
}

function addTo<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const known = lists.get(name);
  if (known === undefined) lists.set(name, [item]);
  else known.push(item);
}

/** The condition key of this name, in any case; undefined if AWS lists none. */
export function findConditionKey(name: string): ConditionKey | undefined {
  const { plain, varying, lengths } = keyIndex();
  const lower = lowerCase(name);
  const exact = plain.get(lower);
  if (exact !== undefined) return exact;
  for (const length of lengths) {
    const found = varying.get(lower.slice(0, length))?.find(({ pieces }) => fits(lower, pieces));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a name has the fixed pieces in their order, with something between each two. */
function fits(name: string, [head = '', ...pieces]: readonly string[]): boolean {
  if (!name.startsWith(head)) return false;
  let at = head.length;
  const last = pieces.pop() ?? '';
  for (const piece of pieces) {
    const next = name.indexOf(piece, at + 1);
    if (next < 0) return false;
    at = next + piece.length;
  }
  return name.length - last.length > at && name.endsWith(last);
}

/** The keys that begin with a prefix (`aws`, `s3`), in lower case and without its colon; none where nobody uses it. */
export function conditionKeysOf(prefix: string): readonly ConditionKey[] {
  return keyIndex().byPrefix.get(lowerCase(prefix)) ?? [];
}

/** Whether a request can hold several values of a key. */
export function isMultivalued({ type }: ConditionKey): boolean {
  return type.startsWith('ArrayOf');
}

/** What each value of a key is, without regard to how many there are. */
export function valueType({ type }: ConditionKey): string {
  return type.replace(/^ArrayOf/, '');
}
