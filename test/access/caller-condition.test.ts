import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/access/answer.js';
import { alwaysHoldsForStrangers, keepsStrangersOut } from '../../src/access/caller-condition.js';
import type { Condition } from '../../src/policy/model.js';
import { statementOf, withHoles } from './policy.js';

function conditionsOf(conditions: unknown): readonly Condition[] {
  const statement = statementOf({ Effect: 'Allow', Action: '*', Resource: '*', Condition: conditions });
  return statement.conditions.map((condition) => ({ ...condition, values: condition.values.map(withHoles) }));
}

function only(operator: string, key: string, values: string | readonly string[]): Condition {
  const [condition] = conditionsOf({ [operator]: { [key]: values } });
  if (condition === undefined) throw new Error('no condition');
  return condition;
}

/** Per key: values that no stranger has, and values that some have, under an operator that reads wildcards. */
const KEYS: readonly (readonly [key: string, operator: string, fixed: readonly string[], open: readonly string[]])[] = [
  [
    'aws:PrincipalArn',
    'ArnLike',
    [
      'arn:aws:iam::111122223333:role/app',
      'arn:aws:iam::111122223333:*',
      'arn:*:iam::111122223333:role/*',
      'arn:aws:iam::‹AWS::AccountId›:role/app-*',
      '‹Role›',
      'arn:aws:iam::${aws:ResourceAccount}:role/*',
    ],
    [
      '*',
      'arn:aws:iam::*:role/app',
      'arn:aws:iam::11112222????:role/app',
      'arn:aws:iam::${aws:PrincipalAccount}:role/app',
    ],
  ],
  ['aws:PrincipalAccount', 'StringLike', ['111122223333', '‹Account›'], ['*', '1111*', '????????????']],
  ['aws:PrincipalOrgID', 'StringLike', ['o-exampleorgid', '‹Org›'], ['*', 'o-*']],
  [
    'aws:PrincipalOrgPaths',
    'ForAnyValue:StringLike',
    ['o-exampleorgid/*', 'o-exampleorgid/r-ab12/ou-ab12-11111111/', '‹Org›/r-ab12/*', 'o-‹Org›/*'],
    ['*', 'o-*/r-ab12/*', '*/ou-ab12-11111111/*'],
  ],
  ['aws:userid', 'StringLike', ['AROAEXAMPLE:*', 'AIDAEXAMPLE', '‹Role.RoleId›:*'], ['*', '*:deployer', 'AROA*:x']],
  ['aws:SourceAccount', 'StringLike', ['111122223333'], ['*']],
  ['aws:SourceOwner', 'StringLike', ['111122223333'], ['*']],
  [
    'aws:SourceArn',
    'ArnLike',
    [
      'arn:aws:sns:eu-west-1:111122223333:alerts',
      'arn:aws:events:*:111122223333:rule/*',
      'arn:aws:s3:::acme-reports',
      'arn:aws:s3:*:*:acme-reports',
      'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3',
      '‹Topic›',
    ],
    [
      '*',
      'arn:aws:sns:*:*:alerts',
      'arn:aws:s3:::*',
      'arn:aws:s3:::acme-*',
      'arn:aws:s3:*:*:accesspoint/logs',
      'arn:aws:apigateway:eu-west-1::/restapis/*',
    ],
  ],
  ['aws:SourceOrgID', 'StringLike', ['o-exampleorgid'], ['o-*']],
  ['aws:SourceOrgPaths', 'ForAnyValue:StringLike', ['o-exampleorgid/*'], ['*']],
  ['aws:SourceVpc', 'StringLike', ['vpc-0a1b2c3d'], ['vpc-*']],
  ['aws:SourceVpcArn', 'ArnLike', ['arn:aws:ec2:eu-west-1:111122223333:vpc/*'], ['arn:aws:ec2:*:*:vpc/vpc-1']],
  ['aws:SourceVpce', 'StringLike', ['vpce-0a1b2c3d', '‹Endpoint›'], ['vpce-*']],
  ['aws:VpceAccount', 'StringLike', ['111122223333'], ['*']],
  ['aws:VpceOrgID', 'StringLike', ['o-exampleorgid'], ['o-*']],
  ['aws:VpceOrgPaths', 'ForAnyValue:StringLike', ['o-exampleorgid/*'], ['*']],
  ['aws:Ec2InstanceSourceVpc', 'StringLike', ['vpc-0a1b2c3d'], ['*']],
  [
    'aws:SourceIp',
    'IpAddress',
    ['203.0.113.0/24', '10.0.0.0/8', '‹Address›/32'],
    ['0.0.0.0/0', '0.0.0.0/1', '‹Net›/0'],
  ],
  ['aws:SourceIp', 'StringLike', ['203.0.113.*', '2001:db8:*'], ['*', '2*', '20?.0.113.7']],
  [
    'aws:FederatedProvider',
    'ArnLike',
    ['arn:aws:iam::111122223333:oidc-provider/*'],
    ['arn:aws:iam::*:oidc-provider/token.actions.githubusercontent.com'],
  ],
  ['kms:CallerAccount', 'StringLike', ['111122223333'], ['*']],
  [
    's3:DataAccessPointArn',
    'ArnLike',
    ['arn:aws:s3:us-west-2:111122223333:accesspoint/*'],
    ['arn:aws:s3:*:*:accesspoint/x'],
  ],
  ['s3:DataAccessPointAccount', 'StringLike', ['111122223333'], ['*']],
  [
    's3:x-amz-server-side-encryption-aws-kms-key-id',
    'ArnLike',
    ['arn:aws:kms:eu-west-1:111122223333:key/*'],
    ['arn:aws:kms:eu-west-1:*:key/*'],
  ],
  ['elasticfilesystem:AccessedViaMountTarget', 'Bool', ['true', 'TRUE'], ['false']],
  [
    'sns:Endpoint',
    'StringLike',
    ['*@example.com', 'https://example.com/*', 'arn:aws:sqs:*:111122223333:*', '+15550100'],
    ['*', '*@*', '*.com', 'https://*.example.com/*', 'arn:aws:sqs:*:*:queue'],
  ],
  ['lambda:EventSourceToken', 'StringLike', ['amzn1.ask.skill.1234'], ['amzn1.ask.skill.*']],
  ['lambda:SourceFunctionArn', 'ArnLike', ['arn:aws:lambda:eu-west-1:111122223333:function:*'], ['*']],
  ['ec2:SourceInstanceARN', 'ArnLike', ['arn:aws:ec2:*:111122223333:instance/*'], ['arn:aws:ec2:*:*:instance/*']],
  ['token.actions.githubusercontent.com:sub', 'StringLike', ['repo:acme/shop:ref:refs/heads/main'], ['repo:*']],
];

/** Keys that tell nothing of who calls, or what everybody can make true, with a value that looks narrow. */
const OTHER_KEYS: readonly (readonly [key: string, operator: string, value: string])[] = [
  ['aws:Referer', 'StringLike', 'https://example.com/*'],
  ['aws:UserAgent', 'StringEquals', 'acme-sync'],
  ['aws:SecureTransport', 'Bool', 'true'],
  ['aws:CurrentTime', 'DateLessThan', '2030-01-01T00:00:00Z'],
  ['aws:RequestedRegion', 'StringEquals', 'eu-west-1'],
  ['aws:PrincipalType', 'StringEquals', 'AssumedRole'],
  ['aws:PrincipalTag/team', 'StringEquals', 'data'],
  ['aws:ResourceAccount', 'StringEquals', '111122223333'],
  ['aws:ResourceOrgID', 'StringEquals', 'o-exampleorgid'],
  ['aws:ResourceTag/team', 'StringEquals', 'data'],
  ['aws:CalledVia', 'ForAnyValue:StringEquals', 'cloudformation.amazonaws.com'],
  ['aws:ViaAWSService', 'Bool', 'true'],
  ['aws:MultiFactorAuthPresent', 'Bool', 'true'],
  ['aws:username', 'StringEquals', 'alice'],
  ['aws:VpcSourceIp', 'IpAddress', '10.0.0.0/16'],
  ['kms:ViaService', 'StringEquals', 's3.eu-west-1.amazonaws.com'],
  ['lambda:FunctionUrlAuthType', 'StringEquals', 'AWS_IAM'],
  ['s3:AccessPointNetworkOrigin', 'StringEquals', 'VPC'],
  ['s3:prefix', 'StringLike', 'public/*'],
  ['s3:x-amz-acl', 'StringEquals', 'public-read'],
  ['saml:aud', 'StringEquals', 'https://signin.aws.amazon.com/saml'],
  ['sts:ExternalId', 'StringEquals', 'acme-7f3b2c'],
  ['constructor', 'StringEquals', 'x'],
  ['__proto__:sub', 'StringEquals', 'x'],
];

const FIXED = KEYS.flatMap(([key, operator, values]) => values.map((value) => [key, operator, value] as const));
const OPEN = KEYS.flatMap(([key, operator, , values]) => values.map((value) => [key, operator, value] as const));

describe('an Allow that asks for', () => {
  it.each(FIXED)('%s %s %s keeps strangers out', (key, operator, value) => {
    expect(keepsStrangersOut(only(operator, key, value))).toBe('yes');
    expect(keepsStrangersOut(only(operator, key.toUpperCase(), [value, value]))).toBe('yes');
  });

  it.each(OPEN)('%s %s %s does not', (key, operator, value) => {
    expect(keepsStrangersOut(only(operator, key, value))).toBe('no');
  });

  it.each(OTHER_KEYS)('%s %s %s does not', (key, operator, value) => {
    expect(keepsStrangersOut(only(operator, key, value))).toBe('no');
  });

  it.each(KEYS)('%s does not where one value is open', (key, operator, [fixed = ''], [open = '']) => {
    expect(keepsStrangersOut(only(operator, key, [fixed, open]))).toBe('no');
  });

  it.each(FIXED)('%s %s %s does not by operators that hold without the key', (key, operator, value) => {
    const proper = operator.replace('ForAnyValue:', '');
    expect(keepsStrangersOut(only(`${proper}IfExists`, key, value))).toBe('no');
    expect(keepsStrangersOut(only(`ForAllValues:${proper}`, key, value))).toBe('no');
  });

  it.each(FIXED)('%s %s %s does by them where the key is required', (key, operator, value) => {
    const proper = operator.replace('ForAnyValue:', '');
    for (const lenient of [`${proper}IfExists`, `ForAllValues:${proper}`]) {
      const required = conditionsOf({ [lenient]: { [key]: value }, Null: { [key.toLowerCase()]: 'false' } });
      expect(required.map((condition) => keepsStrangersOut(condition, required))).toContain('yes');
      const absent = conditionsOf({ [lenient]: { [key]: value }, Null: { [key]: 'true' } });
      expect(absent.map((condition) => keepsStrangersOut(condition, absent))).toEqual(['no', 'no']);
    }
  });
});

describe('operators', () => {
  it.each<[string, Verdict]>([
    ['StringEquals', 'yes'],
    ['stringequals', 'yes'],
    ['StringEqualsIgnoreCase', 'yes'],
    ['StringLike', 'yes'],
    ['ForAnyValue:StringEquals', 'yes'],
    ['NumericEquals', 'yes'],
    ['StringNotEquals', 'no'],
    ['StringNotEqualsIgnoreCase', 'no'],
    ['StringNotLike', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['NumericLessThan', 'no'],
    ['NumericGreaterThanEquals', 'no'],
    ['NumericNotEquals', 'no'],
    ['Null', 'no'],
    ['StringMatches', 'unknown'],
  ])('%s on an account: %s', (operator, verdict) => {
    expect(keepsStrangersOut(only(operator, 'aws:PrincipalAccount', '111122223333'))).toBe(verdict);
  });

  it('read wildcards or do not', () => {
    expect(keepsStrangersOut(only('StringEquals', 'aws:PrincipalOrgID', '*'))).toBe('yes');
    expect(keepsStrangersOut(only('StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/app'))).toBe('yes');
    expect(keepsStrangersOut(only('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/app'))).toBe('no');
    expect(keepsStrangersOut(only('StringEquals', 'elasticfilesystem:AccessedViaMountTarget', 'false'))).toBe('no');
  });

  it.each<[string, string, string, Verdict]>([
    ['aws:ResourceAccount', 'StringEquals', '${aws:PrincipalAccount}', 'yes'],
    ['aws:PrincipalAccount', 'StringEquals', '${aws:ResourceAccount}', 'yes'],
    ['aws:ResourceOrgID', 'StringLike', '${AWS:PrincipalOrgId}', 'yes'],
    ['aws:SourceAccount', 'StringEquals', '${aws:ResourceAccount}', 'yes'],
    ['aws:PrincipalAccount', 'StringEquals', '${aws:PrincipalAccount}', 'no'],
    ['aws:ResourceAccount', 'StringEquals', '${aws:ResourceAccount}', 'no'],
    ['aws:ResourceAccount', 'StringNotEquals', '${aws:PrincipalAccount}', 'no'],
    ['aws:PrincipalOrgID', 'StringEquals', '${aws:PrincipalOrgID}', 'no'],
  ])('%s %s %s compares caller and resource: %s', (key, operator, value, verdict) => {
    expect(keepsStrangersOut(only(operator, key, value))).toBe(verdict);
  });

  it('leave open what the input does not tell', () => {
    expect(keepsStrangersOut(only('IpAddress', 'aws:SourceIp', '‹Range›'))).toBe('unknown');
    const condition = only('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid');
    const open = {
      ...condition,
      unknown: [{ kind: 'unknown' as const, place: condition.place, reason: 'a parameter' }],
    };
    expect(keepsStrangersOut(open)).toBe('unknown');
    expect(keepsStrangersOut({ ...condition, key: withHoles({ ...condition.key, parts: ['‹Key›'] }) })).toBe('unknown');
  });

  it('let AWS services in, which may act for strangers', () => {
    expect(keepsStrangersOut(only('Bool', 'aws:PrincipalIsAWSService', 'true'))).toBe('unknown');
    expect(keepsStrangersOut(only('Bool', 'aws:PrincipalIsAWSService', 'false'))).toBe('no');
    expect(keepsStrangersOut(only('StringEquals', 'aws:PrincipalServiceName', 'sns.amazonaws.com'))).toBe('unknown');
  });
});

describe('a Deny', () => {
  const negated = (operator: string) =>
    operator.replace('ForAnyValue:', '').replace(/^(String|Arn)?(Like|Equals|IpAddress)$/, '$1Not$2');

  it.each(FIXED.filter(([, operator]) => operator !== 'Bool'))(
    'of all but %s %s %s shuts them out',
    (key, operator, value) => {
      expect(alwaysHoldsForStrangers(only(negated(operator), key, value))).toBe('yes');
      expect(alwaysHoldsForStrangers(only(`${negated(operator)}IfExists`, key, value))).toBe('yes');
      expect(alwaysHoldsForStrangers(only(`ForAllValues:${negated(operator)}`, key, value))).toBe('yes');
      // Without the key no value differs.
      expect(alwaysHoldsForStrangers(only(`ForAnyValue:${negated(operator)}`, key, value))).toBe('no');
      expect(alwaysHoldsForStrangers(only(operator, key, value))).toBe('no');
    },
  );

  it.each(OPEN.filter(([, operator]) => operator !== 'Bool'))(
    'of all but %s %s %s does not',
    (key, operator, value) => {
      expect(alwaysHoldsForStrangers(only(negated(operator), key, value))).toBe('no');
    },
  );

  it.each(OTHER_KEYS.filter(([, operator]) => /^(?:String|Arn|Ip)/.test(operator)))(
    'of all but %s %s %s does not',
    (key, operator, value) => {
      expect(alwaysHoldsForStrangers(only(negated(operator), key, value))).toBe('no');
    },
  );

  it.each<[string, string, string, Verdict]>([
    ['BoolIfExists', 'aws:PrincipalIsAWSService', 'false', 'yes'],
    ['Bool', 'aws:PrincipalIsAWSService', 'false', 'unknown'],
    ['BoolIfExists', 'aws:PrincipalIsAWSService', 'true', 'no'],
    ['Bool', 'aws:ViaAWSService', 'false', 'yes'],
    ['Bool', 'aws:SecureTransport', 'false', 'no'],
    ['Null', 'aws:PrincipalOrgID', 'true', 'no'],
    ['Null', 'aws:PrincipalOrgID', 'false', 'no'],
    ['NotIpAddress', 'aws:SourceIp', '‹Range›', 'unknown'],
    ['StringNotMatches', 'aws:PrincipalOrgID', 'o-exampleorgid', 'unknown'],
    ['StringNotEquals', 'aws:ResourceAccount', '${aws:PrincipalAccount}', 'yes'],
    ['StringNotEquals', 'aws:PrincipalOrgID', '*', 'yes'],
  ])('by %s %s %s: %s', (operator, key, value, verdict) => {
    expect(alwaysHoldsForStrangers(only(operator, key, value))).toBe(verdict);
  });
});
