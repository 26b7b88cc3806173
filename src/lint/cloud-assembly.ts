import { join } from 'node:path';
import { childrenOf, type Document, isMap, memberOf, type Node, stringOf } from '../document/document.js';
import { parseJson } from '../document/json.js';
import { readText } from './read-file.js';

/** What a folder that CDK wrote holds of worth: the rest is left from earlier runs, or what is deployed beside. */
export interface CloudAssembly {
  /** Names of templates in the folder. */
  readonly templates: ReadonlySet<string>;
  /** Names of folders in it that are assemblies themselves. */
  readonly assemblies: ReadonlySet<string>;
}

export const MANIFEST = 'manifest.json';

/** The empty file by which CDK marks its folders. */
const MARK = 'cdk.out';

/**
 * Reads the manifest of a cloud assembly.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema-readme.html
 *
 * @param names what the folder holds
 * @returns undefined where the folder is none, `broken` where it is one whose manifest does not tell what belongs to it
 */
export function readCloudAssembly(folder: string, names: ReadonlySet<string>): CloudAssembly | 'broken' | undefined {
  const manifest = readWhole(join(folder, MANIFEST), '"artifacts"');
  const artifacts = manifest === undefined ? [] : artifactsOf(manifest);
  if (manifest === undefined || artifacts.length === 0) return names.has(MARK) ? 'broken' : undefined;
  const named = (type: string, property: string): readonly (string | undefined)[] =>
    artifacts.filter((each) => each.type === type).map((each) => textAt(manifest, each.properties, property));
  const assets = named('cdk:asset-manifest', 'file');
  const listed = assets.flatMap((file) => (file === undefined ? [undefined] : templatesAmong(join(folder, file))));
  // Before there were lists of assets, nested templates were named in the stack's metadata only.
  const nested = assets.length > 0 ? listed : [...names].filter((name) => name.endsWith('.nested.template.json'));
  const templates = [...named('aws:cloudformation:stack', 'templateFile'), ...nested];
  const assemblies = named('cdk:cloud-assembly', 'directoryName');
  const known = [...templates, ...assemblies].every((name) => name !== undefined && names.has(name));
  if (!known) return 'broken';
  return { templates: setOf(templates), assemblies: setOf(assemblies) };
}

interface Artifact {
  readonly type: string;
  readonly properties: Node | undefined;
}

/** The artifacts that a manifest names; none where it is not one of CDK's. */
function artifactsOf(manifest: Document): readonly Artifact[] {
  const artifacts = memberOf(manifest, 0, 'artifacts');
  if (artifacts === undefined || !isMap(manifest, artifacts) || memberOf(manifest, 0, 'version') === undefined)
    return [];
  return childrenOf(manifest, artifacts).flatMap((node) => {
    const type = textAt(manifest, node, 'type');
    return type !== undefined && /^(?:aws|cdk):/.test(type)
      ? [{ type, properties: memberOf(manifest, node, 'properties') }]
      : [];
  });
}

/** The templates (of nested stacks, of stack sets, of products) among assets; one undefined where their list cannot be read. */
function templatesAmong(path: string): readonly (string | undefined)[] {
  const list = readWhole(path, '"version"');
  if (list === undefined) return [undefined];
  const files = memberOf(list, 0, 'files');
  return (files === undefined ? [] : childrenOf(list, files)).flatMap((file) => {
    const name = textAt(list, memberOf(list, file, 'source'), 'path');
    return name !== undefined && /\.template\.(?:json|ya?ml)$/.test(name) ? [name] : [];
  });
}

/** A JSON document without a fault and with these words, else undefined: much is called a manifest. */
function readWhole(path: string, words: string): Document | undefined {
  try {
    const text = readText(path);
    if (text?.includes(words) !== true) return undefined;
    const { document, problems } = parseJson({ path, text });
    return problems.length > 0 ? undefined : document;
  } catch {
    return undefined;
  }
}

function textAt(document: Document, node: Node | undefined, key: string): string | undefined {
  const member = node === undefined ? undefined : memberOf(document, node, key);
  return member === undefined ? undefined : stringOf(document, member);
}

function setOf(names: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(names.filter((name) => name !== undefined));
}
