import { closeSync, openSync, writeSync } from 'node:fs';
import { managedPolicy, managedPolicyNames } from '../../src/aws/managed-policies.js';

/** Resources of a module; ten of these stand within another. */
const MODULE_SIZE = 40;
const GROUP_SIZE = 10 * MODULE_SIZE;

/** So many policies are written with care for one that is AWS's own and wide. */
const CAREFUL = 25;
/** Longer documents would be refused by IAM. */
const LONGEST_POLICY = 1500;

/** Where a policy stands in a resource: of ten resources four have one. */
const POLICY_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_iam_policy: 'policy',
  aws_iam_role: 'assume_role_policy',
  aws_iam_role_policy: 'policy',
  aws_s3_bucket_policy: 'policy',
  aws_sqs_queue_policy: 'policy',
  aws_kms_key: 'policy',
};

const OTHER_TYPES = (
  'instance security_group security_group_rule subnet route_table route_table_association vpc eip nat_gateway lb ' +
  'lb_listener lb_target_group lb_listener_rule autoscaling_group launch_template cloudwatch_log_group ' +
  'cloudwatch_metric_alarm cloudwatch_event_rule cloudwatch_event_target lambda_function lambda_alias ' +
  'dynamodb_table db_instance db_subnet_group db_parameter_group elasticache_cluster route53_record route53_zone ' +
  'acm_certificate cloudfront_distribution s3_bucket s3_bucket_versioning s3_object ecs_service ecs_cluster ' +
  'ecs_task_definition ecr_repository api_gateway_rest_api api_gateway_resource api_gateway_method ' +
  'api_gateway_integration sns_topic_subscription kinesis_stream glue_job ssm_parameter secretsmanager_secret ' +
  'ebs_volume volume_attachment network_interface efs_file_system wafv2_web_acl backup_plan config_config_rule'
)
  .split(' ')
  .map((name) => `aws_${name}`);

interface PlanResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider_name: string;
  readonly module: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Writes a plan as `terraform show -json` does, all on one line: resources of some sixty types in nested modules, four
 * of ten with a policy, each as planned, as changed (before and after), as it was, and as it is configured. Twelve
 * thousand of them make 44 MB. Deterministic.
 */
export function writePlan(path: string, count: number): void {
  const file = openSync(path, 'w');
  try {
    let pending = '';
    for (const piece of planPieces(count)) {
      pending += piece;
      if (pending.length < 1_000_000) continue;
      writeSync(file, pending);
      pending = '';
    }
    writeSync(file, pending);
  } finally {
    closeSync(file);
  }
}

function* planPieces(count: number): Generator<string> {
  const policies = shortPolicies();
  const resource = (index: number): PlanResource => planResource(index, policies);
  yield '{"format_version":"1.2","terraform_version":"1.9.5","variables":{"stage":{"value":"prod"}},';
  yield '"planned_values":{"outputs":{},"root_module":';
  yield* moduleTree(count, (index) => plannedText(resource(index)));
  yield '},"resource_changes":[';
  for (let i = 0; i < count; i++) yield `${i === 0 ? '' : ','}${changeText(resource(i))}`;
  yield '],"prior_state":{"format_version":"1.0","terraform_version":"1.9.5","values":{"root_module":';
  yield* moduleTree(count, (index) => plannedText(resource(index)));
  yield '}},"configuration":{"provider_config":{"aws":{"name":"aws"}},"root_module":';
  yield* configurationTree(count, (index) => configurationText(resource(index)));
  yield '},"relevant_attributes":[],"timestamp":"2026-01-01T00:00:00Z","errored":false}\n';
}

/** Modules as values have them, with their addresses. */
function* moduleTree(count: number, text: (index: number) => string): Generator<string> {
  yield '{"child_modules":[';
  for (let i = 0; i < count; i++) {
    if (i % GROUP_SIZE === 0) yield `${i === 0 ? '' : ']}]},'}{"address":"${groupOf(i)}","child_modules":[`;
    if (i % MODULE_SIZE !== 0) yield ',';
    else yield `${i % GROUP_SIZE === 0 ? '' : ']},'}{"address":"${moduleOf(i)}","resources":[`;
    yield text(i);
  }
  yield ']}]}]}';
}

/** Modules as the configuration has them: each within the call that makes it. */
function* configurationTree(count: number, text: (index: number) => string): Generator<string> {
  const call = (name: string) =>
    `"${name}":{"source":"./x","expressions":{"stage":{"references":["var.stage"]}},"module":{`;
  yield '{"module_calls":{';
  for (let i = 0; i < count; i++) {
    const isGroup = i % GROUP_SIZE === 0;
    if (isGroup) yield `${i === 0 ? '' : ']}}}}},'}${call(lastName(groupOf(i)))}"module_calls":{`;
    if (i % MODULE_SIZE !== 0) yield ',';
    else yield `${isGroup ? '' : ']}},'}${call(lastName(moduleOf(i)))}"resources":[`;
    yield text(i);
  }
  yield ']}}}}}}}';
}

function lastName(address: string): string {
  return address.slice(address.lastIndexOf('.') + 1);
}

function shortPolicies(): readonly string[] {
  const documents = managedPolicyNames().map((name) => managedPolicy(name)?.document ?? '');
  return documents.filter((document) => document !== '' && document.length <= LONGEST_POLICY);
}

function groupOf(index: number): string {
  return `module.group_${Math.floor(index / GROUP_SIZE)}`;
}

function moduleOf(index: number): string {
  return `${groupOf(index)}.module.part_${Math.floor(index / MODULE_SIZE)}`;
}

function planResource(index: number, policies: readonly string[]): PlanResource {
  const withPolicy = Object.keys(POLICY_ATTRIBUTES);
  const types = index % 5 < 2 ? withPolicy : OTHER_TYPES;
  const type = types[Math.floor(index / 5 + (index % 5)) % types.length] ?? '';
  const attribute = POLICY_ATTRIBUTES[type];
  const name = `item_${index}`;
  const wide = index % CAREFUL === 0 ? policies[(index * 7) % policies.length] : undefined;
  const policy = wide ?? (type === 'aws_iam_role' ? trustPolicy(index) : accessPolicy(index, type));
  return {
    address: `${moduleOf(index)}.${type}.${name}`,
    mode: 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    module: moduleOf(index),
    values: {
      ...(attribute === undefined ? settings(index) : { [attribute]: policy }),
      arn: `arn:aws:service:eu-west-1:123456789012:${name}`,
      description: index % 50 === 0 ? `für ${name} – 変更 \u{1f600}` : `Managed by the platform team: ${name}`,
      name: `platform-${name}`,
      tags: { Team: `team-${index % 17}`, Stage: 'prod', CostCentre: String(4000 + (index % 40)) },
    },
  };
}

function trustPolicy(index: number): string {
  const Service = ['lambda', 'ec2', 'ecs-tasks', 'states', 'glue'][index % 5];
  const Principal = { Service: `${Service}.amazonaws.com` };
  const Statement = [{ Sid: `Trust${index}`, Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** What a workload may do, action by action and ARN by ARN; with a principal where a resource has the policy. */
function accessPolicy(index: number, type: string): string {
  const isIdentity = type === 'aws_iam_policy' || type === 'aws_iam_role_policy';
  const holder = isIdentity ? {} : { Principal: { AWS: `arn:aws:iam::123456789012:role/platform-item_${index}` } };
  const services = isIdentity ? Object.keys(ACCESS) : Object.keys(ACCESS).filter((name) => type.includes(name));
  const Statement = (services.length === 0 ? ['s3'] : services).map((service) => {
    const { actions, resources } = ACCESS[service] ?? { actions: [], resources: [] };
    const Resource = resources.map((arn) => arn.replace('NAME', `platform-item_${index}`));
    return { Sid: `${service}${index}`, Effect: 'Allow', ...holder, Action: actions, Resource };
  });
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const ACCESS: Readonly<Record<string, { readonly actions: readonly string[]; readonly resources: readonly string[] }>> =
  {
    s3: {
      actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
      resources: ['arn:aws:s3:::NAME', 'arn:aws:s3:::NAME/*'],
    },
    sqs: {
      actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      resources: ['arn:aws:sqs:eu-west-1:123456789012:NAME'],
    },
    kms: {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-NAME'],
    },
    dynamodb: {
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/NAME'],
    },
  };

/** What resources without policies have instead. */
function settings(index: number): Readonly<Record<string, unknown>> {
  return {
    user_data: index % 9 === 0 ? `#!/bin/sh\necho "starting item ${index}"\n`.repeat(8) : null,
    ingress: [0, 1, 2].map((rule) => ({
      cidr_blocks: [`10.${index % 256}.${rule}.0/24`],
      from_port: 8000 + rule,
      to_port: 8080 + rule,
      protocol: 'tcp',
      self: false,
    })),
    timeouts: null,
    enabled: index % 3 === 0,
  };
}

function plannedText({ module: _module, ...resource }: PlanResource): string {
  return JSON.stringify({ ...resource, schema_version: 0, sensitive_values: { tags: {} } });
}

function changeText({ values, module, ...resource }: PlanResource): string {
  const change = {
    actions: ['update'],
    before: { ...values, tags: { Team: 'none' } },
    after: values,
    after_unknown: { id: true, tags_all: true },
    before_sensitive: { tags: {} },
    after_sensitive: { tags: {} },
  };
  return JSON.stringify({ ...resource, module_address: module, change });
}

function configurationText({ module: _module, values, ...resource }: PlanResource): string {
  const expressions = Object.fromEntries(
    Object.keys(values).map((key) => [key, { references: ['var.stage', `local.${key}`] }]),
  );
  const { mode, type, name } = resource;
  const address = `${type}.${name}`;
  return JSON.stringify({ address, mode, type, name, provider_config_key: 'aws', expressions, schema_version: 0 });
}
