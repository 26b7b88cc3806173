import { displayText, literalOf, member } from '../../src/document/value.js';
import type { Identity, Rule } from '../../src/rule.js';

export default {
  id: 'shared-user',
  category: 'identity',
  severity: 'info',
  preset: 'strict',
  summary: 'A user looks as if several people shared it',
  why: `
Of what a shared user does nobody can say who did it: the trail has one name for all. Its password is known to people who
have left, it is changed seldom since all have to be told, and MFA has one device for many hands.

The rule goes by the name: \`shared\`, \`team\`, \`everyone\`, a group of people in the plural.`,
  fix: `
Give each person an own sign-in, and the group what the shared user may do: in IAM Identity Center, or as a group in IAM.

\`\`\`yaml
Developers:
  Type: AWS::IAM::Group
  Properties:
    ManagedPolicyArns: [!Ref DevelopersPolicy]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html',
  ],

  *identity(identity) {
    if (identity.type !== 'user' || identity.resource === undefined) return;
    const name = nameOf(identity);
    const word = wordsOf(name).find((one) => SHARED.has(one));
    if (word === undefined) return;
    yield { at: identity, message: `\`${name}\` looks like a user that several people share` };
  },
} satisfies Rule;

/** Words for more than one person, or for whoever it may be. */
const SHARED: ReadonlySet<string> = new Set([
  'admins',
  'administrators',
  'analysts',
  'colleagues',
  'common',
  'consultants',
  'contractors',
  'developers',
  'devs',
  'employees',
  'engineers',
  'everybody',
  'everyone',
  'guest',
  'guests',
  'interns',
  'people',
  'shared',
  'squad',
  'staff',
  'students',
  'team',
  'testers',
  'users',
]);

/** The name that AWS gives it, else what the source calls it, without the module. */
function nameOf({ name, resource }: Identity): string {
  const given = member(resource?.properties, 'UserName');
  if (given?.kind === 'text' && literalOf(given) !== undefined) return displayText(given);
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The words of a name: `devTeam`, `dev-team`, `dev_team`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .map((word) => word.toLowerCase());
}
