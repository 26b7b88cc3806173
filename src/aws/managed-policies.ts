import { remembered } from '../document/remembered.js';
import { readData } from './data-file.js';

/**
 * AWS's managed policies with the documents of their default versions.
 *
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/, see the head of `data/managed-policies.txt`.
 * The file is read and its headings are noted on first use; of the documents none is parsed here. They are those of the
 * partition `aws`, and the other partitions' may differ in details such as ARNs.
 */
export interface ManagedPolicy {
  /** In the partition that was asked for. */
  readonly arn: string;
  /** The default version, such as `v12`. */
  readonly version: string;
  /** When that version was made, in ISO 8601. */
  readonly date: string;
  /** The policy document: JSON, a line each statement. */
  readonly document: string;
}

const heading = 'arn:aws:iam::aws:policy/';
let loaded: string | undefined;

function load(): string {
  loaded ??= readData('managed-policies.txt');
  return loaded;
}

/** Names with their path, such as `service-role/AWSLambdaBasicExecutionRole`, sorted. */
export function managedPolicyNames(): readonly string[] {
  const text = load();
  const opening = `\n@${heading}`;
  const found: string[] = [];
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) {
    const start = at + opening.length;
    found.push(text.slice(start, text.indexOf(' ', start)));
  }
  return found;
}

/**
 * The policy with this ARN, of any partition (`arn:aws-cn:iam::aws:policy/ReadOnlyAccess`), or with this name and path
 * (`service-role/AWSLambdaBasicExecutionRole`); undefined for any other text. IAM heeds the case of both.
 */
export function managedPolicy(arnOrNameWithPath: string): ManagedPolicy | undefined {
  const arn = /^(arn:aws(?:-[a-z0-9-]+)?:iam::aws:policy\/)(.+)$/.exec(arnOrNameWithPath);
  const name = arn?.[2] ?? arnOrNameWithPath;
  const found = policyNamed(name);
  return found && { arn: `${arn?.[1] ?? heading}${name}`, ...found };
}

/** Asked for again by each identity that a policy is attached to. */
const policyNamed = remembered((name): Omit<ManagedPolicy, 'arn'> | undefined => {
  // No name holds white space, by which the file is laid out.
  if (/\s/.test(name)) return undefined;
  const text = load();
  const opening = `\n@${heading}${name} `;
  const start = text.indexOf(opening);
  if (start === -1) return undefined;
  const body = text.indexOf('\n', start + 1) + 1;
  const next = text.indexOf('\n@', body);
  const [version = '', date = ''] = text.slice(start + opening.length, body - 1).split(' ');
  return { version, date, document: text.slice(body, next === -1 ? text.length - 1 : next) };
});

let paths: ReadonlyMap<string, string> | undefined;

/**
 * The name with its path of the policy that has this bare name, as those who leave the path out mean it:
 * `AWSLambdaBasicExecutionRole` is `service-role/AWSLambdaBasicExecutionRole`. Undefined where AWS has no such policy.
 */
export function managedPolicyPath(name: string): string | undefined {
  paths ??= new Map(managedPolicyNames().map((path) => [path.slice(path.lastIndexOf('/') + 1), path]));
  return paths.get(name);
}
