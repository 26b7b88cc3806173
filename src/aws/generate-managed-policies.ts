import { policiesHeader, type SourcePolicy } from './generate-source.js';

/** Compact JSON in ASCII, so that the file can be read as latin1. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The document as JSON with a line of its own for each statement, keys in the source's order. */
export function renderDocument(document: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(document).map(([key, value]) => {
    const list =
      Array.isArray(value) && value.length > 0 ? `[\n${value.map(ascii).join(',\n')}\n]` : `\n${ascii(value)}`;
    return `${ascii(key)}:${key === 'Statement' ? list : ascii(value)}`;
  });
  return `{${members.join(',')}}`;
}

/** The text of `managed-policies.txt`: of each policy the version that is in force. */
export function renderManagedPolicies(policies: readonly SourcePolicy[]): string {
  let newest = '';
  const blocks = policies.map(({ arn, latestVersionId, lastUpdatedDate, versions }) => {
    const version = versions[latestVersionId];
    if (version === undefined) throw new Error(`${arn} lacks its version ${latestVersionId}`);
    if (!/^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(arn)) throw new Error(`${arn} is no managed policy of AWS`);
    if (lastUpdatedDate > newest) newest = lastUpdatedDate;
    return `@${arn} ${latestVersionId} ${version.createdDate}\n${renderDocument(version.document)}`;
  });
  const about = [
    "AWS's managed policies: of each the default version's document.",
    '"@ARN version date" opens a policy, its document as JSON follows, a line each statement.',
  ];
  return `${policiesHeader(about, newest)}\n${blocks.join('\n')}\n`;
}
