import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'rules');

/** A way in which policies are misread: what AWS does, with a fixture in which it matters and one in which it does not. */
interface Trap {
  readonly rule: string;
  readonly bad: string;
  readonly good: string;
}

/**
 * What linters, and people, get wrong about how AWS evaluates policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
const EVALUATION: Readonly<Record<string, Trap>> = {
  '`StringEquals` takes wildcards as they stand': {
    rule: 'never-true-condition',
    bad: 'bad-literal-wildcard.json',
    good: 'good.json',
  },
  'a value with a wildcard under `StringEquals` is fixed all the same': {
    rule: 'public-s3-principal',
    bad: 'bad-any-organization.json',
    good: 'good-literal-star.json',
  },
  '`ArnEquals` knows wildcards': { rule: 'never-true-condition', bad: 'bad-plan.json', good: 'good.json' },
  'wildcards in ARNs keep to their part, so that an account is fixed or is not': {
    rule: 'public-s3-principal',
    bad: 'bad-any-account.json',
    good: 'good-principal-arn.json',
  },
  'a negated operator holds where its key is missing': {
    rule: 'public-s3-principal',
    bad: 'bad-negated.json',
    good: 'good-deny-outside-organization.json',
  },
  'values of a negated operator are all excluded, conditions on one key all asked': {
    rule: 'never-true-condition',
    bad: 'bad-exclusion.json',
    good: 'good.json',
  },
  '`IfExists` holds where its key is missing': {
    rule: 'always-true-condition',
    bad: 'bad-absent.json',
    good: 'good-two-ways-in.json',
  },
  '`IfExists` on a key that no request has restricts nothing': {
    rule: 'always-true-condition',
    bad: 'bad-never-there.json',
    good: 'good-idioms.json',
  },
  '`ForAllValues` holds where its key is missing': {
    rule: 'public-s3-principal',
    bad: 'bad-forallvalues.json',
    good: 'good-organization-paths.json',
  },
  '`ForAllValues` on a single value only adds the case that it is missing': {
    rule: 'set-operator-on-single-value',
    bad: 'bad.json',
    good: 'good.json',
  },
  '`ForAnyValue` does not hold where its key is missing': {
    rule: 'deny-never-applies',
    bad: 'bad.json',
    good: 'good.json',
  },
  '`Null` with `"true"` asks that the key is missing': {
    rule: 'public-s3-principal',
    bad: 'bad-null-test.json',
    good: 'good-ifexists-with-null.json',
  },
  'numbers and booleans do not compare with a key that is missing': {
    rule: 'bypassable-mfa-condition',
    bad: 'bad-deny.json',
    good: 'good-strict.json',
  },
  'addresses are of two versions, and half of the internet is public': {
    rule: 'public-s3-principal',
    bad: 'bad-half-internet.json',
    good: 'good-narrow-addresses.json',
  },
  'an address is missing, or another, where a service calls for somebody': {
    rule: 'perimeter-ignores-service-calls',
    bad: 'bad.json',
    good: 'good.json',
  },
  'services belong to no organization': {
    rule: 'unsupported-key-for-service-principal',
    bad: 'bad.json',
    good: 'good.json',
  },
  'a service that the policy lets in is denied by its own perimeter': {
    rule: 'perimeter-ignores-service-calls',
    bad: 'bad.yaml',
    good: 'good.yaml',
  },
  'sessions of a role know nothing of MFA': { rule: 'mfa-condition-on-role', bad: 'bad.json', good: 'good.json' },
  'keys are read without regard to case': {
    rule: 'public-s3-principal',
    bad: 'bad-key-case.json',
    good: 'good-key-case.json',
  },
  'actions are read without regard to case': { rule: 'wildcard-action', bad: 'bad-case.json', good: 'good.json' },
  'effects are not': { rule: 'malformed-policy', bad: 'bad.json', good: 'good.json' },
  'resources are not': { rule: 'duplicate-policy', bad: 'bad.yaml', good: 'good.yaml' },
  'variables are read in one version only': {
    rule: 'unread-policy-variable',
    bad: 'bad-old.json',
    good: 'good.json',
  },
  'of a key that stands twice the last one counts': { rule: 'duplicate-key', bad: 'bad.json', good: 'good.json' },
  'wildcards in the name of a service': { rule: 'wildcard-in-service-name', bad: 'bad.json', good: 'good.json' },
  '`NotAction` allows all the rest, and denies all but a list': {
    rule: 'allow-not-action',
    bad: 'bad.json',
    good: 'good-deny-not-action.json',
  },
  '`NotResource` allows all the rest': { rule: 'allow-not-resource', bad: 'bad.json', good: 'good-endpoint.yaml' },
  '`NotPrincipal` allows all the rest': { rule: 'allow-not-principal', bad: 'bad.json', good: 'good-denied.json' },
  '`NotPrincipal` in a Deny hits whoever has a boundary': {
    rule: 'deny-not-principal',
    bad: 'bad.json',
    good: 'good-service.yaml',
  },
  'an action that takes no resource is granted on `*` only': {
    rule: 'resource-mismatch',
    bad: 'bad.json',
    good: 'good.json',
  },
  'such an action is no smell on `*`': {
    rule: 'wildcard-resource',
    bad: 'bad.json',
    good: 'good-takes-only-star.json',
  },
  'a Deny anywhere counts, on what it speaks of': {
    rule: 'wildcard-action',
    bad: 'bad-deny-elsewhere.json',
    good: 'good-denied.json',
  },
  'a Deny with a condition leaves what does not meet it': {
    rule: 'admin-access',
    bad: 'bad-deny-without-mfa.json',
    good: 'good-deny-identities.json',
  },
  'a boundary limits what policies allow': {
    rule: 'admin-access',
    bad: 'bad-loose-boundary.yaml',
    good: 'good-boundary.yaml',
  },
  'a boundary holds only if its holder cannot undo it': {
    rule: 'ineffective-permissions-boundary',
    bad: 'bad-removable.json',
    good: 'good.json',
  },
  'the root of an account stands for the account, which its own resources may be left to': {
    rule: 'wildcard-action-scoped',
    bad: 'bad-queue-other-account.json',
    good: 'good-queue-of-the-account.json',
  },
  'a block of public access stands before the policy': {
    rule: 'public-policy-blocked',
    bad: 'bad.yaml',
    good: 'good.yaml',
  },
};

/**
 * What keeps strangers out, and what only seems to.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const STRANGERS: Readonly<Record<string, Trap>> = {
  'keys that fix the caller, and keys that tell nobody apart': {
    rule: 'public-s3-principal',
    bad: 'bad-keys-that-tell-nobody-apart.json',
    good: 'good-keys-that-fix-the-caller.json',
  },
  'the account of the resource is that of the caller': {
    rule: 'public-s3-principal',
    bad: 'bad-own-variable.json',
    good: 'good-own-account-pair.json',
  },
  'headers are what the caller writes': { rule: 'untrustworthy-condition-key', bad: 'bad.json', good: 'good.yaml' },
  'a service that a key is used by is no caller': {
    rule: 'public-resource-policy',
    bad: 'bad-key-via-service.yaml',
    good: 'good-key-of-one-account.json',
  },
  'a mount in the network keeps strangers out': {
    rule: 'public-network-resource-policy',
    bad: 'bad-file-system.json',
    good: 'good-mount-target.json',
  },
  'an external id is no secret': {
    rule: 'public-trust-policy',
    bad: 'bad-external-id.json',
    good: 'good-account.json',
  },
  'every statement has to be closed': {
    rule: 'public-s3-principal',
    bad: 'bad-second-statement.json',
    good: 'good-one-of-two-conditions.json',
  },
  'a Deny closes what it denies to every stranger': {
    rule: 'public-s3-principal',
    bad: 'bad-deny-one-account.json',
    good: 'good-deny-outside-organization.json',
  },
};

describe.each([
  ['how AWS evaluates', EVALUATION],
  ['who is a stranger', STRANGERS],
])('%s', (_, traps) => {
  it.each(Object.entries(traps))('%s', (_trap, { rule, bad, good }) => {
    const expected = readFileSync(join(FIXTURES, rule, 'expected.txt'), 'utf8').split('\n');
    const isReported = (name: string) => expected.some((line) => line.startsWith(`${name}:`));
    // That both say what they are named for is what the rules' own tests show.
    expect([bad, good].filter((name) => !existsSync(join(FIXTURES, rule, name)))).toEqual([]);
    expect([isReported(bad), isReported(good)]).toEqual([true, false]);
  });
});
