/**
 * The type of a resource that is an account's password policy. CloudFormation has no such type; the name is of its kind.
 * Its properties are those of the IAM API: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
 */
export const ACCOUNT_PASSWORD_POLICY = 'AWS::IAM::AccountPasswordPolicy';
