import type { JsonObject, PolicyDocument } from '../access.js';
import type { Expected, Scenario } from '../scenario.js';
import { allow, deny, documentOf, trustOf, WORKLOAD } from './documents.js';

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const SAML = 'arn:aws:iam::111122223333:saml-provider/corporate';
const DEPLOY = 'arn:aws:iam::111122223333:role/deploy';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/deploy/build-7';

/** Many are twins of rules that judge by what is granted, and are listed under those. */
const STRONGER = [
  'broad-oidc-subject',
  'confused-deputy',
  'deny-never-applies',
  'missing-oidc-audience',
  'never-true-condition',
  'perimeter-ignores-service-calls',
  'public-trust-policy',
  'unpinned-oidc-subject',
  'untrustworthy-condition-key',
];
const settings = { rules: Object.fromEntries(STRONGER.map((id) => [id, { enabled: false }])) };

/** What a rule says of one of two things written alike, and that it is silent on the other. */
function pair(
  rule: string,
  write: Written,
  bad: PolicyDocument,
  good: PolicyDocument,
  found: Expected,
): readonly Scenario[] {
  return [
    { rule, what: 'reports it', access: write(bad), settings, reports: [found] },
    { rule, what: 'is silent on what is right', access: write(good), settings, reports: [] },
  ];
}

type Written = (document: PolicyDocument) => Scenario['access'];

const asTrust: Written = (trust) => ({ roles: { Deployer: { trust } } });
const asRole: Written = (read) => ({ roles: { Worker: { trust: WORKLOAD, inline: { read } } } });
const asQueue: Written = (policy) => ({ queues: { Mail: { policy } } });
const asControl: Written = (document) => ({
  controlPolicies: { Perimeter: { type: 'RESOURCE_CONTROL_POLICY', document } },
});

function fromGitHub(condition: JsonObject): PolicyDocument {
  return trustOf({ Federated: PROVIDER }, { Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition });
}

const FIXED = { [`${GITHUB}:sub`]: 'repo:acme/app:ref:refs/heads/main' };
const LIVE = 'repo:acme/app:environment:production';
const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };

/** A statement of a queue's policy that lets in whom it says. */
function send(principal: JsonObject, condition: JsonObject): PolicyDocument {
  const Resource = 'arn:aws:sqs:eu-west-1:111122223333:Mail';
  return documentOf({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sqs:SendMessage',
    Resource,
    Condition: condition,
  });
}

const MAIL = { Service: 'sns.amazonaws.com' };
const OWN = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

const SCORES = 'arn:aws:dynamodb:eu-west-1:111122223333:table/scores';
const ATTRIBUTES = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['UserId', 'TopScore'] } };

function control(condition: JsonObject): PolicyDocument {
  return documentOf(deny('s3:*', { Principal: '*', Condition: condition }));
}

const OF_PRINCIPAL = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };

export const VALIDITY_OF_PRINCIPALS: readonly Scenario[] = [
  ...pair(
    'invalid-federated-principal',
    asTrust,
    trustOf({ Federated: `https://${GITHUB}` }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
    fromGitHub({ StringEquals: FIXED }),
    {
      message: `\`https://${GITHUB}\` is no identity provider: it is neither the ARN of one nor a known one's domain`,
      at: `https://${GITHUB}`,
    },
  ),
  ...pair('wildcard-in-principal', asTrust, trustOf({ AWS: `${DEPLOY}-*` }), trustOf({ AWS: DEPLOY }), {
    message: `\`${DEPLOY}-*\` has a wildcard, which AWS takes in no principal but \`*\` for everybody`,
    at: `${DEPLOY}-*`,
  }),
  ...pair(
    'mismatched-assume-action',
    asTrust,
    trustOf({ Federated: SAML }),
    trustOf({ Federated: SAML }, { Action: 'sts:AssumeRoleWithSAML' }),
    {
      message: "`sts:AssumeRole` is nobody's way in: the principal comes by `sts:AssumeRoleWithSAML`",
      at: 'sts:AssumeRole',
    },
  ),
  ...pair(
    'incomplete-roles-anywhere-trust',
    asTrust,
    trustOf({ Service: 'rolesanywhere.amazonaws.com' }),
    trustOf(
      { Service: 'rolesanywhere.amazonaws.com' },
      { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'] },
    ),
    {
      message:
        '`rolesanywhere.amazonaws.com` gets no session: it needs `sts:SetSourceIdentity` and `sts:TagSession` as well',
      at: { 'plan of documents': 'actions', 'all others': 'Action' },
    },
  ),
  ...pair(
    'oidc-principal-without-condition',
    asTrust,
    fromGitHub({ StringEquals: AUDIENCE }),
    fromGitHub({ StringEquals: { ...AUDIENCE, ...FIXED } }),
    {
      message: `\`${PROVIDER}\` is let in for any repository: no condition asks for the token's \`sub\``,
      at: PROVIDER,
    },
  ),
  ...pair(
    'github-subject-without-branch',
    asTrust,
    fromGitHub({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: LIVE } }),
    fromGitHub({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: LIVE, [`${GITHUB}:ref`]: 'refs/heads/main' } }),
    { message: `\`${LIVE}\` does not fix one branch of one repository`, at: LIVE },
  ),
  ...pair(
    'set-operator-on-audience',
    asTrust,
    fromGitHub({ 'ForAnyValue:StringEquals': AUDIENCE }),
    fromGitHub({ StringEquals: AUDIENCE }),
    {
      message: `\`ForAnyValue:StringEquals\` asks for one of several values, and \`${GITHUB}:aud\` is one: \`StringEquals\` does`,
      at: 'ForAnyValue:StringEquals',
    },
  ),
  ...pair(
    'unconfirmed-audience-type',
    asTrust,
    fromGitHub({ StringEquals: AUDIENCE }),
    fromGitHub({ StringEquals: FIXED }),
    {
      message: `\`${GITHUB}:aud\` is read as one value here: it depends on the provider which it is`,
      at: `${GITHUB}:aud`,
    },
  ),
  ...pair('redundant-principal', asTrust, trustOf({ AWS: [DEPLOY, SESSION] }), trustOf({ AWS: [SESSION] }), {
    message: `\`${SESSION}\` is a session of a role that is let in whole`,
    at: SESSION,
  }),
  ...pair(
    'service-principal-without-source',
    asQueue,
    send(MAIL, { Bool: { 'aws:SecureTransport': 'true' } }),
    send(MAIL, OWN),
    {
      message:
        '`sns.amazonaws.com` is let in for whomever it acts: no condition asks for the source account or resource',
      at: 'sns.amazonaws.com',
    },
  ),
  ...pair(
    'weak-source-condition',
    asQueue,
    send(MAIL, { StringEquals: { 'aws:SourceOwner': '111122223333' } }),
    send(MAIL, OWN),
    {
      message: '`aws:SourceOwner` does not tell for whom `sns.amazonaws.com` acts: `aws:SourceAccount` does',
      at: 'aws:SourceOwner',
    },
  ),
  ...pair(
    'unsupported-key-for-service-principal',
    asQueue,
    send(MAIL, { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }),
    send(MAIL, OWN),
    {
      message: '`aws:PrincipalOrgID` is in no request of `sns.amazonaws.com`: the statement never lets it in',
      at: 'aws:PrincipalOrgID',
    },
  ),
  {
    rule: 'malformed-policy',
    what: 'reports actions that no resource control policy reaches',
    access: asControl(documentOf(deny(['s3:*', 'ec2:RunInstances'], { Principal: '*' }))),
    reports: [
      {
        message: '`ec2:RunInstances` is not allowed here: resource control policies do not reach `ec2`',
        at: 'ec2:RunInstances',
      },
    ],
  },
  ...pair(
    'rcp-without-service-condition',
    asControl,
    control(OF_PRINCIPAL),
    control({ ...OF_PRINCIPAL, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
    {
      message: '`aws:PrincipalOrgID` is in no request of an AWS service, which the statement does not except',
      at: 'aws:PrincipalOrgID',
    },
  ),
  ...pair(
    'dynamodb-attributes-without-select',
    asRole,
    documentOf(allow('dynamodb:Query', SCORES, { Condition: ATTRIBUTES })),
    documentOf(
      allow('dynamodb:Query', SCORES, {
        Condition: { ...ATTRIBUTES, StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
      }),
    ),
    {
      message:
        '`dynamodb:Query` returns whole items where it names no attributes: no condition on `dynamodb:Select` asks it to',
      at: 'dynamodb:Attributes',
    },
  ),
  ...pair(
    'negated-s3-prefix',
    asRole,
    documentOf(deny('s3:ListBucket', { Condition: { StringLike: { 's3:prefix': 'private/*' } } })),
    documentOf(deny('s3:ListBucket', { Condition: { StringNotLike: { 's3:prefix': 'public/*' } } })),
    {
      message: '`private/*` is listed to whoever asks for a shorter prefix, which is not denied',
      at: 's3:prefix',
    },
  ),
  ...[true, false].map(
    (wildcardsAtEndOnly): Scenario => ({
      rule: 'scp-action-wildcard',
      what: wildcardsAtEndOnly ? 'reports it where the partition refuses it' : 'is silent where the partition takes it',
      settings: { rules: { 'scp-action-wildcard': { options: { wildcardsAtEndOnly } } } },
      access: {
        controlPolicies: { Guard: { type: 'SERVICE_CONTROL_POLICY', document: documentOf(deny('iam:*Role')) } },
      },
      reports: wildcardsAtEndOnly
        ? [
            {
              message: '`iam:*Role` has a wildcard before its end, which AWS refuses in this partition',
              at: 'iam:*Role',
            },
          ]
        : [],
    }),
  ),
];
