import { displayText, stringOfValue, type Text, type Value } from '../../src/document/value.js';
import type { Resource } from '../../src/inventory/model.js';
import { booleanOf, propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'external-ram-share',
  category: 'exposure',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A resource share is open to accounts outside the organization',
  why: `
A resource share hands subnets, resolver rules, transit gateways, databases' snapshots and the like to other accounts. With
\`AllowExternalPrincipals\` any account may be put on the list, by whoever may change the share, and stays on it when its
owner is no longer a partner. CloudFormation leaves the setting on where it is not written; Terraform's provider leaves it
off.`,
  fix: `
Share within the organization:

\`\`\`yaml
Subnets:
  Type: AWS::RAM::ResourceShare
  Properties:
    Name: subnets
    AllowExternalPrincipals: false
    Principals: [arn:aws:organizations::111122223333:organization/o-exampleorgid]
\`\`\`

For a partner, make a share of its own, with nothing in it but what the partner needs.`,
  references: [
    'https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ram-resourceshare.html',
  ],
  aliases: ['cwe:CWE-668'],

  *resource(resource) {
    if (resource.type !== 'AWS::RAM::ResourceShare') return;
    for (const { value, when } of propertyVariants(resource, 'AllowExternalPrincipals')) {
      if (value !== undefined && booleanOf(value) === true) {
        const message = `\`${stringOfValue(value) ?? 'true'}\` lets accounts outside the organization have what \`${resource.name}\` shares`;
        yield { at: value, when, message };
      } else if (value === undefined) {
        const outsider = principalsOf(resource).find(isAccount);
        if (outsider === undefined) continue;
        const message = `\`${displayText(outsider)}\` has what \`${resource.name}\` shares, and nothing keeps it within the organization`;
        yield { at: outsider, when, message, confidence: 'possible' };
      }
    }
  },
} satisfies Rule;

function principalsOf(resource: Resource): readonly Text[] {
  const texts = (value: Value | undefined): readonly Text[] => {
    if (value?.kind === 'list') return value.items.flatMap((item) => (item.kind === 'text' ? [item] : []));
    return value?.kind === 'text' ? [value] : [];
  };
  return propertyVariants(resource, 'Principals').flatMap(({ value }) => texts(value));
}

/** Organizations and their units have ARNs of their own; roles and users are named with their account. */
function isAccount(principal: Text): boolean {
  const words = displayText(principal);
  return /^\d{12}$/.test(words) || /^arn:[^:]*:iam::\d{12}:/.test(words);
}
