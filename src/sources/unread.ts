import { childrenOf, type Document, keyOf, memberOf } from '../document/document.js';
import { placeOf } from '../document/place.js';
import type { Inventory } from '../inventory/model.js';

/** Formats that hold IAM and that this version knows only by their looks: keys of the root by what to call it. */
const UNREAD: readonly { readonly format: string; readonly keys: readonly string[] }[] = [
  { format: 'account authorization details', keys: ['RoleDetailList'] },
  { format: 'account authorization details', keys: ['UserDetailList'] },
];

/** What holds IAM and is not read must not pass for clean: it is reported as not judged. */
export function readUnread(document: Document): Inventory | undefined {
  const format = formatOf(document);
  if (format === undefined) return undefined;
  return {
    format,
    document,
    policies: [],
    identities: [],
    resources: [],
    duplicateKeys: [],
    unresolved: [{ place: placeOf(document, 0), reason: `${format}: not read by this version` }],
  };
}

function formatOf(document: Document): string | undefined {
  if (isTerraformConfiguration(document)) return 'Terraform configuration in JSON';
  return UNREAD.find(({ keys }) => keys.every((key) => memberOf(document, 0, key) !== undefined))?.format;
}

/** `{"resource": {"aws_iam_role": …}}`: https://developer.hashicorp.com/terraform/language/syntax/json */
function isTerraformConfiguration(document: Document): boolean {
  const resources = memberOf(document, 0, 'resource');
  const types = resources === undefined ? [] : childrenOf(document, resources);
  return types.some((node) => keyOf(document, node)?.startsWith('aws_') === true);
}
