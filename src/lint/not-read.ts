/** Why a file that may hold IAM is not read, in the words of a failure and in short. */
export interface NotRead {
  readonly message: string;
  readonly reason: string;
}

/** What is known of a file that holds IAM in a form that cannot be read; undefined of all others. */
export function notRead(path: string, text: string): NotRead | undefined {
  if (/\.(?:tf|tofu|hcl)$/.test(path)) {
    const message = 'Terraform source is not read; lint the plan: terraform show -json';
    return { message, reason: 'Terraform source' };
  }
  if (isPlanLog(text)) {
    const message = 'is the log of a plan, not the plan; lint what `terraform show -json PLANFILE` prints';
    return { message, reason: 'log of a Terraform plan' };
  }
  if (isEncryptedState(text)) {
    const message = 'is an encrypted state or plan; lint what `tofu show -json` prints';
    return { message, reason: 'encrypted state or plan of OpenTofu' };
  }
  return undefined;
}

/**
 * Whether a text is what `terraform plan -json` prints: a line of JSON for each step, without any policy, that people
 * take for the plan. https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
function isPlanLog(text: string): boolean {
  return text.startsWith('{"@level"') && /"@module":"(?:terraform|tofu)\.ui"/.test(text.slice(0, 1000));
}

/** https://opentofu.org/docs/language/state/encryption/ */
function isEncryptedState(text: string): boolean {
  return text.includes('"encrypted_data"') && text.includes('"encryption_version"') && text.includes('"meta"');
}
