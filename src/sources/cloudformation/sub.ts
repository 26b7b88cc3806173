/** A stretch of the text that `Fn::Sub` is given. Offsets count code units of the decoded text. */
export interface SubPart {
  readonly from: number;
  readonly to: number;
  /** Literal characters (of `${!Name}`, those it stands for), … */
  readonly literal?: string;
  /** … or the name of what to put in. */
  readonly name?: string;
}

/**
 * Takes the text of an `Fn::Sub` apart. `${!Name}` is the literal `${Name}`; what never closes is literal.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function splitSub(text: string): readonly SubPart[] {
  const parts: SubPart[] = [];
  let copied = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', copied)) {
    const end = text.indexOf('}', at);
    if (end < 0) break;
    if (at > copied) parts.push({ from: copied, to: at, literal: text.slice(copied, at) });
    const name = text.slice(at + 2, end).trim();
    const isLiteral = name.startsWith('!');
    parts.push({ from: at, to: end + 1, ...(isLiteral ? { literal: `\${${name.slice(1)}}` } : { name }) });
    copied = end + 1;
  }
  if (copied < text.length) parts.push({ from: copied, to: text.length, literal: text.slice(copied) });
  return parts;
}
