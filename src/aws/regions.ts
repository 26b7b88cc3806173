/**
 * The regions of AWS by partition, as of 2026-09, those included that have to be opted into.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const REGIONS: Readonly<Record<string, string>> = {
  aws:
    'af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ' +
    'ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ' +
    'ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 ' +
    'il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2',
  'aws-cn': 'cn-north-1 cn-northwest-1',
  'aws-us-gov': 'us-gov-east-1 us-gov-west-1',
  'aws-iso': 'us-iso-east-1 us-iso-west-1',
  'aws-iso-b': 'us-isob-east-1 us-isob-west-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-east-1 us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};

let all: ReadonlySet<string> | undefined;

/** The codes of all regions, in lower case as AWS writes them. */
export function regions(): ReadonlySet<string> {
  all ??= new Set(Object.values(REGIONS).flatMap((codes) => codes.split(' ')));
  return all;
}

/** The partitions, of which each has regions of its own. */
export function isPartition(name: string): boolean {
  return Object.hasOwn(REGIONS, name);
}

/** Whether a text has the form of a region's code: AWS opens a few each year, which older data does not know. */
export function hasRegionForm(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]{2,4})?-(?:central|north|south|east|west|(?:north|south)(?:east|west))-\d$/.test(text);
}
