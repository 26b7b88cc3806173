import { describe, expect, it } from 'vitest';
import { compareFiles } from './compare-files.js';

/** A template with these conditions, whose role has a policy under one of them. */
function stack(conditions: string): string {
  return `Parameters:
  Env: { Type: String }
Conditions:
${conditions.replace(/^/gm, '  ')}
Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: app
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              Fn::If:
                - IsProd
                - { Effect: Allow, Action: s3:PutObject, Resource: '*' }
                - { Effect: Deny, Action: s3:GetObject, Resource: '*' }
`;
}

const PROD = 'IsProd: !Equals [!Ref Env, prod]';

describe('a condition', () => {
  it.each([
    ['as before', PROD, PROD, 0],
    ['in other words', PROD, "IsProd: { 'Fn::Equals': [{ Ref: Env }, 'prod'] }", 0],
    ['that means something else', PROD, 'IsProd: !Equals [!Ref Env, dev]', 1],
    ['that is turned around', PROD, 'IsProd: !Not [!Equals [!Ref Env, prod]]', 1],
    ['beside one that changed', `${PROD}\nIsOther: !Equals [a, b]`, `${PROD}\nIsOther: !Equals [b, c]`, 0],
    [
      'by way of another',
      'IsProd: !And [!Condition A, !Condition B]\nA: !Not [!Condition C]\nB: !Equals [a, a]\nC: !Equals [!Ref Env, x]',
      'IsProd: !And [!Condition A, !Condition B]\nA: !Not [!Condition C]\nB: !Equals [a, a]\nC: !Equals [!Ref Env, y]',
      1,
    ],
  ])('%s', async (_, before, after, count) => {
    const { findings } = await compareFiles({ 'a.yaml': stack(before) }, { 'a.yaml': stack(after) });
    expect(findings).toHaveLength(count);
  });
});
