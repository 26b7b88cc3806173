import { lowerCase } from '../aws/actions.js';
import { hasRegionForm, isPartition, regions } from '../aws/regions.js';
import { arnFormatsOfService, arnServices, resourceTypes } from '../aws/resources.js';
import { literalOf, type Part, type Text } from '../document/value.js';
import { type Arn, parseArn } from '../policy/arn.js';
import { hasWildcard, intersects } from '../policy/wildcard.js';
import { widestPatternOf } from './text-pattern.js';

/** What is wrong with an ARN as it is written, with the validator's code. */
export interface ArnFault {
  /** A clause that goes behind the ARN. */
  readonly what: string;
  readonly code: string;
  /** Whether newer data of AWS may know better. */
  readonly isDated?: true;
}

/**
 * Resources of AWS itself, whose ARNs leave out the account that the tables have, as patterns behind their services.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-shared.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 * https://docs.aws.amazon.com/resource-explorer/latest/userguide/aws-managed-views.html
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-internal-providers.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry-public.html
 */
const OF_AWS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ssm', ['document/*', 'automation-definition/*', 'parameter/aws/*']],
  ['resource-explorer-2', ['view/AWSServiceView*', 'managed-view/*']],
  ['securityhub', ['product/*']],
  ['cloudformation', ['type/*']],
]);

/**
 * What is wrong with the parts of an ARN in a `Resource`, as far as it is told: parts with wildcards or references are
 * taken as right. Whether region and account belong there is what the formats of the service say that the resource part
 * can be of.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnFault(text: Text): ArnFault | undefined {
  const written = literalOf(text);
  if (written !== undefined && /^\**$/.test(written)) return undefined;
  const arn = parseArn(text);
  if (arn === undefined) return written === undefined ? undefined : faultOfShape(written);
  const partition = told(arn.partition);
  if (partition !== undefined && !isPartition(partition)) {
    return { what: `\`${cut(partition)}\` is no partition`, code: 'INVALID_PARTITION' };
  }
  const service = told(arn.service);
  if (service === undefined) return undefined;
  if (service !== lowerCase(service)) {
    return { what: `the service is written \`${cut(lowerCase(service))}\``, code: 'INVALID_ARN_SERVICE_CASE' };
  }
  const account = told(arn.account);
  if (account !== undefined && account !== '' && account !== 'aws' && !/^\d{12}$/.test(account)) {
    return { what: 'an account has 12 digits', code: 'INVALID_ARN_ACCOUNT' };
  }
  return faultOfParts(arn, text, service, account);
}

/** A part of an ARN within a clause: one that is right is no longer. */
function cut(part: string): string {
  return part.length > 40 ? `${part.slice(0, 40)}…` : part;
}

function faultOfShape(written: string): ArnFault | undefined {
  // A pattern may stand for the colons that are missing.
  if (hasWildcard(written)) return undefined;
  if (!written.startsWith('arn:')) return { what: 'an ARN begins with `arn:`', code: 'INVALID_ARN_PREFIX' };
  return { what: 'an ARN has six parts between colons', code: 'MISSING_ARN_FIELD' };
}

function faultOfParts(arn: Arn, text: Text, service: string, account: string | undefined): ArnFault | undefined {
  const resource = resourceOf(arn, text);
  const region = told(arn.region);
  if (region && !regions().has(region)) {
    const fault = { what: `\`${cut(region)}\` is no region`, code: 'INVALID_ARN_REGION' };
    return hasRegionForm(region) ? { ...fault, isDated: true } : fault;
  }
  const known = formatsOf(service);
  const formats = known.filter((format) => intersects(format.resource, resource));
  if (formats.length === 0) {
    const isTold = region !== undefined && account !== undefined && !hasWildcard(resource);
    if (!isTold || known.length === 0 || mayBeUnlisted(service, account, resource)) return undefined;
    if (formatsElsewhere(service).some((format) => intersects(format.resource, resource))) return undefined;
    return { what: `\`${service}\` has no such resource`, code: 'INVALID_ARN_RESOURCE', isDated: true };
  }
  const isOfAws = OF_AWS.get(service)?.some((pattern) => intersects(pattern, resource)) === true;
  if (account === '' && !isOfAws && resource !== '*' && formats.every((format) => format.hasAccount)) {
    return { what: 'it has no account', code: 'MISSING_ARN_ACCOUNT' };
  }
  if (region === '' && resource !== '*' && formats.every((format) => format.hasRegion)) {
    return { what: 'it has no region', code: 'MISSING_ARN_REGION' };
  }
  if (account && formats.every((format) => !format.hasAccount)) {
    return { what: `ARNs of \`${service}\` have no account here`, code: 'ARN_ACCOUNT_NOT_ALLOWED' };
  }
  if (region && formats.every((format) => !format.hasRegion)) {
    return { what: `ARNs of \`${service}\` have no region here`, code: 'ARN_REGION_NOT_ALLOWED' };
  }
  return undefined;
}

/**
 * Whether a resource may be one that no table lists: AWS's own, which are of no account of anybody's (transforms of
 * templates, controls), and the root user of an account.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
function mayBeUnlisted(service: string, account: string, resource: string): boolean {
  return account === '' || account === 'aws' || (service === 'iam' && resource === 'root');
}

interface Format {
  readonly hasRegion: boolean;
  readonly hasAccount: boolean;
  /** As a pattern. */
  readonly resource: string;
}

const remembered = new Map<string, readonly Format[]>();

/** The ARN formats in a service's own table that are of the service, or of any: a recovery point's. */
function formatsOf(service: string): readonly Format[] {
  const known = remembered.get(service);
  if (known !== undefined) return known;
  const formats = resourceTypes(service).flatMap(({ arns }) => arns.flatMap((arn) => formatOf(arn, service)));
  // Names come from policies: only services that exist are kept.
  if (arnServices().has(service)) remembered.set(service, formats);
  return formats;
}

const rememberedElsewhere = new Map<string, readonly Format[]>();

/** The ARN formats that any table has of a service's resources; searching all tables takes a while. */
function formatsElsewhere(service: string): readonly Format[] {
  const known = rememberedElsewhere.get(service);
  if (known !== undefined) return known;
  const formats = arnFormatsOfService(service).flatMap((format) => formatOf(format, service));
  rememberedElsewhere.set(service, formats);
  return formats;
}

function formatOf(arn: string, service: string): readonly Format[] {
  const [, , owner, region, account, ...rest] = arn.split(':');
  if ((owner !== service && owner?.startsWith('$') !== true) || region === undefined || account === undefined)
    return [];
  const resource = rest.join(':').replace(/\$\{[^}]*\}/g, '*');
  return [{ hasRegion: region !== '', hasAccount: account !== '', resource }];
}

/** The resource part as a pattern in which everything that is not told may be anything. */
function resourceOf({ resource }: Arn, text: Text): string {
  return widestPatternOf({ ...text, parts: resource });
}

/** A part of an ARN where all of it is told and no wildcard is in it. */
function told(parts: readonly Part[]): string | undefined {
  const [first = '', ...others] = parts;
  return others.length > 0 || typeof first !== 'string' || hasWildcard(first) ? undefined : first;
}
