import { describe, expect, it } from 'vitest';
import delegationWithoutBoundary from '../../../rules/privilege/delegation-without-boundary.js';
import privilegeEscalation from '../../../rules/privilege/privilege-escalation.js';
import roleHijack from '../../../rules/privilege/role-hijack.js';
import unscopedPassRole from '../../../rules/privilege/unscoped-pass-role.js';
import { actionId } from '../../../src/aws/actions.js';
import type { EscalationPath, Need } from '../../../src/aws/escalation/path.js';
import { escalationPaths } from '../../../src/aws/escalation/paths.js';
import { arnFormatsOf } from '../../../src/aws/resources.js';
import { escalationsIn } from '../../../src/inventory/escalation/escalations.js';
import type { Way } from '../../../src/inventory/escalation/ways.js';
import { intersects } from '../../../src/policy/wildcard.js';
import type { Access, Json, JsonObject, PolicyDocument } from '../../formats/access.js';
import { FORMATS, type FormatName } from '../../formats/formats.js';
import { allow, deny, documentOf, trustOf } from '../../formats/scenarios/documents.js';
import { inventoryOf } from '../../inventory/inventory-of.js';

const PATHS = escalationPaths();
const NAMED = PATHS.map((path) => [path.id, path] as const);
const RULES = [privilegeEscalation, roleHijack, unscopedPassRole, delegationWithoutBoundary];

/** What is written down for a path: the policies of one holder. */
type Form = readonly PolicyDocument[];

const holderOf = ({ needs, holder }: EscalationPath): 'user' | 'role' =>
  holder === 'user' || needs.some(({ on }) => on === 'own user' || on === 'own group') ? 'user' : 'role';

const listed = ({ actions: [action] }: Need): string => action;
const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));

/** Services that an allow list by `NotAction` leaves out: enough of them that what remains is no administrator. */
const BIG_SERVICES = [
  'ec2',
  'iot',
  'connect',
  'quicksight',
  'sagemaker',
  'rds',
  's3',
  'lambda',
  'kms',
  'glue',
  'bedrock',
];

function notActionFor({ needs }: EscalationPath): JsonObject {
  const used = new Set(needs.flatMap(({ actions }) => actions.map(serviceOf)));
  const others = BIG_SERVICES.filter((service) => !used.has(service)).map((service) => `${service}:*`);
  return { Effect: 'Allow', NotAction: others, Resource: '*' };
}

const documents = (...statements: readonly JsonObject[]): Form => [documentOf(...statements)];

const FORMS: Readonly<Record<string, (path: EscalationPath) => Form>> = {
  'listed actions': ({ needs }) => documents(allow(needs.map(listed))),
  'whole services': ({ needs }) => documents(allow([...new Set(needs.map((need) => `${serviceOf(listed(need))}:*`))])),
  'other case and a wildcard': ({ needs }) =>
    documents(allow(needs.map((need) => `${listed(need).toUpperCase().slice(0, -1)}?`))),
  'two policies': ({ needs }) => needs.map((need) => documentOf(allow(listed(need)))),
  NotAction: (path) => documents(notActionFor(path)),
};

/** The same with something that takes the path away. */
const SILENT: Readonly<Record<string, (path: EscalationPath) => Form | undefined>> = {
  'a step is denied': ({ needs: [first, ...rest] }) =>
    documents(allow([first, ...rest].map(listed)), deny([...first.actions])),
  'a step is missing': ({ needs: [first, ...rest] }) =>
    rest.length === 0 || rest.some((need) => listed(need) === listed(first))
      ? undefined
      : documents(allow(rest.map(listed))),
  'the resource makes it harmless': ({ needs, gain }) =>
    gain === 'unbounded identities' || needs.some(({ on }) => on.startsWith('one '))
      ? undefined
      : documents(...needs.map((need) => allow(listed(need), harmless(need)))),
  'a bucket is the resource': ({ needs }) =>
    documents(...needs.map((need) => allow(listed(need), 'arn:aws:s3:::shop/*'))),
  'the role is for another service': ({ needs }) =>
    needs.some(({ passedTo }) => passedTo !== undefined)
      ? documents(...needs.map((need) => (need.passedTo === undefined ? allow(listed(need)) : passedElsewhere())))
      : undefined,
  'a boundary has to be set': ({ needs, onlyBounded, gain }) =>
    gain === 'administrator' && onlyBounded !== true && needs.some((need) => /^iam:(?:Put|Attach)/.test(listed(need)))
      ? documents(
          ...needs.map((need) =>
            allow(listed(need), '*', {
              Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/limits' } },
            }),
          ),
        )
      : undefined,
};

function passedElsewhere(): JsonObject {
  return allow('iam:PassRole', '*', {
    Condition: { StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' } },
  });
}

/** Something of the right kind that is not the holder, nor all there is. */
function harmless({ on }: Need): Json {
  if (on === 'some' || on.endsWith(':instance/*')) return '*';
  if (on.startsWith('own ')) return `arn:aws:iam::111122223333:${on.slice(4)}/somebody-else`;
  return on
    .replaceAll('…', 'shop')
    .replace(/^arn:\*/, 'arn:aws')
    .replace('iam::*', 'iam::111122223333');
}

function accessOf(path: EscalationPath, form: Form, boundary?: string): Access {
  const inline = Object.fromEntries(form.map((document, index) => [`policy${index}`, document]));
  const limits = boundary === undefined ? {} : { boundary };
  const managedPolicies = { limits: { name: 'limits', document: documentOf(allow('s3:*')) } };
  const group = { crew: { name: 'crew' } };
  return holderOf(path) === 'user'
    ? {
        users: { holder: { name: 'holder', inline, groups: ['crew'], ...limits } },
        groups: group,
        ...(boundary && { managedPolicies }),
      }
    : {
        roles: { holder: { name: 'holder', inline, trust: trustOf({ Service: 'ec2.amazonaws.com' }), ...limits } },
        ...(boundary && { managedPolicies }),
      };
}

function written(access: Access, format: FormatName): string {
  const text = FORMATS.find(({ name }) => name === format)?.write(access);
  if (text === undefined) throw new Error(`no ${format} of it`);
  return text;
}

/** The ways that are found along a path, by the form of what is written. */
async function waysIn(
  path: EscalationPath,
  form: Form,
  format: 'policy' | 'template' | 'plan',
  boundary?: string,
): Promise<readonly Way[]> {
  const access = accessOf(path, form, boundary);
  const content = format === 'policy' ? form[0] : written(access, format === 'plan' ? 'plan' : 'template as JSON');
  const inventory = await inventoryOf(content);
  return escalationsIn(inventory).flatMap(({ ways }) => ways.filter((way) => way.path === path));
}

describe.each(NAMED)('the path %s', (_, path) => {
  const isCertain = path.presumes === undefined && path.onlyBounded !== true;

  it.each(Object.entries(FORMS))('is found as %s', async (name, formOf) => {
    if (path.onlyBounded === true) return;
    const form = formOf(path);
    const isFound = name !== 'NotAction' || path.onlyNamed !== true;
    for (const format of form.length > 1
      ? (['template', 'plan'] as const)
      : (['policy', 'template', 'plan'] as const)) {
      const ways = await waysIn(path, form, format);
      expect(
        ways.map(({ isProven }) => isProven),
        format,
      ).toEqual(isFound ? [isCertain] : []);
      for (const way of ways) expect(way.grants).toHaveLength(path.needs.length);
    }
  });

  it.each(Object.entries(SILENT))('is not there where %s', async (_name, formOf) => {
    const form = formOf(path);
    if (form === undefined) return;
    for (const format of ['policy', 'template', 'plan'] as const) {
      expect(
        (await waysIn(path, form, format)).map(({ grants }) => grants.map(({ action }) => action)),
        format,
      ).toEqual([]);
    }
  });

  it('is not there within a boundary', async () => {
    const form = documents(allow(path.needs.map(listed)));
    for (const format of ['template', 'plan'] as const) {
      expect(await waysIn(path, form, format, 'limits')).toEqual([]);
    }
  });

  it('asks for actions that exist, on what they take', () => {
    for (const { actions, on } of path.needs) {
      for (const action of actions) {
        const id = actionId(action);
        expect(id, action).toBeDefined();
        if (id === undefined || !on.startsWith('arn:')) continue;
        const formats = arnFormatsOf(id).map((format) => format.replaceAll(/\$\{[^}]*\}/g, '*'));
        expect(
          formats.filter((format) => intersects(format, on)),
          `${action} on ${on}`,
        ).not.toEqual([]);
      }
    }
  });

  it('is told in a line, by the rule for what it gains', async () => {
    if (!isCertain) return;
    const inventory = await inventoryOf(documents(allow(path.needs.map(listed)))[0]);
    const problems = RULES.flatMap(({ inventory: check }) => [...check(inventory)]);
    const told = problems.flatMap(({ message, related = [] }) => [message, ...related.map((note) => note.message)]);
    expect(told.filter((words) => words.includes(path.words))).not.toEqual([]);
    for (const { message } of problems) expect(message.length, message).toBeLessThanOrEqual(160);
  });
});

it('names each path once, and refers to where it is described', () => {
  const ids = PATHS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { source } of PATHS) expect(source).toMatch(/^https:\/\/\S+$/);
});
