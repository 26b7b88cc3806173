/** Words that only one format has, the most specific first. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/"?planned_values"?\s*:/, 'Terraform plan'],
  [/"?terraform_version"?\s*:/, 'Terraform state'],
  [/"?(?:UserDetailList|RoleDetailList|SummaryMap|PasswordPolicy|PermissionSet)"?\s*:/, 'account export'],
  [/"?Resources"?\s*:|AWSTemplateFormatVersion/, 'CloudFormation'],
];

/** The format of a fixture, told by its content: `policy as JSON`, `CloudFormation as YAML`. */
export function inputFormat(file: string, text: string): string {
  if (file.endsWith('.csv')) return 'credential report';
  const format = MARKS.find(([mark]) => mark.test(text))?.[1] ?? 'policy';
  return `${format} as ${/^\s*[[{]/.test(text) ? 'JSON' : 'YAML'}`;
}
