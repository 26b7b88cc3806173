import { type Access, given, type JsonObject } from './access.js';

/** What the API tells of a policy that does not speak of it. A number that is not set it leaves out. */
const UNSET: JsonObject = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
  ExpirePasswords: false,
};

/** What `aws iam get-account-password-policy` prints; undefined where an access is about anything else. */
export function passwordPolicyOf({ passwordPolicy, ...others }: Access): JsonObject | undefined {
  if (passwordPolicy === undefined || Object.keys(others).length > 0) return undefined;
  return { PasswordPolicy: { ...UNSET, ...given({ ...passwordPolicy.PasswordPolicy }) } };
}
