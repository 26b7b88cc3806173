import { expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { createLinter } from '../../src/lint/lint.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import { renderJson } from '../../src/report/json.js';
import { renderSarif } from '../../src/report/sarif.js';

const KEY = 'AKIALEASTWISEFIXTURE';
const SECRET = 'Leastwise+Fixture/0123456789NoSecretHere';

it.each([
  [
    'template.yaml',
    `Resources:
  Admin:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement:
          # ${KEY}
          # ${SECRET}
          - { Effect: Allow, Action: '*', Resource: '*' }
`,
  ],
  ['policy.json', `{"Id": "${KEY} ${SECRET}", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}`],
])('no report repeats a secret of %s, whichever finding stands beside it', async (path, text) => {
  const linter = createLinter(rules, DEFAULT_SETTINGS, '0.0.0', '/repo');
  await linter.add(path, text);
  const report = linter.report();
  const found = report.findings.map(({ rule }) => rule);
  expect(found).toContain('exposed-secret-key');
  expect(found).toContain('admin-access');
  const frames = report.findings.flatMap(({ frame }) => frame.lines).join('\n');
  expect(frames).toContain(KEY);
  expect(frames).toContain('*'.repeat(SECRET.length));
  for (const shown of [renderJson(report), renderSarif(report)]) expect(shown).not.toContain(SECRET);
});
