import { literalOf } from '../../src/document/value.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';
import { isBehindANetwork, openToStrangers } from './public-resource-policy.js';
import { textsAt } from './public-snapshot-or-image.js';

export default {
  id: 'public-network-resource-policy',
  category: 'exposure',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A resource policy lets anyone in who gets past the network or layer before it',
  why: `
The policy lets in every caller, and only what stands before the resource keeps strangers out: the mount targets of a
file system, the VPC of a search domain, the service network of VPC Lattice, a method's own authorization in API Gateway.
One change there, made by somebody who thinks of connectivity, opens the resource. A layer version that anyone may use
hands out the code in it. To an endpoint service that allows every principal, any account may ask for a connection, and
whether one is made depends on who accepts it.`,
  fix: `
Let the policy say who may call, as if the network were not there:

\`\`\`json
"Principal": { "AWS": "*" },
"Condition": {
  "Bool": { "elasticfilesystem:AccessedViaMountTarget": "true" },
  "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html',
  ],
  aliases: ['cwe:CWE-732'],

  policyKinds: ['resource'],
  // A condition of the statement that does not hold strangers back is why it is reported.
  coversStatement: true,

  *statement(statement, policy) {
    if (isBehindANetwork(policy)) yield* openToStrangers(statement, policy);
  },

  *resource(resource) {
    const property = Object.hasOwn(CONNECTING, resource.type) ? CONNECTING[resource.type] : undefined;
    if (property === undefined) return;
    for (const { value, when } of propertyVariants(resource, property)) {
      const everybody = value === undefined ? undefined : textsAt(value, []).find((text) => literalOf(text) === '*');
      if (everybody === undefined) continue;
      const message = `\`*\` lets every AWS account ask for a connection to the endpoint service of \`${resource.name}\``;
      yield { at: everybody, when, message };
    }
  },
} satisfies Rule;

/**
 * Where an endpoint service says who may connect to it.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 */
const CONNECTING: Readonly<Record<string, string>> = {
  'AWS::EC2::VPCEndpointServicePermissions': 'AllowedPrincipals',
  aws_vpc_endpoint_service: 'AllowedPrincipals',
  aws_vpc_endpoint_service_allowed_principal: 'AllowedPrincipal',
};
