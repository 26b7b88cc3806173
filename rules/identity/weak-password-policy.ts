import { member, stringOfValue, type Value } from '../../src/document/value.js';
import type { Resource } from '../../src/inventory/model.js';
import { ACCOUNT_PASSWORD_POLICY } from '../../src/inventory/password-policy.js';
import { booleanOf, givenValue } from '../../src/inventory/property.js';
import type { Options, Rule } from '../../src/rule.js';

export default {
  id: 'weak-password-policy',
  category: 'identity',
  severity: 'medium',
  preset: 'recommended',
  summary: "The account's password policy asks for less than CIS does",
  why: `
IAM users choose their console passwords within the account's password policy. What it does not ask for, some of them will
not do: short passwords are guessed, and a password that leaked once and may be taken again opens the account a second
time. The policy holds for every user of the account; nothing else makes a password longer.

CIS asks for 14 characters and that the last 24 passwords are not taken again. It has long given up on symbols, digits,
capitals and expiry, which make people choose worse passwords; where your own rules ask for them, set the options. What a
policy leaves out is what IAM takes then: 6 characters, and no reuse refused.`,
  fix: `
Ask for length and against reuse in one call, which replaces the whole policy:

\`\`\`shell
aws iam update-account-password-policy --minimum-password-length 14 --password-reuse-prevention 24 \\
  --allow-users-to-change-password
\`\`\`

In Terraform:

\`\`\`hcl
resource "aws_iam_account_password_policy" "this" {
  minimum_password_length   = 14
  password_reuse_prevention = 24
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-15',
  ],
  aliases: [
    'cis-aws-3.0:1.8',
    'cis-aws-3.0:1.9',
    'cis-aws-5.0:1.7',
    'cis-aws-5.0:1.8',
    'cis-aws-6.0:2.7',
    'cis-aws-6.0:2.8',
    'cis-aws-7.0:2.8',
    'cis-aws-7.0:2.9',
    'security-hub:IAM.7',
    'security-hub:IAM.10',
    'security-hub:IAM.11',
    'security-hub:IAM.12',
    'security-hub:IAM.13',
    'security-hub:IAM.14',
    'security-hub:IAM.15',
    'security-hub:IAM.16',
    'security-hub:IAM.17',
    'checkov:CKV_AWS_9',
    'checkov:CKV_AWS_10',
    'checkov:CKV_AWS_11',
    'checkov:CKV_AWS_12',
    'checkov:CKV_AWS_13',
    'checkov:CKV_AWS_14',
    'checkov:CKV_AWS_15',
    'trivy:AVD-AWS-0056',
    'trivy:AVD-AWS-0058',
    'trivy:AVD-AWS-0059',
    'trivy:AVD-AWS-0060',
    'trivy:AVD-AWS-0061',
    'trivy:AVD-AWS-0062',
    'trivy:AVD-AWS-0063',
    'kics:iam_password_without_minimum_length',
    'kics:password_without_reuse_prevention',
    'kics:misconfigured_password_policy_expiration',
    'terrascan:AC_AWS_0134',
    'terrascan:AC_AWS_0135',
    'terrascan:AC_AWS_0136',
    'terrascan:AC_AWS_0137',
    'terrascan:AC_AWS_0138',
    'terrascan:AC_AWS_0141',
    'terrascan:AC_AWS_0142',
    'terrascan:AC_AWS_0472',
    'regula:FG_R00002',
    'regula:FG_R00003',
    'regula:FG_R00021',
    'regula:FG_R00022',
    'regula:FG_R00023',
    'regula:FG_R00024',
    'regula:FG_R00025',
    'aws-config:iam-password-policy',
    'cwe:CWE-521',
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      minimumLength: {
        type: 'integer',
        minimum: 6,
        maximum: 128,
        default: 14,
        description: 'Characters that a password needs at least',
      },
      reusePrevention: {
        type: 'integer',
        minimum: 0,
        maximum: 24,
        default: 24,
        description: 'Former passwords that may not be taken again',
      },
      maximumAge: {
        type: 'integer',
        minimum: 0,
        maximum: 1095,
        default: 0,
        description: 'Days after which a password has to expire; 0: it need not',
      },
      requireSymbols: { type: 'boolean', default: false, description: 'Whether a symbol has to be asked for' },
      requireNumbers: { type: 'boolean', default: false, description: 'Whether a digit has to be asked for' },
      requireUppercase: { type: 'boolean', default: false, description: 'Whether a capital has to be asked for' },
      requireLowercase: { type: 'boolean', default: false, description: 'Whether a small letter has to be asked for' },
      hardExpiry: {
        type: 'boolean',
        default: false,
        description: 'Whether an administrator has to renew an expired password',
      },
    },
  },

  *resource(resource, options) {
    if (resource.type !== ACCOUNT_PASSWORD_POLICY) return;
    const weak = demands(options).flatMap((demand) => shortfallOf(resource, demand) ?? []);
    const known = weak.filter(({ isKnown }) => isKnown);
    const listed = known.length > 0 ? known : weak;
    if (listed.length === 0) return;
    const verb = known.length > 0 ? 'allows' : 'may allow';
    const at = listed.find(({ written }) => written !== undefined)?.written ?? resource;
    const message = `\`${resource.name}\` ${verb} ${listed.map(({ words }) => words).join(', ')}`;
    yield { at, message, confidence: known.length > 0 ? 'proven' : 'possible' };
  },
} satisfies Rule;

/** What a policy has to ask for by one of its properties. */
interface Demand {
  readonly property: string;
  /** Whether a value is enough; undefined where it is not known. A property may be left out. */
  readonly isMet: (value: Value | undefined) => boolean | undefined;
  /** What a policy with that value allows, as it goes behind "allows". */
  readonly allowed: (value: Value | undefined) => string;
}

/** The gravest come first. */
function demands(options: Options): readonly Demand[] {
  const length = Number(options['minimumLength']);
  const reuse = Number(options['reusePrevention']);
  const age = Number(options['maximumAge']);
  return [
    {
      property: 'MinimumPasswordLength',
      isMet: (value) => atLeast(numberOf(value, SHORTEST), length),
      allowed: (value) => `${numberOf(value, SHORTEST) ?? 'too few'} characters (${length} wanted)`,
    },
    {
      property: 'PasswordReusePrevention',
      isMet: (value) => atLeast(numberOf(value, 0), reuse),
      allowed: (value) => `reuse after ${numberOf(value, 0) ?? 'too few'} passwords (${reuse} wanted)`,
    },
    ...(age > 0 ? [ageDemand(age)] : []),
    ...FLAGS.filter(({ option }) => options[option] === true).map(flagDemand),
  ];
}

/** Without a policy's word, IAM takes passwords of 6 characters. */
const SHORTEST = 6;

/** Settings that are on or off, and off where they are left out. */
const FLAGS = [
  { option: 'requireSymbols', property: 'RequireSymbols', allowed: 'no symbol' },
  { option: 'requireNumbers', property: 'RequireNumbers', allowed: 'no digit' },
  { option: 'requireUppercase', property: 'RequireUppercaseCharacters', allowed: 'no capital' },
  { option: 'requireLowercase', property: 'RequireLowercaseCharacters', allowed: 'no small letter' },
  { option: 'hardExpiry', property: 'HardExpiry', allowed: 'renewal once expired' },
] as const;

function flagDemand({ property, allowed }: (typeof FLAGS)[number]): Demand {
  return {
    property,
    isMet: (value) => (value === undefined ? false : booleanOf(value)),
    allowed: () => allowed,
  };
}

function ageDemand(longest: number): Demand {
  return {
    property: 'MaxPasswordAge',
    isMet: (value) => {
      const days = numberOf(value, 0);
      return days === undefined ? undefined : days > 0 && days <= longest;
    },
    allowed: (value) => {
      const days = numberOf(value, 0);
      if (days === 0) return `passwords that never expire (${longest} days wanted)`;
      return `passwords of ${days ?? 'too many'} days (${longest} wanted)`;
    },
  };
}

function atLeast(actual: number | undefined, wanted: number): boolean | undefined {
  return actual === undefined ? undefined : actual >= wanted;
}

/** A property's number; undefined where it is not known. */
function numberOf(value: Value | undefined, standard: number): number | undefined {
  if (value === undefined) return standard;
  const text = stringOfValue(value);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Where a policy falls short of a demand, or may. */
interface Shortfall {
  readonly words: string;
  readonly isKnown: boolean;
  /** Absent where the property is left out. */
  readonly written: Value | undefined;
}

function shortfallOf(policy: Resource, { property, isMet, allowed }: Demand): Shortfall | undefined {
  const written = givenValue(member(policy.properties, property));
  const met = isMet(written);
  return met === true ? undefined : { words: allowed(written), isKnown: met === false, written };
}
