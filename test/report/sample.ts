import { fingerprint, lineHashes } from '../../src/report/fingerprint.js';
import type { Finding, Frame, Report, RuleDescription, Span } from '../../src/report/report.js';
import type { Severity } from '../../src/rule.js';

/** A file that findings stand in. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** The place of the nth occurrence of some words in a file. */
function spanOf(file: SampleFile, words: string, nth = 1): Span {
  let offset = -1;
  for (let count = 0; count < nth; count++) offset = file.text.indexOf(words, offset + 1);
  if (offset < 0) throw new Error(`${file.path} does not hold ${words}`);
  const start = file.text.slice(0, offset).split('\n');
  const end = file.text.slice(0, offset + words.length).split('\n');
  const [line, endLine] = [start.length, end.length];
  const column = (start.at(-1)?.length ?? 0) + 1;
  return { file: file.path, line, column, endLine, endColumn: (end.at(-1)?.length ?? 0) + 1 };
}

/** Two lines before a place, and one behind it. */
function frameOf(file: SampleFile, span: Span): Frame {
  const startLine = Math.max(1, span.line - 2);
  return { startLine, lines: file.text.split('\n').slice(startLine - 1, span.endLine + 1) };
}

/** A finding at some words of a file. */
export function findingAt(
  file: SampleFile,
  words: string,
  more: Partial<Finding> & Pick<Finding, 'rule' | 'severity' | 'message'>,
): Finding {
  const span = spanOf(file, words);
  return {
    ...span,
    confidence: 'proven',
    fingerprint: fingerprint({ rule: more.rule, file: file.path, text: words, ordinal: 0 }),
    lineHash: lineHashes(file.text, [span.line]).get(span.line) ?? '',
    path: [],
    frame: frameOf(file, span),
    aliases: [],
    related: [],
    steps: [],
    edits: [],
    covers: [],
    ...more,
  };
}

export function ruleOf(id: string, severity: Severity, more: Partial<RuleDescription> = {}): RuleDescription {
  return {
    id,
    category: 'privilege',
    severity,
    preset: 'recommended',
    summary: `Summary of ${id}`,
    why: `Why ${id} is bad. And more of it.`,
    fix: `Do not ${id}.`,
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
    aliases: [],
    ...more,
  };
}

export function reportOf(more: Partial<Report> & { readonly files?: number; readonly policies?: number }): Report {
  const { files = 9, policies = 14, findings = [], failures = [], unresolved = [], suppressed = [], rules = [] } = more;
  const summary = {
    files,
    policies,
    findings: findings.length,
    suppressed: suppressed.length,
    unresolved: unresolved.length,
    failures: failures.length,
  };
  const tool = { name: 'leastwise', version: '0.1.0', awsData: '2026-09-26' } as const;
  return { version: 1, tool, rules, findings, failures, unresolved, suppressed, summary };
}

export const ROLES: SampleFile = {
  path: 'infra/roles.yaml',
  text: `Resources:
  DeployRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: events.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: deploy
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: Deploy
                Effect: Allow
                Action: [iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction]
                Resource: "*"
`,
};

export const READER: SampleFile = {
  path: 'policies/reader.json',
  text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": "s3:*",
      "Resource": [
        "arn:aws:s3:::reports-and-a-rather-long-bucket-name/with/a/prefix/that/goes/on/*", "arn:aws:s3:::*"
      ]
    }
  ]
}
`,
};

const RULES: readonly RuleDescription[] = [
  ruleOf('privilege-escalation', 'critical', {
    summary: 'Permissions that let their holder become administrator',
    why: `A function that is created with an administrator's role runs with that role's permissions, e.g. for whoever can
invoke it. Nothing in the deployer's own policy says so.

A second paragraph, with **weight**.`,
    fix: `Name the roles that may be passed, and the service that they may be passed to:

\`\`\`yaml
Resource: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/deploy-*
Condition: { StringEquals: { iam:PassedToService: lambda.amazonaws.com } }
\`\`\`

See [the guide](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).`,
    aliases: ['cwe:CWE-269', 'cis-aws-3.0:1.16', 'checkov:CKV_AWS_286'],
  }),
  ruleOf('wildcard-action', 'high', {
    summary: 'Allow statement grants every action of a service',
    why: 'New actions of the service are granted on the day that AWS ships them. Nobody decides on them.',
    fix: 'List the actions that are needed; for reading alone: `"s3:GetObject", "s3:ListBucket"`',
    aliases: ['cwe:CWE-732'],
  }),
  ruleOf('wildcard-resource', 'medium', { summary: 'Allow statement covers every resource' }),
  ruleOf('confused-deputy', 'medium', {
    category: 'trust',
    summary: 'A service may assume the role for any account',
    why: 'Whoever uses the same service in another account can have it act on this role. That is a confused deputy.',
    fix: 'Add a condition on `aws:SourceAccount` or `aws:SourceArn`',
  }),
  ruleOf('missing-sid', 'info', { category: 'validity', preset: 'strict', summary: 'Statement has no Sid' }),
];

const role = { type: 'AWS::IAM::Role', name: 'DeployRole' };

const escalation = findingAt(ROLES, 'iam:PassRole', {
  rule: 'privilege-escalation',
  severity: 'critical',
  message: '`iam:PassRole` on every role, with `lambda:CreateFunction`, makes the holder administrator of the account',
  path: ['Resources', 'DeployRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement', 0, 'Action', 0],
  policyPath: ['Statement', 0, 'Action', 0],
  resource: { ...role, constructPath: 'App/Deploy/Role/Resource' },
  policy: { kind: 'identity', sid: 'Deploy' },
  aliases: ['access-analyzer:PASS_ROLE_WITH_STAR_IN_RESOURCE'],
  witness: {
    principal: 'arn:aws:iam::111122223333:role/deploy',
    action: 'iam:PassRole',
    resource: 'arn:aws:iam::111122223333:role/admin',
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    when: [{ condition: 'IsProd', is: false }],
  },
  related: [
    { ...spanOf(ROLES, '"*"'), message: 'any role of the account' },
    { ...spanOf(READER, '"s3:*"'), message: 'what the bucket holds' },
  ],
  steps: [
    { ...spanOf(ROLES, 'lambda:CreateFunction'), message: 'creates a function that runs as any role' },
    { ...spanOf(ROLES, 'lambda:InvokeFunction'), message: 'runs it' },
  ],
  covers: [
    { rule: 'wildcard-resource', message: '`"*"` covers every resource' },
    { rule: 'wildcard-resource', message: '`"*"` covers every role' },
    { rule: 'missing-condition', message: '`iam:PassRole` names no service' },
  ],
});

const wildcard = findingAt(READER, '"s3:*"', {
  rule: 'wildcard-action',
  severity: 'high',
  message: '`s3:*` allows all 168 s3 actions, 47 of which delete data or hand out permissions',
  policyPath: ['Statement', 0, 'Action'],
  policy: { kind: 'identity', sid: 'Read' },
  edits: [{ ...spanOf(READER, '"s3:*"'), text: '["s3:GetObject", "s3:ListBucket"]' }],
});

const deputy = findingAt(ROLES, '- Effect: Allow\n            Principal: { Service: events.amazonaws.com }', {
  rule: 'confused-deputy',
  severity: 'medium',
  confidence: 'possible',
  message: '`events.amazonaws.com` may assume this role on behalf of any account',
  policyPath: ['Statement', 0],
  resource: role,
  policy: { kind: 'trust' },
});

const secondWildcard = findingAt(READER, '"arn:aws:s3:::*"', {
  rule: 'wildcard-resource',
  severity: 'medium',
  message: '`arn:aws:s3:::*` covers every bucket',
  policyPath: ['Statement', 0, 'Resource', 1],
  policy: { kind: 'identity', sid: 'Read' },
});

/** A report of everything that a report can hold. */
export const FULL_REPORT: Report = reportOf({
  rules: RULES,
  findings: [escalation, wildcard, secondWildcard, deputy],
  failures: [{ file: 'infra/broken.json', line: 12, column: 3, message: 'expected ","' }],
  unresolved: [{ file: 'infra/roles.yaml', line: 9, column: 21, message: 'parameter "Env" has no default' }],
  suppressed: [{ ...wildcard, by: 'config', reason: 'break-glass role', expires: '2027-03-01' }],
});

export const CLEAN_REPORT: Report = reportOf({ rules: RULES });
