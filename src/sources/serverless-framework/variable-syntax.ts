/** A stretch of a text: literal characters, or a variable of the framework's by what stands between its braces. */
export type VariablePart = string | { readonly expression: string };

/**
 * Takes a text apart at the variables of the Serverless Framework: `${self:custom.name}`, within one another or not.
 * What has braces and is none (`${AWS::Region}`, `${aws:username}`) is literal, and so is what a backslash stands before.
 * https://www.serverless.com/framework/docs/guides/variables
 */
export function splitVariables(text: string): readonly VariablePart[] {
  const parts: VariablePart[] = [];
  let literal = '';
  let copied = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', copied)) {
    const end = closingBrace(text, start + 2);
    if (end < 0) break;
    const expression = text.slice(start + 2, end).trim();
    const isEscaped = text.charAt(start - 1) === '\\' && start > copied;
    literal += text.slice(copied, isEscaped ? start - 1 : start);
    if (isEscaped || !isVariable(expression)) literal += text.slice(start, end + 1);
    else {
      if (literal !== '') parts.push(literal);
      parts.push({ expression });
      literal = '';
    }
    copied = end + 1;
  }
  literal += text.slice(copied);
  return literal === '' ? parts : [...parts, literal];
}

/**
 * Variables of AWS's policies look the same: those of `iot`, of which the framework knows nothing, and of `aws`, where
 * the framework has small initials.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const POLICY_VARIABLE = /^(?:iot:|aws:(?:[A-Z]|username$|userid$))/;

function isVariable(expression: string): boolean {
  return /^[a-z][A-Za-z0-9]*[:(]/.test(expression) && !POLICY_VARIABLE.test(expression);
}

/** The brace that ends what begins at an offset, behind the variables within it; -1 where there is none. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '}') depth--;
    else if (text.startsWith('${', at)) depth++;
    if (depth === 0) return at;
  }
  return -1;
}

/** The sources that an expression names, the first that has a value counting: `opt:stage, self:provider.stage, 'dev'`. */
export function splitSources(expression: string): readonly string[] {
  const sources: string[] = [];
  let quote = '';
  let depth = 0;
  let start = 0;
  for (let at = 0; at < expression.length; at++) {
    const char = expression.charAt(at);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (char === ',' && depth === 0) {
      sources.push(expression.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...sources, expression.slice(start).trim()];
}
