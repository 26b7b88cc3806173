import { childrenOf, type Document, memberOf, type Node } from '../../document/document.js';
import { placeOf } from '../../document/place.js';
import { stringAt } from './looks.js';
import type { TerraformInput, TerraformResource } from './model.js';
import { keyAt } from './plan.js';

/**
 * Reads a state as backends keep it, version 4: the format of `terraform.tfstate` and `terraform state pull` since
 * Terraform 0.12, and of OpenTofu.
 */
export function readStateFile(document: Document): TerraformInput {
  const list = memberOf(document, 0, 'resources');
  const resources = (list === undefined ? [] : childrenOf(document, list)).flatMap((node) =>
    instancesOf(document, node),
  );
  return { document, kind: 'state-file', resources };
}

function instancesOf(document: Document, node: Node): readonly TerraformResource[] {
  const type = stringAt(document, node, 'type');
  const name = stringAt(document, node, 'name');
  const instances = memberOf(document, node, 'instances');
  if (type === undefined || name === undefined || instances === undefined) return [];
  const mode = stringAt(document, node, 'mode') === 'data' ? 'data' : 'managed';
  const module = stringAt(document, node, 'module') ?? '';
  const address = [module, mode === 'data' ? 'data' : '', type, name].filter((part) => part !== '').join('.');
  const provider = stringAt(document, node, 'provider');
  const place = placeOf(document, memberOf(document, node, 'name') ?? node);
  return childrenOf(document, instances).flatMap((instance): readonly TerraformResource[] => {
    // A deposed object goes with the next apply.
    if (memberOf(document, instance, 'deposed') !== undefined) return [];
    const index = memberOf(document, instance, 'index_key');
    const key = index === undefined ? undefined : keyAt(document, index);
    const values = memberOf(document, instance, 'attributes') ?? memberOf(document, instance, 'attributes_flat');
    return [
      {
        document,
        address: key === undefined ? address : `${address}[${key}]`,
        mode,
        type,
        name,
        module,
        node: instance,
        place,
        isUnchanged: false,
        ...(provider === undefined ? {} : { provider }),
        ...(key === undefined ? {} : { key }),
        ...(values === undefined ? {} : { values }),
      },
    ];
  });
}
