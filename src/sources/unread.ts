import { type Document, memberOf } from '../document/document.js';
import { placeOf } from '../document/place.js';
import type { Inventory } from '../inventory/model.js';
import type { Source } from './source.js';

/** Formats that hold IAM and that this version knows only by their looks: keys of the root by what to call it. */
const UNREAD: readonly { readonly format: string; readonly keys: readonly string[] }[] = [
  { format: 'Terraform plan', keys: ['terraform_version', 'planned_values'] },
  { format: 'Terraform state', keys: ['terraform_version', 'values'] },
  { format: 'Terraform state', keys: ['terraform_version', 'resources'] },
  { format: 'account authorization details', keys: ['RoleDetailList'] },
  { format: 'account authorization details', keys: ['UserDetailList'] },
];

/** What holds IAM and is not read must not pass for clean: it is reported as not judged. */
export const unread: Source = {
  format: 'unread',
  recognizes: (document) => formatOf(document) !== undefined,
  read: (document): Inventory => ({
    format: formatOf(document) ?? 'unread',
    document,
    policies: [],
    identities: [],
    resources: [],
    duplicateKeys: [],
    unresolved: [
      { place: placeOf(document, 0), reason: `${formatOf(document) ?? 'this format'}: not read by this version` },
    ],
  }),
};

function formatOf(document: Document): string | undefined {
  return UNREAD.find(({ keys }) => keys.every((key) => memberOf(document, 0, key) !== undefined))?.format;
}
