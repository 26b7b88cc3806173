import { type Facts, type Keep, type KeepWithin, within } from '../../document/abridge/keep.js';
import { ACCOUNT_BLOCK } from './account-block.js';

/** Words by which a resource of any type matters: it holds a policy, or names something of IAM. */
export const MARKS: readonly string[] = ['Statement', 'aws_iam_'];

/** Keys of the root that no plan or state is without. They are facts of what is kept. */
const VERSIONS = ['format_version', 'terraform_version', 'lineage'] as const;

/** Keys that a plan or state may begin with, in the order that Terraform or a tool that sorts them has. */
const FIRST_KEYS: ReadonlySet<string> = new Set([
  ...VERSIONS,
  ...['applyable', 'check_results', 'checks', 'complete', 'configuration', 'deferred_changes', 'errored'],
  ...['output_changes', 'outputs', 'planned_values', 'prior_state', 'relevant_attributes', 'resource_changes'],
  ...['resource_drift', 'resources', 'serial', 'timestamp', 'values', 'variables', 'version'],
]);

/** The part of a state that is the root module's own. */
const ROOT_PART = '';

/** The part of a state that an address lies in: what a module that the root calls holds, or what the root does. */
function moduleOf(address: string): string {
  return /^module\.([^.[]+)/.exec(address)?.[1] ?? ROOT_PART;
}

/**
 * The part of a plan that an address or reference lies in: a module that the root calls, under the name of the call, or
 * a block of the root itself, under its address.
 */
export function partOf(address: string): string | undefined {
  const module = moduleOf(address);
  return module === ROOT_PART ? /^(?:data\.)?[^.[]+\.[^.[]+/.exec(address)?.[0] : module;
}

/** Whether a file may be a plan or state, by how it begins. Whether it is one, its facts tell. */
export function mayBeTerraform(beginning: string): boolean {
  const firstKey = /^\s*\{\s*"(\w+)"\s*:/.exec(beginning)?.[1];
  return firstKey !== undefined && FIRST_KEYS.has(firstKey);
}

/** Whether what was read is a plan or state, by the facts of its root. */
export function isTerraform(facts: Facts): boolean {
  return VERSIONS.some((key) => facts.has(key));
}

/**
 * What matters of a Terraform plan or state as JSON, of all its formats alike (their roots share no keys that mean
 * different things). What is not named here is kept, so that a key of a later version is not lost.
 * https://developer.hashicorp.com/terraform/internals/json-format
 *
 * @param isKnown whether resources of a type matter whatever they hold
 */
export function keptOfTerraform(isKnown: (type: string) => boolean): Keep {
  const isKnownType = remembering(isKnown);
  const matters: Matters = ({ type }, hasMark) => type === undefined || isKnownType(type) || hasMark();
  return members({
    format_version: 'fact',
    terraform_version: 'fact',
    lineage: 'fact',
    // Plans, and `terraform show -json` of a state.
    planned_values: members({ root_module: valuesModule(matters, partOf) }),
    values: members({ root_module: valuesModule(matters, moduleOf) }),
    prior_state: members({ values: members({ root_module: valuesModule(onlyData(matters), partOf) }) }),
    resource_changes: within({ each: resourceChange(matters) }),
    configuration: members({ provider_config: 'nothing', root_module: configurationModule(matters) }),
    resource_drift: 'nothing',
    relevant_attributes: 'nothing',
    output_changes: 'nothing',
    checks: 'nothing',
    timestamp: 'nothing',
    // The state as Terraform stores it.
    resources: within({ each: storedResource(matters) }),
    check_results: 'nothing',
  });
}

/** More types than any provider has are not remembered. */
const MOST_TYPES = 5000;

/** The same function, with its answers remembered: a few types come a hundred thousand times. */
function remembering(isKnown: (type: string) => boolean): (type: string) => boolean {
  const answers = new Map<string, boolean>();
  return (type) => {
    const known = answers.get(type);
    if (known !== undefined) return known;
    const answer = isKnown(type);
    if (answers.size < MOST_TYPES) answers.set(type, answer);
    return answer;
  };
}

/** Whether resources of a type matter to those of all parts: the account's block of public access does to each bucket. */
function isOfAccount(type: string | undefined): boolean {
  return type === ACCOUNT_BLOCK;
}

/** Whether an element matters by its `mode` and `type`. */
type Matters = (facts: ElementFacts, hasMark: () => boolean) => boolean;

interface ElementFacts {
  readonly mode: string | undefined;
  readonly type: string | undefined;
}

/** The part of a text that an address lies in. */
type PartOf = (address: string) => string | undefined;

/** What was read by data sources: of a prior state all else is in the plan, as it will be. */
function onlyData(matters: Matters): Matters {
  return (facts, hasMark) => facts.mode !== 'managed' && matters(facts, hasMark);
}

function members(kept: Readonly<Record<string, Keep>>): KeepWithin {
  return within({ members: new Map(Object.entries(kept)) });
}

/** A map with `mode` and `type` that is kept if it matters, and belongs to a part by its address. */
function element(matters: Matters, part: PartOf, kept: Readonly<Record<string, Keep>>): KeepWithin {
  return within({
    ...members({ mode: 'fact', type: 'fact', address: 'fact', module: 'fact', ...kept }),
    matters: (facts, hasMark) => matters({ mode: facts.get('mode'), type: facts.get('type') }, hasMark),
    decidedBy: ['mode', 'type'],
    // Within a module of the configuration addresses are relative; but that is a part as a whole.
    part: (facts) =>
      isOfAccount(facts.get('type')) ? undefined : part(facts.get('address') ?? facts.get('module') ?? ''),
  });
}

function valuesModule(matters: Matters, part: PartOf): Keep {
  const module: Keep = members({
    resources: within({ each: element(matters, part, { sensitive_values: 'nothing' }) }),
    child_modules: within({ each: () => module }),
  });
  return module;
}

/** What a managed resource becomes stands in `planned_values`; what a data source will give only here. */
function resourceChange(matters: Matters): Keep {
  return element(matters, partOf, {
    change: members({
      before: 'nothing',
      after: (facts: Facts) => (facts.get('mode') === 'managed' ? 'nothing' : 'all'),
      before_sensitive: 'nothing',
      after_sensitive: 'nothing',
      replace_paths: 'nothing',
    }),
  });
}

function configurationModule(matters: Matters): Keep {
  const module = members({
    resources: within({ each: element(matters, partOf, {}) }),
    module_calls: within({ each: members({ module: () => called }) }),
  });
  /** A module as it is called, under the name of the call. */
  const called = within({ ...module, part: (_facts, keys) => keys.at(-2) ?? ROOT_PART });
  return module;
}

function storedResource(matters: Matters): Keep {
  const instance = members({ private: 'nothing', sensitive_attributes: 'nothing', dependencies: 'nothing' });
  return element(matters, moduleOf, { instances: within({ each: instance }) });
}
