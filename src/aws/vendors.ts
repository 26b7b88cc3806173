/** A company whose product is let into its customers' accounts, by the account that it comes from. */
export interface Vendor {
  readonly name: string;
  readonly accounts: readonly string[];
  /** Where the vendor, or a customer, says which accounts these are. */
  readonly source: string;
}

/** Vendors that many accounts let in. Those that ask for an external id do so for what `sts:ExternalId` is made for. */
const VENDORS: readonly Vendor[] = [
  vendor('Alert Logic', 'https://docs.alertlogic.com/prepare/iam-role-creation.htm', '239734009475', '733251395267'),
  vendor('Aqua', 'https://cloudsploit.freshdesk.com/support/solutions/articles/17000008755', '057012691312'),
  vendor('Cloudability', 'https://developers.cloudability.com/docs/vendor-credentials-end-point', '165736516723'),
  vendor('CloudCheckr', 'https://support.cloudcheckr.com/cloudcheckr-api-userguide/', '352813966189'),
  vendor('CloudHealth', 'https://help.cloudhealthtech.com/administration/config-aws-account.html', '454464851268'),
  vendor('Cloud Conformity', 'https://github.com/cloudconformity/documentation-api', '717210094962'),
  vendor(
    'Databricks',
    'https://docs.databricks.com/administration-guide/account-settings/aws-accounts.html',
    '414351767826',
  ),
  vendor('Datadog', 'https://docs.datadoghq.com/integrations/guide/aws-manual-setup/', '464622532012'),
  vendor(
    'Dynatrace',
    'https://docs.dynatrace.com/docs/setup-and-configuration/setup-on-cloud-platforms/amazon-web-services',
    '509560245411',
  ),
  vendor('Fivetran', 'https://fivetran.com/docs/logs/cloudwatch/setup-guide', '834469178297'),
  vendor('Lacework', 'https://docs.lacework.net/onboarding/aws-integration-with-cloudformation', '434813966438'),
  vendor(
    'New Relic',
    'https://docs.newrelic.com/docs/infrastructure/amazon-integrations/connect/connect-aws-new-relic-infrastructure-monitoring/',
    '754728514883',
  ),
  vendor('nOps', 'https://help.nops.io/manual_setup', '202279780353'),
  vendor('Prisma Cloud', 'https://docs.paloaltonetworks.com/prisma/prisma-cloud', '188619942792', '496947949261'),
  vendor('Rapid7', 'https://docs.rapid7.com/insightvm/aws-connect-to-cloud-configuration-assessment', '336818582268'),
  vendor('Snyk', 'https://docs.snyk.io/integrate-with-snyk/', '198361731867'),
  vendor(
    'Splunk Observability',
    'https://docs.splunk.com/observability/gdi/get-data-in/connect/aws/aws-connect.html',
    '134183635603',
  ),
  vendor('Spot', 'https://docs.spot.io/connect-your-cloud-provider/first-account/aws-manually', '922761411349'),
  vendor(
    'Sumo Logic',
    'https://help.sumologic.com/docs/send-data/hosted-collectors/amazon-aws/grant-access-aws-product/',
    '926226587429',
  ),
  vendor(
    'Tenable',
    'https://docs.tenable.com/vulnerability-management/Content/Settings/cloud-connectors/AWS.htm',
    '012615275169',
  ),
  vendor(
    'Trend Micro',
    'https://help.deepsecurity.trendmicro.com/Add-Computers/add-aws.html',
    '147995105371',
    '862820443276',
  ),
];

function vendor(name: string, source: string, ...accounts: readonly string[]): Vendor {
  return { name, source, accounts };
}

/** The vendor that an account belongs to. */
export function vendorOf(account: string): Vendor | undefined {
  return VENDORS.find(({ accounts }) => accounts.includes(account));
}
