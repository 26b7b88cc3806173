import {
  childrenOf,
  type Document,
  isList,
  isMap,
  keyOf,
  memberOf,
  type Node,
  scalarOf,
} from '../../document/document.js';
import { type Place, placeOf } from '../../document/place.js';
import { stringOfValue } from '../../document/value.js';
import type { Resource, SecretDestination, SecretUse } from '../../inventory/model.js';
import { attributeOf } from './attributes.js';
import type { TerraformInput, TerraformResource } from './model.js';
import type { References } from './references.js';
import type { Targets } from './targets.js';

const ACCESS_KEY = 'aws_iam_access_key';

/** The attributes that are the secret, or made of it. */
const SECRETS = ['secret', 'ses_smtp_password_v4'];

/** Expressions nested deeper than this are not looked into. */
const DEEPEST = 20;

/**
 * What attributes are to a secret, by resource type; those of other types and names are neither known to keep it nor to
 * show it. `kept` is a place for secrets.
 */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, SecretDestination | 'kept'>>>> = {
  aws_apprunner_service: { source_configuration: 'environment' },
  aws_batch_job_definition: { container_properties: 'environment' },
  aws_codebuild_project: { environment: 'environment' },
  aws_ecs_task_definition: { container_definitions: 'environment' },
  aws_elastic_beanstalk_configuration_template: { setting: 'environment' },
  aws_elastic_beanstalk_environment: { setting: 'environment' },
  aws_instance: { user_data: 'user data', user_data_base64: 'user data' },
  aws_lambda_function: { environment: 'environment' },
  aws_launch_configuration: { user_data: 'user data', user_data_base64: 'user data' },
  aws_launch_template: { user_data: 'user data' },
  aws_secretsmanager_secret_version: { secret_string: 'kept', secret_binary: 'kept', secret_string_wo: 'kept' },
  aws_ssm_parameter: { value: 'parameter', insecure_value: 'parameter', value_wo: 'kept' },
};

/** Whether resources of a type are known to be given secrets. */
export function isSecretSink(type: string): boolean {
  return Object.hasOwn(ATTRIBUTES, type);
}

/**
 * Where the secrets of a plan's access keys go, by the references of its configuration. States hold no references; what
 * stands there in plain text is found as text.
 *
 * @param resources the resources that rules look at, access keys among them
 */
export function secretUsesOf(
  input: TerraformInput,
  references: References,
  resources: ReadonlyMap<TerraformResource, Resource>,
): readonly SecretUse[] {
  const makesKeys = input.resources.some(({ type, mode }) => type === ACCESS_KEY && mode === 'managed');
  if (!makesKeys || input.configuration === undefined) return [];
  const { document } = input;
  const uses: SecretUse[] = [];
  const add = (place: Place, target: string, destination: SecretDestination, { found }: Targets): void => {
    for (const { resource, attribute } of found) {
      if (resource.type !== ACCESS_KEY) continue;
      // Of `aws_iam_access_key.k[each.key].secret` and splats, a plan keeps the address alone.
      const mayBeOther = attribute === undefined;
      if (mayBeOther ? !mayShowSecret(destination) : !SECRETS.includes(attribute)) continue;
      const key = resources.get(resource);
      if (key === undefined) continue;
      uses.push({ place, key, target, destination, ...(mayBeOther ? { mayBeOther } : {}), when: [] });
    }
  };
  for (const [name, output] of input.configuration.modules.get('')?.outputs ?? []) {
    // Terraform keeps back what is marked as sensitive; it is shown only to who may read the state.
    const sensitive = memberOf(document, output, 'sensitive');
    if (sensitive !== undefined && scalarOf(document, sensitive) === 'true') continue;
    const expression = memberOf(document, output, 'expression');
    if (expression === undefined) continue;
    add(referencePlace(document, expression), name, 'output', references.targetsFromRoot(expression));
  }
  for (const resource of input.resources) {
    const expressions = resource.block === undefined ? undefined : memberOf(document, resource.block, 'expressions');
    for (const attribute of expressions === undefined ? [] : childrenOf(document, expressions)) {
      const destination = destinationOf(resource, keyOf(document, attribute) ?? '');
      if (destination === undefined) continue;
      for (const expression of expressionsWithin(document, attribute, 0)) {
        const targets = references.targetsOfExpression(resource, expression);
        add(referencePlace(document, expression), resource.address, destination, targets);
      }
    }
  }
  return uses;
}

/**
 * Whether something of a key that is put there may well be its secret: Terraform plans no output with a sensitive value
 * that is not marked so, and other attributes are as likely given the user or the id.
 * https://developer.hashicorp.com/terraform/language/values/outputs#sensitive-suppressing-values-in-cli-output
 */
function mayShowSecret(destination: SecretDestination): boolean {
  return destination !== 'output' && destination !== 'other';
}

/** What an attribute is to a secret; undefined where it is a place for secrets. */
function destinationOf(resource: TerraformResource, attribute: string): SecretDestination | undefined {
  const known = isSecretSink(resource.type) ? ATTRIBUTES[resource.type]?.[attribute] : undefined;
  if (known === 'kept' || resource.type === ACCESS_KEY) return undefined;
  if (resource.type === 'aws_ssm_parameter' && attribute === 'value') {
    return stringOfValue(attributeOf(resource, 'type')) === 'SecureString' ? undefined : 'parameter';
  }
  return known ?? 'other';
}

/** The expressions with references at a node or below it: blocks hold several. */
function expressionsWithin(document: Document, node: Node, depth: number): readonly Node[] {
  if (depth > DEEPEST || (!isMap(document, node) && !isList(document, node))) return [];
  if (memberOf(document, node, 'references') !== undefined) return [node];
  return childrenOf(document, node).flatMap((child) => expressionsWithin(document, child, depth + 1));
}

/** Where the first reference of an expression stands. */
function referencePlace(document: Document, expression: Node): Place {
  const references = memberOf(document, expression, 'references');
  const [first] = references === undefined ? [] : childrenOf(document, references);
  return placeOf(document, first ?? expression);
}
