import { type Document, isList, isMap, memberOf, scalarOf, stringOf } from '../../document/document.js';

/**
 * What Terraform and OpenTofu write, by what they call it: `plan` and `state` as `show -json` prints them
 * (https://developer.hashicorp.com/terraform/internals/json-format), `state-file` as backends keep it (version 4),
 * `old-state-file` as Terraform 0.11 and before did.
 */
export type TerraformKind = 'plan' | 'state' | 'state-file' | 'old-state-file';

/** What a document is of these, by the keys of its root; undefined where it is none. */
export function terraformKindOf(document: Document): TerraformKind | undefined {
  if (!isMap(document, 0)) return undefined;
  const has = (key: string) => memberOf(document, 0, key) !== undefined;
  const hasVersion = has('terraform_version') || has('format_version');
  if (hasVersion && (has('planned_values') || has('resource_changes'))) return 'plan';
  if (hasVersion && isStateValues(document)) return 'state';
  return has('terraform_version') || has('lineage') ? stateFileKind(document) : undefined;
}

function isStateValues(document: Document): boolean {
  const values = memberOf(document, 0, 'values');
  return values !== undefined && isMap(document, values) && memberOf(document, values, 'root_module') !== undefined;
}

function stateFileKind(document: Document): TerraformKind | undefined {
  const resources = memberOf(document, 0, 'resources');
  if (resources !== undefined && isList(document, resources)) return 'state-file';
  const modules = memberOf(document, 0, 'modules');
  return modules !== undefined && isList(document, modules) ? 'old-state-file' : undefined;
}

/** The value of a string or number under a key of a map, as text. */
export function textAt(document: Document, node: number, key: string): string | undefined {
  const child = memberOf(document, node, key);
  return child === undefined ? undefined : scalarOf(document, child);
}

/** The string under a key of a map. */
export function stringAt(document: Document, node: number, key: string): string | undefined {
  const child = memberOf(document, node, key);
  return child === undefined ? undefined : stringOf(document, child);
}
