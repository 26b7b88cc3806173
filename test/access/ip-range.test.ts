import { describe, expect, it } from 'vitest';
import { isNarrowRange } from '../../src/access/ip-range.js';

describe('a range of addresses', () => {
  it.each([
    '203.0.113.7',
    '203.0.113.7/32',
    ' 203.0.113.0/24 ',
    '12.0.0.0/8',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '2001:db8::1',
    '2001:db8::/32',
    'fc00::/7',
    'FD12:3456::/8',
  ])('%s stands for known callers', (range) => {
    expect(isNarrowRange(range)).toBe(true);
  });

  it.each([
    '0.0.0.0/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '64.0.0.0/7',
    // Private addresses within a range that is mostly not.
    '10.0.0.0/4',
    '10.0.0.0/7',
    '192.168.0.0/0',
    '::/0',
    '2000::/3',
    '2001:db8::/31',
    'fc00::/6',
    'fc::/8',
    '203.0.113.0/many',
  ])('%s is the public', (range) => {
    expect(isNarrowRange(range)).toBe(false);
  });

  it.each(['', 'office', '203.0.113', '203.0.113.0.1/24', 'vpc-1'])('%j matches nobody', (range) => {
    expect(isNarrowRange(range)).toBe(true);
  });
});
