/** The values of the variables of loops, by their names. */
export type LoopVariables = ReadonlyMap<string, string>;

/**
 * Fills variables in: `${Name}` is the value, `&{Name}` the value without what no logical id may hold. Names that are
 * no variables are left as they are.
 */
export function filledIn(text: string, variables: LoopVariables): string {
  let filled = '';
  let copied = 0;
  for (let brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', brace + 1)) {
    const sign = text.charAt(brace - 1);
    if (sign !== '$' && sign !== '&') continue;
    const end = text.indexOf('}', brace);
    if (end < 0) break;
    const value = variables.get(text.slice(brace + 1, end).trim());
    if (value === undefined) continue;
    filled += text.slice(copied, brace - 1) + (sign === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value);
    copied = end + 1;
    brace = end;
  }
  return filled + text.slice(copied);
}

/** How long a text can get by filling variables in, at most. */
export function mostFilledIn(text: string, variables: LoopVariables): number {
  let longest = 0;
  for (const value of variables.values()) longest = Math.max(longest, value.length);
  let braces = 0;
  for (let brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', brace + 1)) braces++;
  return text.length + braces * longest;
}
