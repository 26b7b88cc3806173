import { describe, expect, it } from 'vitest';
import { lint, told } from './lint.js';

/** A template with a role, whose lines are numbered from 1; `marks` puts comments on lines of their own before them. */
const ROLE = `Resources:
  Job:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: s3:*
                Resource: '*'
              - Effect: Allow
                Action: sqs:*
                Resource: '*'
`;

/** Puts text at the end of a line. */
function behind(line: number, text: string): string {
  return ROLE.split('\n')
    .map((each, i) => (i === line - 1 ? `${each} ${text}` : each))
    .join('\n');
}

/** Puts a line before another one. */
function above(line: number, text: string): string {
  const lines = ROLE.split('\n');
  return [...lines.slice(0, line - 1), text, ...lines.slice(line - 1)].join('\n');
}

const IGNORE = 'leastwise-ignore wildcard-action -- known';

describe('a comment in YAML', () => {
  it('is none of ours in a template without any', async () => {
    expect(told(await lint({ 'a.yaml': ROLE }))).toEqual(['15 wildcard-action', '18 wildcard-action']);
  });

  it('speaks of its own line', async () => {
    expect(told(await lint({ 'a.yaml': behind(15, `# ${IGNORE}`) }))).toEqual([
      '18 wildcard-action',
      '15 wildcard-action by comment: known',
    ]);
  });

  it('speaks of all within what begins on its line', async () => {
    expect(told(await lint({ 'a.yaml': behind(14, `# ${IGNORE}`) }))).toEqual([
      '18 wildcard-action',
      '15 wildcard-action by comment: known',
    ]);
    expect(told(await lint({ 'a.yaml': behind(2, `# ${IGNORE}`) }))).toEqual([
      '15 wildcard-action by comment: known',
      '18 wildcard-action by comment: known',
    ]);
  });

  it('speaks of the next line that has anything on it', async () => {
    const text = above(17, `\n    # ${IGNORE}\n\n  # something else\n`);
    expect(told(await lint({ 'a.yaml': text }))).toEqual([
      '15 wildcard-action',
      '23 wildcard-action by comment: known',
    ]);
  });

  it('speaks of no more than the first member of a map', async () => {
    const text = above(5, `      # ${IGNORE}`);
    expect(told(await lint({ 'a.yaml': text }))).toEqual([
      '5 unused-suppression: `wildcard-action` is suppressed here and not found',
      '16 wildcard-action',
      '19 wildcard-action',
    ]);
  });

  it('speaks of an element that begins below a lone dash', async () => {
    const text = ROLE.replace(
      '- Effect: Allow\n                Action: sqs',
      `- # ${IGNORE}\n                Effect: Allow\n                Action: sqs`,
    );
    expect(told(await lint({ 'a.yaml': text }))).toEqual([
      '15 wildcard-action',
      '19 wildcard-action by comment: known',
    ]);
  });

  it('speaks of the whole document above everything, and of that document alone', async () => {
    const policy = 'Version: "2012-10-17"\nStatement:\n  Effect: Allow\n  Action: s3:*\n  Resource: "*"\n';
    expect(told(await lint({ 'a.yaml': `# top\n# ${IGNORE}\n---\n${policy}` }))).toEqual([
      '7 wildcard-action by comment: known',
    ]);
    expect(told(await lint({ 'a.yaml': `${policy}---\n# ${IGNORE}\n${policy}` }))).toEqual([
      '4 wildcard-action',
      '11 wildcard-action by comment: known',
    ]);
  });

  it('speaks of nothing behind the last line', async () => {
    expect(told(await lint({ 'a.yaml': `${ROLE}# ${IGNORE}\n` }))).toEqual([
      '15 wildcard-action',
      '18 wildcard-action',
      '20 unused-suppression: `wildcard-action` is suppressed here and not found',
    ]);
  });

  it('is one only where YAML has comments', async () => {
    const quoted = ROLE.replace('PolicyName: a', `PolicyName: "a # ${IGNORE}"`).replace(
      'Type: AWS::IAM::Role',
      `Type: AWS::IAM::Role\n    Description: |\n      # ${IGNORE}\n      x#${IGNORE}`,
    );
    expect(told(await lint({ 'a.yaml': quoted }))).toEqual(['18 wildcard-action', '21 wildcard-action']);
  });

  it('holds with Windows line ends and characters beyond the BMP', async () => {
    const text = behind(15, `# ${IGNORE}`).replace('PolicyName: a', 'PolicyName: "😀"').replaceAll('\n', '\r\n');
    expect(told(await lint({ 'a.yaml': text }))).toEqual([
      '18 wildcard-action',
      '15 wildcard-action by comment: known',
    ]);
  });

  it('takes in what stands in a string of the node', async () => {
    const text = `Resources:
  Q:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      # ${IGNORE}
      PolicyDocument: !Sub |
        { "Statement": [ { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } ] }
`;
    const { findings, suppressed } = await lint({ 'a.yaml': text });
    expect(suppressed.map(({ rule }) => rule).concat(findings.map(({ rule }) => rule))).toContain('wildcard-action');
  });

  it('does not reach from an alias to what that stands for', async () => {
    const text = `Statement:
  - &wide
    Effect: Allow
    Action: s3:*
    Resource: "*"
  # ${IGNORE}
  - *wide
`;
    expect(told(await lint({ 'a.yaml': text }))[0]).toBe('4 wildcard-action');
  });
});

describe('a comment in JSON', () => {
  const statement = (text: string) =>
    `// policy\n{\n  "Statement": [\n    ${text}\n    { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }\n  ]\n}\n`;

  it('speaks of its own line or of the next', async () => {
    const own = statement(`{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }, // ${IGNORE}`);
    expect(told(await lint({ 'a.jsonc': own }))).toEqual(['5 wildcard-action', '4 wildcard-action by comment: known']);
    const next = statement(`{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" },\n /* ${IGNORE} */`);
    expect(told(await lint({ 'a.json': next }))).toEqual(['4 wildcard-action', '6 wildcard-action by comment: known']);
  });

  it('stands before what it speaks of on the same line', async () => {
    const text = statement(`{ "Effect": "Allow", "Resource": "*",\n/* ${IGNORE} */ "Action": "s3:*" },`);
    expect(told(await lint({ 'a.json': text }))).toEqual(['6 wildcard-action', '5 wildcard-action by comment: known']);
  });

  it('is none in a string', async () => {
    const text = statement(`{ "Effect": "Allow", "Sid": "// ${IGNORE}", "Action": "s3:*", "Resource": "*" },`);
    const { suppressed } = await lint({ 'a.json': text });
    expect(suppressed).toEqual([]);
  });
});

describe('what a comment says', () => {
  const told1 = async (comment: string) => {
    const lines = told(await lint({ 'a.yaml': behind(15, comment) }));
    return lines.filter((line) => !line.startsWith('18')).sort();
  };

  it('may be several rules', async () => {
    expect(await told1('# leastwise-ignore wildcard-resource, wildcard-action -- both')).toEqual([
      '15 wildcard-action by comment: both',
    ]);
    expect(await told1('# leastwise-ignore inline-policy, wildcard-action -- both')).toEqual([
      '15 unused-suppression: `inline-policy` is suppressed here and not found',
      '15 wildcard-action by comment: both',
    ]);
  });

  it('names rules as other tools call them', async () => {
    expect(await told1('# leastwise-ignore checkov:CKV_AWS_111 -- known')).toHaveLength(1);
    expect(await told1('# leastwise-ignore cdk-nag:AwsSolutions-IAM5 -- known')).toEqual([
      '15 wildcard-action by comment: known',
    ]);
    expect(await told1('# leastwise-ignore awssolutions-iam5 -- known')).toEqual([
      '15 wildcard-action by comment: known',
    ]);
  });

  it('is asked for when it is no rule', async () => {
    expect(await told1('# leastwise-ignore wildcard-acton -- known')).toEqual([
      '15 unused-suppression: `wildcard-acton` is no rule (did you mean `wildcard-action`?), so nothing is suppressed',
      '15 wildcard-action',
    ]);
    expect((await told1('# leastwise-ignore wildcard-action for now'))[0]).toContain('a reason stands behind `--`');
    expect(await told1('# leastwise-ignore -- known')).toEqual([
      '15 unused-suppression: No rule is named here, so nothing is suppressed',
      '15 wildcard-action',
    ]);
  });

  it('is another word where it goes on', async () => {
    expect(await told1('# leastwise-ignored wildcard-action -- known')).toEqual(['15 wildcard-action']);
    expect(await told1('# see leastwise-ignore wildcard-action -- known')).toEqual(['15 wildcard-action']);
  });

  it('wants a reason', async () => {
    for (const comment of ['# leastwise-ignore wildcard-action', '#leastwise-ignore wildcard-action --']) {
      expect(await told1(comment)).toEqual([
        '15 suppression-without-reason: `wildcard-action` is suppressed without a reason',
        '15 wildcard-action by comment: ',
      ]);
    }
  });

  it('holds until a day, and on that day', async () => {
    expect(await told1(`# ${IGNORE} until 2026-06-15`)).toEqual([
      '15 wildcard-action by comment: known until 2026-06-15',
    ]);
    expect(await told1(`# ${IGNORE} until 2026-06-14`)).toEqual([
      '15 expired-suppression: `wildcard-action` was suppressed until 2026-06-14: what it hid is reported again',
      '15 wildcard-action',
    ]);
    expect(await told1('# leastwise-ignore wildcard-action until 2026-12-31')).toEqual([
      '15 suppression-without-reason: `wildcard-action` is suppressed without a reason',
      '15 wildcard-action by comment:  until 2026-12-31',
    ]);
  });

  it('is of no use where its time is over and nothing would come back', async () => {
    expect(await told1('# leastwise-ignore inline-policy -- known until 2020-01-01')).toEqual([
      '15 unused-suppression: `inline-policy` is suppressed here and not found',
      '15 wildcard-action',
    ]);
  });

  it('suppresses nothing until a day that is none', async () => {
    expect(await told1(`# ${IGNORE} until 2026-02-30`)).toEqual([
      '15 unused-suppression: `2026-02-30` is no date, so nothing is suppressed',
      '15 wildcard-action',
    ]);
  });

  it('may speak of until without a date', async () => {
    expect(await told1('# leastwise-ignore wildcard-action -- until we have moved')).toEqual([
      '15 wildcard-action by comment: until we have moved',
    ]);
  });
});
