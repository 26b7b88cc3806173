import { literalText, memberEntry, stringOfValue, type Value } from '../../document/value.js';
import type { GrantProperties } from '../grants.js';
import { attributeOf } from './attributes.js';
import { type Linker, somebody } from './links.js';
import type { TerraformResource } from './model.js';
import { textOfUnknown } from './unknown-text.js';

/** A resource type that grants access without a policy document, as AWS calls it, and its attributes by property. */
interface GrantType {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Properties that have a value where their attribute has none. */
  readonly standard?: Readonly<Record<string, string>>;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const GRANTS: Readonly<Record<string, GrantType>> = {
  aws_cloudwatch_event_permission: {
    type: 'AWS::Events::EventBusPolicy',
    attributes: {
      Action: 'action',
      Condition: 'condition',
      EventBusName: 'event_bus_name',
      Principal: 'principal',
      StatementId: 'statement_id',
    },
    standard: { Action: 'events:PutEvents' },
  },
  aws_lambda_layer_version_permission: {
    type: 'AWS::Lambda::LayerVersionPermission',
    attributes: {
      Action: 'action',
      LayerVersionArn: 'layer_name',
      OrganizationId: 'organization_id',
      Principal: 'principal',
      StatementId: 'statement_id',
    },
  },
  aws_lambda_permission: {
    type: 'AWS::Lambda::Permission',
    attributes: {
      Action: 'action',
      EventSourceToken: 'event_source_token',
      FunctionName: 'function_name',
      FunctionUrlAuthType: 'function_url_auth_type',
      InvokedViaFunctionUrl: 'invoked_via_function_url',
      Principal: 'principal',
      PrincipalOrgID: 'principal_org_id',
      SourceAccount: 'source_account',
      SourceArn: 'source_arn',
      StatementId: 'statement_id',
    },
  },
  aws_signer_signing_profile_permission: {
    type: 'AWS::Signer::ProfilePermission',
    attributes: {
      Action: 'action',
      Principal: 'principal',
      ProfileName: 'profile_name',
      StatementId: 'statement_id',
    },
  },
};

/** Whether resources of a type grant access without a policy document. */
export function isGrantType(type: string): boolean {
  return Object.hasOwn(GRANTS, type);
}

/** What AWS calls a resource that grants access without a policy document; undefined for all others. */
export function grantType({ type }: TerraformResource): string | undefined {
  return grantOfType(type)?.type;
}

/** The properties of such a resource; what is known only after apply as far as references tell. */
export function grantProperties(resource: TerraformResource, { references }: Linker): GrantProperties {
  const format = grantOfType(resource.type);
  const told = (attribute: string): Value | undefined => {
    const value = attributeOf(resource, attribute);
    if (value?.kind !== 'unknown') return isBlank(value) ? undefined : value;
    const { found, isOpen } = references.targetsOf(resource, attribute);
    return (
      (isOpen ? undefined : textOfUnknown(value, found, `${resource.address}.${attribute}`)) ??
      nameOfUnknown(resource, attribute) ??
      value
    );
  };
  return (name) => {
    const attribute = format?.attributes[name];
    const given = attribute === undefined ? undefined : told(attribute);
    const standard = format?.standard?.[name];
    const value = given ?? (standard === undefined ? undefined : literalText(resource.place, standard));
    if (value === undefined) return undefined;
    return name === 'Condition' ? conditionOf(value) : { key: value.place, value };
  };
}

/** Whether a value stands for none: the provider keeps empty texts and lists for what was left out. */
function isBlank(value: Value | undefined): boolean {
  return value?.kind === 'list' ? value.items.length === 0 : stringOfValue(value) === '';
}

/** What is granted access to is one thing, whatever its name will be. */
function nameOfUnknown(resource: TerraformResource, attribute: string): Value | undefined {
  return attribute === 'function_name' || attribute === 'event_bus_name' ? somebody(resource, attribute) : undefined;
}

function grantOfType(type: string): GrantType | undefined {
  return isGrantType(type) ? GRANTS[type] : undefined;
}

/** The `condition` block of an event permission, by the names that the API has: `{Type, Key, Value}`. */
function conditionOf(value: Value): { readonly key: Value['place']; readonly value: Value } {
  const block = value.kind === 'list' ? value.items[0] : value;
  if (block?.kind !== 'map') return { key: value.place, value: block ?? value };
  const entries = (['Type', 'Key', 'Value'] as const).flatMap((name) => {
    const entry = memberEntry(block, name.toLowerCase());
    return entry === undefined ? [] : [{ key: literalText(entry.key.place, name), value: entry.value }];
  });
  return { key: block.place, value: { kind: 'map', place: block.place, entries } };
}
