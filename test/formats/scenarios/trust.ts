import type { JsonObject } from '../access.js';
import type { Difference, Scenario } from '../scenario.js';
import { trustOf } from './documents.js';

/** A policy file does not tell the role. */
export function ofAnyRole(message: string, at: string, confidence?: 'possible'): NonNullable<Scenario['differs']> {
  const difference: Difference = {
    reason: 'a policy file does not tell the role',
    reports: [{ message, at, ...(confidence === undefined ? {} : { confidence }) }],
  };
  return { 'policy file': difference };
}

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const FEDERATED = { Federated: PROVIDER };

/** A trust of GitHub in a subject, for an audience. */
function ofGitHub(subject: string, audience: JsonObject = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }): JsonObject {
  return trustOf(FEDERATED, {
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: audience, StringLike: { [`${GITHUB}:sub`]: subject } },
  });
}

const SAML = 'arn:aws:iam::111122223333:saml-provider/Okta';

export const TRUST: readonly Scenario[] = [
  {
    rule: 'unpinned-oidc-subject',
    what: 'reports an owner that is not fixed',
    access: { roles: { Deploy: { trust: ofGitHub('repo:octo*') } } },
    reports: [{ message: '`repo:octo*` lets every repository on GitHub that fits assume `Deploy`', at: 'repo:octo*' }],
    differs: ofAnyRole('`repo:octo*` lets every repository on GitHub that fits assume the role', 'repo:octo*'),
  },
  {
    rule: 'unpinned-oidc-subject',
    what: 'is silent on an owner that is',
    access: { roles: { Deploy: { trust: ofGitHub('repo:octo-org/app:*') } } },
    reports: [],
  },
  {
    rule: 'broad-oidc-subject',
    what: 'reports any branch of a repository',
    access: { roles: { Deploy: { trust: ofGitHub('repo:octo-org/app:*') } } },
    reports: [{ message: '`repo:octo-org/app:*` lets any branch assume `Deploy`', at: 'repo:octo-org/app:*' }],
    differs: ofAnyRole('`repo:octo-org/app:*` lets any branch assume the role', 'repo:octo-org/app:*'),
  },
  {
    rule: 'broad-oidc-subject',
    what: 'is silent on an environment',
    access: { roles: { Deploy: { trust: ofGitHub('repo:octo-org/app:environment:prod') } } },
    reports: [],
  },
  {
    rule: 'missing-oidc-audience',
    what: 'reports an audience that nobody asks for',
    access: { roles: { Deploy: { trust: ofGitHub('repo:octo-org/app:*', { 'aws:RequestedRegion': 'eu-west-1' }) } } },
    reports: [
      {
        message: `\`${GITHUB}\` lets tokens for any audience assume \`Deploy\`: \`aud\` is not asked for`,
        at: PROVIDER,
      },
    ],
    differs: ofAnyRole(
      `\`${GITHUB}\` lets tokens for any audience assume the role: \`aud\` is not asked for`,
      PROVIDER,
    ),
  },
  {
    rule: 'missing-oidc-audience',
    what: 'is silent where it is asked for',
    access: { roles: { Deploy: { trust: ofGitHub('repo:octo-org/app:*') } } },
    reports: [],
  },
  {
    rule: 'missing-saml-audience',
    what: 'reports an audience that nobody asks for',
    access: { roles: { People: { trust: trustOf({ Federated: SAML }, { Action: 'sts:AssumeRoleWithSAML' }) } } },
    reports: [
      {
        message: `\`${SAML}\` lets assertions for any service assume \`People\`: \`SAML:aud\` is not asked for`,
        at: SAML,
      },
    ],
    differs: ofAnyRole(
      `\`${SAML}\` lets assertions for any service assume the role: \`SAML:aud\` is not asked for`,
      SAML,
    ),
  },
  {
    rule: 'missing-saml-audience',
    what: 'is silent where it is asked for',
    access: {
      roles: {
        People: {
          trust: trustOf(
            { Federated: SAML },
            {
              Action: 'sts:AssumeRoleWithSAML',
              Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
            },
          ),
        },
      },
    },
    reports: [],
  },
];
