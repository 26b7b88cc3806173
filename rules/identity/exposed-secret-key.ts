import { credentialsIn } from '../../src/aws/credential-text.js';
import { stretchOfDocument } from '../../src/document/document-stretch.js';
import { placeInText } from '../../src/document/place-in-text.js';
import { stringOfValue } from '../../src/document/value.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Confidence, Inventory, Problem, Resource, Rule, SecretDestination, SecretUse } from '../../src/rule.js';

export default {
  id: 'exposed-secret-key',
  category: 'identity',
  severity: 'high',
  preset: 'recommended',
  summary: 'The secret of an access key goes where others can read it',
  why: `
Whoever has the secret of an access key is its user, from anywhere, until the key is deleted. A template or plan that makes
a key has to put the secret somewhere, and the handy places are open ones:

- an output is shown to everybody who may describe the stack, and kept in plain text in a state;
- user data is read by every process on the instance, from the instance's metadata service, and by everybody who may
  describe the instance; so is the metadata of a template's resource;
- variables of functions, containers, builds and environments are shown in the console and in the answers of the API to
  everybody with read access, and end up in crash reports and logs;
- a parameter of type \`String\` is not encrypted.

The worst place is the file itself: a key that stands there in plain text has been copied to every clone, fork and build
cache, and goes on working after the line is deleted.

Silent: Secrets Manager and parameters of type \`SecureString\`, keys with \`Status: Inactive\`, and the keys of AWS's own
documentation (\`AKIAIOSFODNN7EXAMPLE\`). Where a secret goes into another property, which may keep it well or not, the
finding is \`possible\`; so it is where a plan tells of
\`aws_iam_access_key.deploy[each.key].secret\` only that it is something of that key. Reports show asterisks in place of a secret that stands in the file.`,
  fix: `
Delete a key that stands in plain text before anything else; put the secret of one that has to be into Secrets Manager:

\`\`\`yaml
DeployKeySecret:
  Type: AWS::SecretsManager::Secret
  Properties:
    SecretString: !Sub '{"id": "\${DeployKey}", "secret": "\${DeployKey.SecretAccessKey}"}'
\`\`\`

Of a key that stood in a file, look in CloudTrail for what was done with it; cleaning up the file comes last. What runs in
AWS needs no key at all: give the function, task or instance a role.`,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/securing_access-keys.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds',
    'https://repost.aws/knowledge-center/delete-access-key',
  ],
  aliases: [
    'security-hub:CodeBuild.2',
    'security-hub:ECS.8',
    'checkov:CKV_AWS_41',
    'checkov:CKV_AWS_45',
    'checkov:CKV_AWS_46',
    'checkov:CKV_AWS_384',
    'kics:hardcoded_aws_access_key',
    'kics:hardcoded_aws_access_key_in_lambda',
    'semgrep:aws-provider-static-credentials',
    'semgrep:aws-lambda-environment-credentials',
    'cwe:CWE-522',
    'cwe:CWE-798',
  ],

  *inventory(inventory) {
    for (const use of inventory.secretUses ?? []) yield* exposure(use);
    yield* plainText(inventory);
  },
} satisfies Rule;

function* exposure({ place, key, destination, target, mayBeOther, when }: SecretUse): Iterable<Problem> {
  const isUsable = usability(key);
  if (isUsable === undefined) return;
  const message = `\`${key.name}\` is an access key whose secret ${wordsFor(destination, target)}`;
  const confidence = destination === 'other' || mayBeOther === true ? 'possible' : isUsable;
  yield { at: { place }, message, when, confidence, related: [{ at: key, message: 'The access key is made here' }] };
}

function wordsFor(destination: SecretDestination, target: string): string {
  switch (destination) {
    case 'output':
      return `is shown in the output \`${target}\``;
    case 'user data':
      return `stands in the user data of \`${target}\``;
    case 'environment':
      return `stands in the environment of \`${target}\``;
    case 'parameter':
      return `is kept unencrypted in the parameter \`${target}\``;
    case 'metadata':
      return `stands in the metadata of \`${target}\``;
    case 'other':
      return `is handed to \`${target}\``;
  }
}

/** How sure it is that a key works; undefined for one that does not. */
function usability(key: Resource): Confidence | undefined {
  const variants = propertyVariants(key, 'Status').map(({ value }) =>
    value === undefined ? 'Active' : stringOfValue(value),
  );
  if (variants.length > 0 && variants.every((word) => word === 'Inactive')) return undefined;
  return variants.includes('Active') ? 'proven' : 'possible';
}

/** Keys that stand in the file: the id is pointed at, the secret is not repeated. */
function* plainText({ document }: Inventory): Iterable<Problem> {
  const { text } = document.file;
  const { ids } = credentialsIn(text);
  if (ids.length === 0) return;
  const own = stretchOfDocument(document);
  for (const { start, end } of ids) {
    // Of a file with several documents, each has its own.
    if (start < own.start || start >= own.end) continue;
    const message = `\`${text.slice(start, end)}\` is an access key whose secret stands in the file`;
    yield { at: { place: placeInText(document, start, end) }, message };
  }
}
