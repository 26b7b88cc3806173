import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/index.js';
import { POLICY_PROPERTIES } from '../../../src/sources/cloudformation/policy-properties.js';
import { POLICY_ATTRIBUTES } from '../../../src/sources/terraform/policy-attributes.js';
import { lintFixture } from '../../../src/testing.js';
import { GRANTS, RESOURCE_TYPES, type ResourceType } from './resource-types.js';

const PUBLIC_RULES = [
  'public-s3-principal',
  'public-resource-policy',
  'public-network-resource-policy',
  'public-policy-blocked',
];

/** What strangers may do, and what keeps them out. */
const CLOSED = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } };

function documentOf({ action }: ResourceType, more: object): object {
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: action, Resource: '*', ...more };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** The type, and what the value at a path of its properties makes of them. */
function within(place: string, value: unknown, isBlock: (step: string) => boolean): readonly [string, unknown] {
  const [type = '', ...path] = place.split('.');
  const properties = path.reduceRight<unknown>((inner, step) => {
    const held = { [step.replace('[]', '')]: step.endsWith('[]') ? [inner] : inner };
    return isBlock(step) && inner !== value ? { [step]: [inner] } : held;
  }, value);
  return [type, properties];
}

function templateOf(place: string, document: object): string {
  // A bus policy holds one statement, or what `PutPermission` takes.
  const written = place.endsWith('.Statement') ? statementOf(document) : document;
  return template(...within(place, written, () => false));
}

function template(Type: string, Properties: unknown): string {
  return JSON.stringify({ Resources: { It: { Type, Properties } } });
}

function statementOf(document: object): unknown {
  return 'Statement' in document && Array.isArray(document.Statement) ? document.Statement[0] : undefined;
}

function planOf(place: string, document: object): string {
  return plan(...within(place, JSON.stringify(document), () => true));
}

function plan(type: string, values: unknown): string {
  const resource = { address: `${type}.it`, mode: 'managed', type, name: 'it', values };
  return JSON.stringify({ format_version: '1.2', planned_values: { root_module: { resources: [resource] } } });
}

/** The public rules that report a text, each with its confidence. */
async function reported(path: string, text: string): Promise<readonly string[]> {
  const { findings, unresolved, failures } = await lintFixture(rules, 'recommended', path, text);
  expect([...unresolved, ...failures]).toEqual([]);
  return findings
    .filter(({ rule }) => PUBLIC_RULES.includes(rule))
    .map(({ rule, confidence }) => `${rule} ${confidence}`);
}

const inCloudFormation = RESOURCE_TYPES.flatMap((type) => type.cloudFormation.map((place) => [place, type] as const));
const inTerraform = RESOURCE_TYPES.flatMap((type) => type.terraform.map((place) => [place, type] as const));

describe('who is let in is judged for every resource type of CloudFormation', () => {
  it.each(inCloudFormation)('%s', async (place, type) => {
    const { rule = 'public-resource-policy' } = type;
    expect(await reported('template.json', templateOf(place, documentOf(type, {})))).toEqual([`${rule} proven`]);
    expect(await reported('template.json', templateOf(place, documentOf(type, CLOSED)))).toEqual([]);
    const byAccount = documentOf(type, { Principal: { AWS: '111122223333' } });
    expect(await reported('template.json', templateOf(place, byAccount))).toEqual([]);
  });

  it('of all that are read', () => {
    const read = POLICY_PROPERTIES.filter(({ kind }) => kind === 'resource').map(({ type, path }) => `${type}.${path}`);
    const grants = ['AWS::Events::EventBusPolicy.Statement'];
    expect(inCloudFormation.map(([place]) => place).sort()).toEqual([...read, ...grants].sort());
  });
});

describe('who is let in is judged for every resource type of Terraform', () => {
  it.each(inTerraform)('%s', async (place, type) => {
    const { rule = 'public-resource-policy' } = type;
    expect(await reported('plan.json', planOf(place, documentOf(type, {})))).toEqual([`${rule} proven`]);
    expect(await reported('plan.json', planOf(place, documentOf(type, CLOSED)))).toEqual([]);
    const byAccount = documentOf(type, { Principal: { AWS: '111122223333' } });
    expect(await reported('plan.json', planOf(place, byAccount))).toEqual([]);
  });

  it('of all that are read', () => {
    const read = POLICY_ATTRIBUTES.filter(({ kind }) => kind === 'resource').map(({ type, path }) =>
      [type, ...path].join('.'),
    );
    expect(inTerraform.map(([place]) => place).sort()).toEqual([...read].sort());
  });
});

describe('who is let in by what is no policy', () => {
  it.each(GRANTS.map((grant) => [grant.type, grant] as const))('%s', async (type, { isOpen, isClosed, rule }) => {
    const write = type.startsWith('AWS::') ? template : plan;
    expect(await reported('input.json', write(type, isOpen))).toEqual([`${rule} proven`]);
    expect(await reported('input.json', write(type, isClosed))).toEqual([]);
  });
});
