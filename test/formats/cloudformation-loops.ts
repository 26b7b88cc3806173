import { type Access, entriesOf, isObject, type JsonObject } from './access.js';
import { templateOf } from './cloudformation.js';
import type { Template } from './cloudformation-resource.js';

/**
 * A template whose resources and outputs are written by loops, one for each: the end of its name is what the loop gives.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function templateOfLoops(access: Access): Template | undefined {
  const template = templateOf(access);
  if (template === undefined) return undefined;
  const { Resources, Outputs = {} } = template;
  return {
    ...template,
    Transform: 'AWS::LanguageExtensions',
    Resources: inLoops(Resources),
    Outputs: isObject(Outputs) ? inLoops(Outputs) : Outputs,
  };
}

/** Names of the access by how they stand in the loops. */
export function namesInLoops(access: Access): ReadonlyMap<string, string> {
  const names = Object.keys(templateOf(access)?.Resources ?? {});
  return new Map(names.map((name) => [keyOf(name), name]));
}

function inLoops(section: JsonObject): JsonObject {
  return Object.fromEntries(
    entriesOf(section).map(([name, value]) => [
      `Fn::ForEach::Each${name}`,
      ['End', [name.slice(-1)], { [keyOf(name)]: value }],
    ]),
  );
}

function keyOf(name: string): string {
  return `${name.slice(0, -1)}\${End}`;
}
