import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Finding, Report } from '../../../src/report/report.js';
import { lint } from './lint.js';

const TEMPLATE = `Resources:
  Bob:
    Type: AWS::IAM::User
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AdministratorAccess
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [s3:*, sqs:*]
                Resource: '*'
              - Effect: Allow
                NotAction: iam:*
                Resource: "*"
  Queue:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [q]
      PolicyDocument:
        Statement: { Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: '*' }
`;
const LINES = TEMPLATE.trimEnd().split('\n');

const rules = [
  'wildcard-action',
  'inline-policy',
  'allow-not-action',
  'public-resource-policy',
  'admin-policy-attached',
];
const comment = fc
  .record({
    names: fc.subarray([...rules, 'no-such-rule'], { minLength: 1 }),
    reason: fc.constantFrom('', ' -- known', ' -- known until 2026-12-31', ' -- over until 2020-01-01'),
  })
  .map(({ names, reason }) => `# leastwise-ignore ${names.join(', ')}${reason}`);
const placed = fc.array(fc.tuple(fc.nat(LINES.length), fc.boolean(), comment), { maxLength: 6 });

/** What was found, whether suppressed or not, without what is said of suppressions. */
function found({ findings, suppressed }: Report): readonly string[] {
  const all: readonly Finding[] = [...findings, ...suppressed];
  return all
    .filter(({ rule }) => !rule.includes('suppression'))
    .map(({ rule, message, fingerprint }) => `${rule} ${fingerprint} ${message}`)
    .sort();
}

it('never loses a finding, or makes it another one, whatever comments stand where', async () => {
  const plain = found(await lint({ 'a.yaml': TEMPLATE }));
  expect(plain.length).toBeGreaterThan(4);
  await fc.assert(
    fc.asyncProperty(placed, async (comments) => {
      const lines = LINES.flatMap((line, i) => {
        const here = comments.filter(([at]) => at === i);
        const [behind] = here.filter(([, isBehind]) => isBehind);
        const above = here.filter(([, isBehind]) => !isBehind).map(([, , text]) => `      ${text}`);
        return [...above, behind === undefined ? line : `${line} ${behind[2]}`];
      });
      const report = await lint({ 'a.yaml': `${lines.join('\n')}\n` });
      expect(found(report)).toEqual(plain);
      // What is suppressed was named by a comment that is in force.
      const named = comments.filter(([, , text]) => !text.includes('2020')).map(([, , text]) => text);
      for (const { rule, by } of report.suppressed) {
        expect(by).toBe('comment');
        expect(named.some((text) => text.includes(rule))).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
