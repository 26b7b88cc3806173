import { managedPolicy } from '../aws/managed-policies.js';
import { parseJson } from '../document/json.js';
import { plainValue, type Text } from '../document/value.js';
import type { Policy } from './model.js';
import { readPolicy } from './read.js';

/** One of AWS's managed policies, as an input names it, with what it says. */
export interface ManagedPolicyContent {
  /** With its path: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly name: string;
  /** Its default version. Its places are in AWS's document: nothing of the input can be pointed at by them. */
  readonly policy: Policy;
}

/** What all managed policies of AWS have in their ARN, in every partition. */
const OWNED_BY_AWS = ':iam::aws:policy/';

/**
 * The managed policy of AWS that an ARN names, of any partition, a told one or not (`arn:‹AWS::Partition›:iam::aws:…`).
 * The documents are those of the partition `aws`.
 *
 * @returns undefined for any other policy, and where the input does not tell the name
 */
export function managedPolicyContent(arn: Text): ManagedPolicyContent | undefined {
  const tail = arn.parts.at(-1);
  if (typeof tail !== 'string' || !tail.includes(OWNED_BY_AWS)) return undefined;
  const name = tail.slice(tail.indexOf(OWNED_BY_AWS) + OWNED_BY_AWS.length);
  return managedPolicyByName(name);
}

/** The managed policy of AWS with a name and its path; undefined where AWS has none. */
export function managedPolicyByName(name: string): ManagedPolicyContent | undefined {
  if (!contents.has(name)) {
    const content = read(name);
    // Only names that AWS has are kept, so that no input fills the memory.
    if (content === undefined) return undefined;
    contents.set(name, content);
  }
  return contents.get(name);
}

const contents = new Map<string, ManagedPolicyContent>();

function read(name: string): ManagedPolicyContent | undefined {
  const source = managedPolicy(name);
  if (source === undefined) return undefined;
  const { document } = parseJson({ path: source.arn, text: source.document });
  if (document === undefined) return undefined;
  return { name, policy: readPolicy(plainValue(document, 0), { kind: 'identity', withoutChoices: true }) };
}
