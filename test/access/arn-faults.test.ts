import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arnFault } from '../../src/access/arn-faults.js';
import { services } from '../../src/aws/actions.js';
import { resourceTypes } from '../../src/aws/resources.js';
import { literalText, type Text } from '../../src/document/value.js';
import { statementOf } from './policy.js';

const { place } = statementOf({ Effect: 'Allow', Action: '*', Resource: '*' });
const faultOf = (arn: string) => arnFault(literalText(place, arn));

/** Every format of every table. */
const FORMATS = services()
  .flatMap((prefix) => resourceTypes(prefix).flatMap(({ arns }) => arns))
  // A slip of the table: the account is missing.
  .filter((format) => !format.includes(':mediaconnect:${Region}:offering:'));

/** What stands for the parts that vary: a plausible value of each. */
const VALUES: Readonly<Record<string, string>> = {
  Partition: 'aws',
  Region: 'eu-west-1',
  Account: '111122223333',
  Vendor: 'ec2',
};

function filled(format: string, name: string): string {
  return format.replace(
    /\$\{([^}]*)\}/g,
    (_, key: string) => VALUES[key.replace(/^.*(Account)(?:Id)?$/, '$1')] ?? name,
  );
}

describe('what is wrong with an ARN', () => {
  it('is nothing for ARNs as AWS’s tables have them, with whatever names', () => {
    const wrong = FORMATS.filter((format) => faultOf(filled(format, 'n-1')) !== undefined);
    expect(wrong).toEqual([]);
  });

  it('is nothing where region, account and names are left open', () => {
    const open = (format: string) => format.replace('${Partition}', 'aws').replace(/\$\{[^}]*\}/g, '*');
    expect(FORMATS.filter((format) => faultOf(open(format)) !== undefined)).toEqual([]);
  });

  it('is said of a region that does not exist, wherever an ARN has one', () => {
    const regional = FORMATS.filter((format) => /^arn:[^:]*:[a-z0-9-]+:\$\{Region\}:/.test(format));
    expect(regional.length).toBeGreaterThan(1000);
    for (const format of regional) {
      const fault = faultOf(filled(format.replace('${Region}', 'eu-wset-1'), 'n-1'));
      expect(fault?.code, format).toBe('INVALID_ARN_REGION');
    }
  });

  it.each([
    ['arn:aws:states:eu-west-1:111122223333:statemachine:x', 'INVALID_ARN_RESOURCE', true],
    ['arn:aws:sqs:eu-west-9:111122223333:x', 'INVALID_ARN_REGION', true],
    ['arn:aws:sqs:eu-wset-1:111122223333:x', 'INVALID_ARN_REGION', undefined],
    ['arn:aws:sqs:eu-west-1:1:x', 'INVALID_ARN_ACCOUNT', undefined],
    ['arn:aws:controltower:eu-west-1::control/x', undefined, undefined],
    ['arn:aws:backup:eu-west-1:111122223333:recovery-point:x', undefined, undefined],
    ['*', undefined, undefined],
  ])('%s: %s', (arn, code, isDated) => {
    const fault = faultOf(arn);
    expect([fault?.code, fault?.isDated]).toEqual([code, isDated]);
  });

  it('is found for any text, and never by a wildcard that may stand for what is missing', () => {
    const piece = fc.constantFrom('arn', 'aws', 's3', 'iam', 'eu-west-1', '111122223333', 'role/x', '*', '?', ':', '');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text: Text = literalText(place, pieces.join(':'));
        const fault = arnFault(text);
        if (fault?.code === 'MISSING_ARN_FIELD' || fault?.code === 'INVALID_ARN_PREFIX') {
          expect(pieces.join(':')).not.toMatch(/[*?]/);
        }
      }),
    );
  });
});
