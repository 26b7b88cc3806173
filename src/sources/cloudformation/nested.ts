import { stringOfValue } from '../../document/value.js';
import type { NestedTemplate } from '../../inventory/model.js';
import type { Resolver } from './resolver.js';

/**
 * The templates that a template makes stacks of, where it names them by a path, as `aws cloudformation package` and SAM
 * take it: what is named by an address is another input.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
 */
export function nestedTemplates(resolver: Resolver): readonly NestedTemplate[] {
  const nested: NestedTemplate[] = [];
  for (const declaration of resolver.template.resources.values()) {
    if (declaration.type !== 'AWS::CloudFormation::Stack') continue;
    const location = resolver.property(declaration, 'TemplateURL');
    const path = stringOfValue(location);
    if (location === undefined || path === undefined || /^(?:[\w+.-]+:|\/|$)/.test(path)) continue;
    const given = resolver.property(declaration, 'Parameters');
    const parameters = new Map<string, string>();
    for (const { key, value } of given?.kind === 'map' ? given.entries : []) {
      const [name, text] = [stringOfValue(key), stringOfValue(value)];
      if (name !== undefined && text !== undefined) parameters.set(name, text);
    }
    nested.push({ place: location.place, path, parameters });
  }
  return nested;
}
