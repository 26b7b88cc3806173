import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText, literalText, type Part, type Text } from '../../src/document/value.js';
import { withVariables } from '../../src/policy/variables.js';
import { valueFrom } from './value-from.js';

const { place } = valueFrom('');

function read(text: string): readonly Part[] {
  return withVariables(literalText(place, text)).parts;
}

const variable = (name: string, fallback?: string): Part =>
  fallback === undefined ? { kind: 'variable', name } : { kind: 'variable', name, fallback };

describe('policy variables', () => {
  it.each<[string, readonly Part[]]>([
    ['no variable', ['no variable']],
    ['home/${aws:username}/*', ['home/', variable('aws:username'), '/*']],
    ['${aws:userid}', [variable('aws:userid')]],
    ['${a}${b}', [variable('a'), variable('b')]],
    ['${*}a${?}${$}', [variable('*'), 'a', variable('?'), variable('$')]],
    ["${aws:PrincipalTag/team, 'company-wide'}", [variable('aws:PrincipalTag/team', 'company-wide')]],
    ["x${a,''}", ['x', variable('a', '')]],
    ['${a, unquoted}', [variable('a', 'unquoted')]],
    ["${a, 'half}", [variable('a', "'half")]],
    ['${ a }', [variable('a')]],
    ['${}', [variable('')]],
    ['a${open', ['a${open']],
    ['${a}b${open', [variable('a'), 'b${open']],
    ['$a}{$', ['$a}{$']],
    ['', []],
  ])('are taken out of %j', (text, parts) => {
    expect(read(text)).toEqual(parts);
  });

  it('stand beside holes', () => {
    const parts: readonly Part[] = ['a/${x}', { kind: 'hole', id: '${y}' }, '${z}'];
    const text: Text = { kind: 'text', place, scalar: 'string', parts };
    expect(withVariables(text).parts).toEqual(['a/', variable('x'), { kind: 'hole', id: '${y}' }, variable('z')]);
  });

  it('change nothing of the other characters', () => {
    const piece = fc.constantFrom('a', '*', '$', '{', '}', '${', '${aws:x}', "${k, 'd'}", ',', "'");
    const property = fc.property(fc.array(piece), (pieces) => {
      const written = pieces.join('');
      const text = withVariables(literalText(place, written));
      const literals = text.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
      const without = written.replace(/\$\{[^}]*\}/g, '');
      expect(literals).toBe(without);
      expect(text.parts.every((part) => part !== '')).toBe(true);
      expect(displayText(text).length).toBeLessThanOrEqual(written.length);
    });
    fc.assert(property, { seed: 1, numRuns: 1000 });
  });
});
