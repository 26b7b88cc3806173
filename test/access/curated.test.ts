import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expandAll, intersect, names } from '../../src/access/action-set.js';
import { curatedWithin } from '../../src/access/curated.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { PERMISSION_ACTIONS } from '../../src/aws/permission-actions.js';
import { statementOf } from './policy.js';

const PATTERNS = fc.constantFrom(
  ...[
    '*',
    '*:*',
    's3:*',
    'S3:Put*',
    's3:PutBucketPolicy',
    's?:Set*',
    'i*m:Attach*',
    'iam:attachrolepolicy',
    'sqs:SendMessage',
  ],
  ...['lambda:*Permission', 'nosuch:*', 'kms:CreateGrant', 'kms:Create', 'ec2:Modify?????Attribute', '*Policy', 'iam'],
);

it('finds the same as a look at the whole catalogue', () => {
  const whole = expandAll(PERMISSION_ACTIONS.flatMap(({ actions }) => actions));
  fc.assert(
    fc.property(fc.array(PATTERNS, { minLength: 1, maxLength: 4 }), fc.boolean(), (patterns, negated) => {
      const element = { [negated ? 'NotAction' : 'Action']: patterns };
      const statement = statementOf({ Effect: 'Allow', ...element, Resource: '*' });
      const expected = intersect(actionsOf(statement), whole);
      expect([...names(curatedWithin(statement, PERMISSION_ACTIONS))]).toEqual([...names(expected)]);
    }),
    { numRuns: 300 },
  );
});
