import { literalOf, member, type Text, type Value } from '../../src/document/value.js';
import { propertyVariants } from '../../src/inventory/property.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'public-snapshot-or-image',
  category: 'exposure',
  severity: 'critical',
  preset: 'recommended',
  summary: 'A machine image, snapshot or document is shared with every AWS account',
  why: `
What is shared with all is listed in the console of every AWS account there is. People collect public images and snapshots
as they appear, start them in an account of their own and go through the disks: keys in a home folder, a database with its
customers, the code of the product. Taking the share back does not take the copies back.

A document of Systems Manager that is shared with all shows its scripts, with what is written into them.`,
  fix: `
Share with accounts, or with the organization:

\`\`\`hcl
resource "aws_ami_launch_permission" "workers" {
  image_id         = aws_ami.worker.id
  organization_arn = "arn:aws:organizations::111122223333:organization/o-exampleorgid"
}
\`\`\`

\`aws ec2 enable-image-block-public-access\` and \`enable-snapshot-block-public-access\` keep the next mistake from taking
effect.`,
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'security-hub:EC2.1',
    'security-hub:RDS.1',
    'security-hub:SSM.4',
    'checkov:CKV_AWS_205',
    'checkov:CKV_AWS_302',
    'checkov:CKV_AWS_303',
    'kics:ami_shared_with_multiple_accounts',
    'terrascan:AC_AWS_0006',
  ],

  *resource(resource) {
    const share = Object.hasOwn(SHARES, resource.type) ? SHARES[resource.type] : undefined;
    if (share === undefined) return;
    const [property = '', ...path] = share.path;
    for (const { value, when } of propertyVariants(resource, property)) {
      const all = value === undefined ? undefined : textsAt(value, path).find(isAll);
      if (all === undefined) continue;
      yield { at: all, when, message: `\`${literalOf(all)}\` lets every AWS account ${share.what}` };
    }
  },
} satisfies Rule;

interface Share {
  /** Property names down to whom it is shared with; lists on the way are gone through. */
  readonly path: readonly string[];
  readonly what: string;
}

const RESTORE: Share = { path: ['SharedAccounts'], what: 'copy the snapshot and restore the database from it' };
const START = 'start the image and go through what is on it';

/** CloudFormation's types where it has them, else Terraform's. */
const SHARES: Readonly<Record<string, Share>> = {
  'AWS::ImageBuilder::DistributionConfiguration': {
    path: ['Distributions', 'AmiDistributionConfiguration', 'LaunchPermissionConfiguration', 'UserGroups'],
    what: START,
  },
  aws_ami_launch_permission: { path: ['Group'], what: START },
  aws_db_cluster_snapshot: RESTORE,
  aws_db_snapshot: RESTORE,
  aws_db_snapshot_copy: RESTORE,
  aws_rds_cluster_snapshot_copy: RESTORE,
  aws_ssm_document: { path: ['Permissions', 'AccountIds'], what: 'read and run the document' },
};

/** The texts that a path of property names leads to; lists on the way are gone through. */
export function textsAt(value: Value, path: readonly string[]): readonly Text[] {
  if (value.kind === 'list') return value.items.flatMap((item) => textsAt(item, path));
  const [first, ...rest] = path;
  if (first === undefined) return value.kind === 'text' ? [value] : [];
  const inner = member(value, first);
  return inner === undefined ? [] : textsAt(inner, rest);
}

/** EC2 and RDS say `all`, Systems Manager `All`. */
function isAll(text: Text): boolean {
  return literalOf(text)?.toLowerCase() === 'all';
}
