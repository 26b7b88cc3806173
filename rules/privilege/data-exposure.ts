import { DATA_ACTIONS } from '../../src/aws/data-actions.js';
import { unconfinedGrants } from '../../src/inventory/unconfined-grants.js';
import type { Rule } from '../../src/rule.js';
import { unconfinedProblem } from './unconfined/problem.js';

export default {
  id: 'data-exposure',
  category: 'privilege',
  severity: 'medium',
  preset: 'recommended',
  summary: 'The holder reads data or secrets of all that the account keeps',
  why: `
Reading on all resources is how data leaves: a workload that needs one bucket, one secret, one table, and may read all of
them, gives all of them to whoever gets in through it. Reading leaves no trace unless data events are logged, and nobody
misses what was copied.

Reported are actions of a list that read content: objects, secrets, parameters, tables, queues and streams, snapshots,
and \`kms:Decrypt\` with any key. Denies of the holder's policies and his permissions boundary count, and so do conditions
that limit what is read, as \`kms:ViaService\` and \`aws:ResourceTag\` do. Listing and describing are not reported here, nor
are logs, metrics and images of containers.`,
  fix: `
Name what is read, by a common prefix where it is much:

\`\`\`json
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-reports/*" },
{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:*:111122223333:secret:orders/*" }
\`\`\`

For keys, let the key policy decide, or say through which service they are used:

\`\`\`json
"Condition": { "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html',
  ],
  aliases: [
    'cwe:CWE-200',
    'security-hub:KMS.1',
    'security-hub:KMS.2',
    'checkov:CKV_AWS_108',
    'checkov:CKV_AWS_288',
    'trivy:AVD-AWS-0346',
    'kics:iam_policy_allows_for_data_exfiltration',
    'semgrep:no-iam-data-exfiltration',
  ],
  coveredBy: ['admin-access', 'wildcard-action', 'allow-not-action', 'allow-not-resource'],

  *inventory(inventory) {
    for (const grant of unconfinedGrants(inventory, DATA_ACTIONS)) {
      yield unconfinedProblem(grant, DATA_ACTIONS);
    }
  },
} satisfies Rule;
