/**
 * Keys about the owner of a VPC endpoint, which only some services put into their requests, as of 2026-09.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
 */
const OF_ALL_THREE =
  'acm-pca applicationinsights apprunner athena cloudformation comprehendmedical compute-optimizer datasync discovery ' +
  'dynamodb ebs ecr ecs firehose gamelift healthlake iam iotfleetwise iotwireless kinesisanalytics kms lambda ' +
  'medical-imaging omics payment-cryptography polly rbin rekognition route53 s3 scheduler servicediscovery ' +
  'servicequotas shield ssm-contacts storagegateway textract transcribe transfer';
const OF_ORGANIZATION_ID =
  `${OF_ALL_THREE} b2bi cassandra cognito-identity dms ds-data identitystore iottwinmaker network-firewall pricing ` +
  'ses sms-voice sqs workmail';

const SERVICES: Readonly<Record<string, string>> = {
  'aws:vpceaccount': OF_ALL_THREE,
  'aws:vpceorgid': OF_ORGANIZATION_ID,
  'aws:vpceorgpaths': OF_ALL_THREE,
};

/** The prefixes of the services whose requests hold a key, by its name in lower case; undefined where all may. */
export function servicesWithKey(key: string): ReadonlySet<string> | undefined {
  const services = Object.hasOwn(SERVICES, key) ? SERVICES[key] : undefined;
  return services === undefined ? undefined : new Set(services.split(' '));
}
