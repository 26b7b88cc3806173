/** A policy, a template, identities in an account export, a password policy, and escapes that may spell these. */
const MARKS: readonly string[] = ['Statement', 'AWS::', 'DetailList', 'MinimumPasswordLength', '\\u00', '\\x'];

/**
 * Whether a text can hold IAM at all: a look at the characters that costs next to nothing, so that no parser sees the
 * package files, schemas and charts of a repository. Escaped spellings (`\u0053tatement`) pass, to be on the safe side;
 * so does what is named like a service of the Serverless Framework, which may show no more than a public URL.
 */
export function mayHoldIam(path: string, text: string): boolean {
  return MARKS.some((mark) => text.includes(mark)) || mayBeTerraform(text) || mayBeService(path, text);
}

/** Whether a text may be a Terraform plan or state, or a configuration in JSON, with resources of AWS. */
function mayBeTerraform(text: string): boolean {
  return (
    text.includes('"aws_') &&
    ['"terraform_version"', '"planned_values"', '"resource"'].some((key) => text.includes(key))
  );
}

/** Whether a text may be a service of the Serverless Framework that says anything of IAM. */
function mayBeService(path: string, text: string): boolean {
  if (/(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/.test(path)) return true;
  return text.includes('provider') && (text.includes('Effect') || text.includes(':policy/'));
}

/**
 * Whether a text that cannot be parsed was meant to hold IAM. A chart or a playbook that some other tool fills in must
 * not fail a build; a broken policy or template must.
 */
export function wasMeantAsIam(text: string): boolean {
  const policy = /"?Statement"?\s*:/.test(text) && /"?Effect"?\s*:/.test(text) && /"?(?:Not)?Action"?\s*:/.test(text);
  const template =
    text.includes('AWSTemplateFormatVersion') || (/"?Resources"?\s*:/.test(text) && text.includes('AWS::'));
  const terraform = text.includes('"terraform_version"') && text.includes('"aws_iam_');
  const passwordPolicy = text.includes('PasswordPolicy') && text.includes('MinimumPasswordLength');
  const service = /^[ \t]*iamRoleStatements[ \t]*:/m.test(text) && /"?Effect"?\s*:/.test(text);
  return policy || template || terraform || passwordPolicy || service;
}
