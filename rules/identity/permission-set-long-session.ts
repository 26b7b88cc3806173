import { type ActionSet, ids } from '../../src/access/action-set.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { accessLevel, actionName } from '../../src/aws/actions.js';
import { stringOfValue } from '../../src/document/value.js';
import { accessOf } from '../../src/inventory/access-of.js';
import { membershipsOf } from '../../src/inventory/memberships.js';
import { type PropertyVariant, propertyVariants } from '../../src/inventory/property.js';
import type { Identity, Rule } from '../../src/rule.js';

const DEFAULT_HOURS = 4;

export default {
  id: 'permission-set-long-session',
  category: 'identity',
  severity: 'low',
  preset: 'strict',
  summary: 'Sessions of a permission set that may change things last long',
  why: `
The credentials of a session work until it ends, wherever they are: in the terminal of an unlocked laptop, in a file that a
program has read, with whoever took them. Nothing ends them early but work by hand. Sessions last an hour by default and
up to twelve; what a person does with write access seldom takes half a day without a pause for signing in again.

Permission sets that only read are not reported.`,
  fix: `
Let sessions last as long as the work does, and sign in again:

\`\`\`yaml
Operators:
  Type: AWS::SSO::PermissionSet
  Properties:
    SessionDuration: PT2H
\`\`\`

In Terraform: \`session_duration = "PT2H"\` in \`aws_ssoadmin_permission_set\`. What takes longer is a job for a pipeline.`,
  references: [
    'https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html',
  ],
  aliases: ['cwe:CWE-613'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      hours: {
        type: 'number',
        minimum: 1,
        maximum: 12,
        default: DEFAULT_HOURS,
        description: 'Longer sessions are reported',
      },
    },
  },

  *identity(identity, options) {
    const { resource } = identity;
    if (identity.type !== 'permission-set' || resource === undefined) return;
    const longest = Number(options['hours']);
    for (const variant of propertyVariants(resource, 'SessionDuration')) {
      const hours = hoursOf(variant);
      if (hours === undefined || hours <= longest) continue;
      const writes = mayWrite(identity);
      if (writes === 'no') continue;
      yield {
        at: variant.value?.kind === 'text' ? variant.value : variant.at,
        when: variant.when,
        message: `\`${identity.name}\` may change things in sessions of ${hours} hours`,
        confidence: writes === 'yes' ? 'proven' : 'possible',
      };
    }
  },
} satisfies Rule;

/** The hours of a duration as ISO 8601 writes it: `PT8H`, `PT4H30M`. */
function hoursOf({ value }: PropertyVariant): number | undefined {
  const written = value === undefined ? undefined : stringOfValue(value);
  const [, hours, minutes] = /^PT(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?$/.exec(written ?? '') ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  return Math.round((Number(hours ?? 0) + Number(minutes ?? 0) / 60) * 10) / 10;
}

function mayWrite(identity: Identity): 'yes' | 'no' | 'unknown' {
  const { access, untold } = accessOf(identity, membershipsOf([identity]));
  const allowed = access.policies.flatMap(({ statements }) => statements).filter(({ effect }) => effect === 'Allow');
  if (allowed.some((statement) => holdsWrites(actionsOf(statement)))) return 'yes';
  return untold.length > 0 ? 'unknown' : 'no';
}

/** What AWS's tables call writing though it reads: by its name, or as the way to read. */
const READING = /^[^:]+:(?:Get|List|Describe|BatchGet|Search)|^s3express:CreateSession$/;

function holdsWrites(actions: ActionSet): boolean {
  for (const id of ids(actions)) {
    const level = accessLevel(id);
    if ((level === 'Write' || level === 'Permissions management') && !READING.test(actionName(id))) return true;
  }
  return false;
}
