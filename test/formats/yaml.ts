import { Document, isMap, isScalar, isSeq, Scalar, visit } from 'yaml';
import type { Json } from './access.js';

/** Data as YAML of a template, as people write it: functions in their short form, nothing by alias. */
export function yamlOf(value: Json): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, { Value: (_, node) => (isMap(node) ? shortForm(node.items) : undefined) });
  return document.toString({ lineWidth: 0 });
}

interface Member {
  readonly key: unknown;
  readonly value: unknown;
}

/** `!Ref Name`, `!Sub text` and `!GetAtt Name.Attribute` in place of a map of that one member. */
function shortForm([only, another]: readonly Member[]): Scalar | undefined {
  if (only === undefined || another !== undefined || !isScalar(only.key)) return undefined;
  const { value } = only;
  if (isScalar(value) && only.key.value === 'Ref') return tagged('!Ref', value.value);
  if (isScalar(value) && only.key.value === 'Fn::Sub') return tagged('!Sub', value.value);
  if (!isSeq(value) || only.key.value !== 'Fn::GetAtt') return undefined;
  return tagged('!GetAtt', value.items.map((item) => (isScalar(item) ? item.value : '')).join('.'));
}

function tagged(tag: string, value: unknown): Scalar {
  const scalar = new Scalar(value);
  scalar.tag = tag;
  return scalar;
}
