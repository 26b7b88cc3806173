import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { type Place, placeOf } from '../../src/document/place.js';
import { literalText, plainValue, type Text } from '../../src/document/value.js';
import type { Facts, IdentityFact, Link, PolicyFact } from '../../src/inventory/facts.js';
import { linkKey } from '../../src/inventory/facts.js';
import { join } from '../../src/inventory/join.js';
import type { IdentityType, PolicyForm, Resource } from '../../src/inventory/model.js';
import { trustedBy } from '../../src/inventory/trusted-by.js';
import type { Policy, PolicyKind } from '../../src/policy/model.js';
import { readPolicy } from '../../src/policy/read.js';

const NOWHERE: Place = placeOf(documentOf('null'), 0);
const NOTHING: Facts = {
  identities: [],
  policies: [],
  attachments: [],
  memberships: [],
  unknownLinks: [],
  targets: new Map(),
};

function documentOf(text: string) {
  const { document } = parseJson({ path: 'test.json', text });
  if (document === undefined) throw new Error('no document');
  return document;
}

function policyOf(kind: PolicyKind, statement: unknown): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  return readPolicy(plainValue(documentOf(text), 0), { kind });
}

function text(value: string): Text {
  return literalText(NOWHERE, value);
}

function resource(name: string): Resource {
  return { place: NOWHERE, type: 'AWS::IAM::Role', sourceType: 'aws_iam_role', name, when: [] };
}

function identity(type: IdentityType, name: string, ...names: readonly string[]): IdentityFact {
  return { place: NOWHERE, type, name, names: [name, ...names].map(text), resource: resource(name) };
}

function link(type: IdentityType, to: string): Link {
  return { type, to: text(to) };
}

function policy(form: PolicyForm, name: string, more: Partial<PolicyFact> = {}): PolicyFact {
  const read = policyOf('identity', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
  return { policy: read, form, name: text(name), names: [text(name)], resource: resource(name), holders: [], ...more };
}

function attachment(to: Link, policyName: string, isBoundary = false) {
  return { place: NOWHERE, identity: to, policyName: text(policyName), resource: resource('attachment'), isBoundary };
}

describe('policies and who holds them', () => {
  it('an inline policy of several identities is one policy, listed at each', () => {
    const holders = [link('user', 'alice'), link('role', 'app'), link('user', 'alice')];
    const { identities, policies } = join({
      ...NOTHING,
      identities: [identity('user', 'alice'), identity('role', 'app')],
      policies: [policy('inline', 'p', { holders })],
    });
    expect(policies).toHaveLength(1);
    expect(policies[0]?.holders).toEqual({
      known: [
        { type: 'user', name: 'alice' },
        { type: 'role', name: 'app' },
      ],
      complete: true,
    });
    expect(identities.map(({ inline }) => inline)).toEqual([[policies[0]], [policies[0]]]);
  });

  it('a managed policy is found by its name, by its ARN, and may always be attached elsewhere', () => {
    const { identities, policies } = join({
      ...NOTHING,
      identities: [identity('role', 'a'), identity('role', 'b'), identity('role', 'c')],
      policies: [policy('managed', 'p')],
      attachments: [
        attachment(link('role', 'a'), 'p'),
        attachment(link('role', 'b'), 'arn:aws:iam::111111111111:policy/path/p'),
        attachment(link('role', 'c'), 'arn:aws:iam::aws:policy/p'),
      ],
    });
    expect(policies[0]?.holders.known.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(policies[0]?.holders.complete).toBe(false);
    expect(identities.map(({ attached }) => attached[0]?.policy !== undefined)).toEqual([true, true, false]);
  });

  it('users, groups and roles of one name are three identities', () => {
    const { identities } = join({
      ...NOTHING,
      identities: [identity('user', 'x'), identity('group', 'x'), identity('role', 'x')],
      policies: [policy('inline', 'p', { holders: [link('group', 'x')] })],
    });
    expect(identities.map(({ inline }) => inline.length)).toEqual([0, 1, 0]);
  });

  it('an identity is known by any of its names', () => {
    const { identities } = join({
      ...NOTHING,
      identities: [identity('user', 'aws_iam_user.alice', 'alice', 'arn:aws:iam::111111111111:user/staff/alice')],
      policies: [
        policy('inline', 'p', { holders: [link('user', 'alice')] }),
        policy('inline', 'q', { holders: [link('user', 'aws_iam_user.alice')] }),
      ],
    });
    expect(identities).toHaveLength(1);
    expect(identities[0]?.inline).toHaveLength(2);
  });

  it('a setting has no holders and nothing is missing, but what things hold may be held by others', () => {
    const trust = policyOf('trust', { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
    const { policies } = join({
      ...NOTHING,
      policies: [policy('setting', 'trust', { policy: trust }), policy('setting', 'iot'), policy('document', 'bare')],
    });
    expect(policies.map(({ holders }) => holders.complete)).toEqual([true, false, false]);
  });
});

describe('links', () => {
  it('an identity that is only mentioned stands once, without a resource, incomplete', () => {
    const { identities } = join({
      ...NOTHING,
      policies: [policy('inline', 'p', { holders: [link('user', 'bob')] })],
      attachments: [attachment(link('user', 'bob'), 'arn:aws:iam::aws:policy/ReadOnlyAccess')],
      memberships: [{ place: NOWHERE, user: text('bob'), group: text('staff') }],
    });
    expect(identities).toHaveLength(1);
    expect(identities[0]).toMatchObject({ type: 'user', name: 'bob', complete: false });
    expect(identities[0]).not.toHaveProperty('resource');
    expect(identities[0]?.groups).toHaveLength(1);
  });

  it('unknown links make incomplete whom they may concern', () => {
    const open = policy('inline', 'open');
    const { identities, policies } = join({
      ...NOTHING,
      identities: [identity('role', 'a'), identity('role', 'b'), identity('user', 'c'), identity('user', 'd')],
      policies: [open, policy('inline', 'closed')],
      unknownLinks: [
        { type: 'role', ...(open.resource === undefined ? {} : { resource: open.resource }) },
        { type: 'user', of: text('c') },
      ],
    });
    expect(identities.map(({ complete }) => complete)).toEqual([false, false, false, true]);
    expect(policies.map(({ holders }) => holders.complete)).toEqual([false, true]);
  });

  it('names are compared without path and account, those of AWS with them', () => {
    expect(linkKey('arn:aws:iam::111111111111:role/service/app')).toBe('app');
    expect(linkKey('arn:aws:iam::aws:policy/app')).toBe('arn:aws:iam::aws:policy/app');
    expect(linkKey('app')).toBe('app');
  });
});

describe('boundaries', () => {
  it('a policy that is only set as a boundary is one', () => {
    const { identities, policies } = join({
      ...NOTHING,
      identities: [identity('role', 'a'), identity('role', 'b')],
      policies: [policy('managed', 'limit'), policy('managed', 'both'), policy('managed', 'unused')],
      attachments: [
        attachment(link('role', 'a'), 'limit', true),
        attachment(link('role', 'b'), 'both', true),
        attachment(link('role', 'b'), 'both'),
      ],
    });
    expect(policies.map(({ kind }) => kind)).toEqual(['boundary', 'identity', 'identity']);
    expect(identities.map(({ boundary, attached }) => [boundary?.policy?.name, attached.length])).toEqual([
      [text('limit'), 0],
      [text('both'), 1],
    ]);
  });
});

describe('who may become a role', () => {
  it.each([
    ['an account', { AWS: '111111111111' }, 'people'],
    ['root', { AWS: 'arn:aws:iam::111111111111:root' }, 'people'],
    ['a user', { AWS: 'arn:aws:iam::111111111111:user/alice' }, 'people'],
    ['everybody', '*', 'people'],
    ['everybody in a map', { AWS: '*' }, 'people'],
    ['a role', { AWS: 'arn:aws:iam::111111111111:role/app' }, ''],
    ['a session', { AWS: 'arn:aws:sts::111111111111:assumed-role/app/session' }, ''],
    ['a service', { Service: 'ec2.amazonaws.com' }, 'services'],
    ['an identity provider', { Federated: 'accounts.google.com' }, 'federation'],
    ['several', { AWS: '111111111111', Service: 'ec2.amazonaws.com' }, 'people services'],
  ])('%s', (_, Principal, expected) => {
    const trusted = trustedBy([policyOf('trust', { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })]);
    const who = Object.entries(trusted ?? {}).flatMap(([name, is]) => (is ? [name] : []));
    expect(who.join(' ')).toBe(expected);
  });

  it('all but some are people', () => {
    const trust = { Effect: 'Allow', NotPrincipal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' };
    expect(trustedBy([policyOf('trust', trust)])?.people).toBe(true);
  });

  it('denials trust nobody', () => {
    const trust = policyOf('trust', { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' });
    expect(trustedBy([trust])).toEqual({ people: false, services: false, federation: false });
  });

  it('what is not known is not said', () => {
    const value = { kind: 'unknown', place: NOWHERE, reason: 'it is not known' } as const;
    expect(trustedBy([readPolicy(value, { kind: 'trust' })])).toBeUndefined();
    expect(trustedBy([])).toBeUndefined();
  });

  it('is told with the policies that the role holds', () => {
    const trust = policyOf('trust', { Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' });
    const { identities, policies } = join({
      ...NOTHING,
      identities: [identity('role', 'a')],
      policies: [
        policy('inline', 'p', { holders: [link('role', 'a')] }),
        policy('setting', 'trust', { policy: trust, holders: [link('role', 'a')] }),
      ],
    });
    expect(policies[0]?.holders.known[0]?.trustedBy).toEqual({ people: true, services: false, federation: false });
    expect(identities[0]?.trust).toBe(policies[1]);
  });
});
