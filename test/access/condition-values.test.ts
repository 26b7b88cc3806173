import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unreadableValues } from '../../src/access/condition-values.js';
import { statementOf } from './policy.js';

/** Whether an operator reads a text. */
function reads(operator: string, text: string): boolean {
  const { conditions } = statementOf({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { [operator]: { 'aws:Key': [text] } },
  });
  return conditions.every((condition) => unreadableValues(condition).length === 0);
}

describe('an address', () => {
  it('is read as Node reads it', () => {
    const group = fc.constantFrom('0', '1', 'ffff', '12345', 'g', '', '255', '256', '1.2.3.4', '1.2.3');
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.array(group, { maxLength: 9 }).map((groups) => groups.join(':')),
      fc.array(group, { maxLength: 5 }).map((groups) => groups.join('.')),
    );
    fc.assert(
      fc.property(address, (text) => {
        expect(reads('IpAddress', text), text).toBe(isIP(text) !== 0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['10.0.0.0/8', '::/0', '2001:db8::/128'])('may be a range: %s', (range) => {
    expect(reads('NotIpAddress', range)).toBe(true);
  });

  it.each(['10.0.0.0/33', '10.0.0.0/', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1'])('%s is none', (range) => {
    expect(reads('IpAddress', range)).toBe(false);
  });
});

describe('a value of another form', () => {
  it.each([
    ['Bool', 'TRUE', true],
    ['Bool', 'yes', false],
    ['Null', 'false', true],
    ['Null', '', false],
    ['NumericEquals', '-1.5', true],
    ['NumericEquals', '1h', false],
    ['DateLessThan', '2030-02-28T00:00:00Z', true],
    ['DateLessThan', '2030-13-28', false],
    ['DateLessThan', '1767225600', true],
    ['BinaryEquals', 'QQ==', true],
    ['BinaryEquals', 'Q', false],
    ['StringEquals', 'anything', true],
    ['Boolean', 'anything', true],
  ])('%s of %j: %s', (operator, text, expected) => {
    expect(reads(operator, text)).toBe(expected);
  });
});
