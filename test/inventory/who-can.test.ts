import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand } from '../../src/access/action-set.js';
import { accessOf, grantedTo } from '../../src/inventory/access-of.js';
import { membershipsOf } from '../../src/inventory/memberships.js';
import type { Inventory } from '../../src/inventory/model.js';
import { type Question, whoCan } from '../../src/inventory/who-can.js';
import { anyAccess } from '../formats/any-access.js';
import { FORMATS } from '../formats/formats.js';
import { inventoryOf } from './inventory-of.js';

const FORMAT_NAMES: readonly string[] = ['template as JSON', 'plan'];
const COMPARED = FORMATS.filter(({ name }) => FORMAT_NAMES.includes(name));

const question = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:*', 'iam:PassRole', 'ec2:RunInstances', '*', 'sts:AssumeRole'),
  resource: fc.constantFrom('*', 'arn:aws:s3:::acme-site/*', 'arn:aws:iam::111122223333:role/x'),
});

/** Of each identity, in order, what is said of it by all that applies to it together. */
function together({ identities }: Inventory, { actions, resources }: Question): readonly string[] {
  const memberships = membershipsOf(identities);
  const [action = ''] = actions;
  return identities.map((identity) => {
    const { verdict } = grantedTo(accessOf(identity, memberships), { actions: expand(action), resources });
    return `${identity.type} ${identity.name} ${verdict}`;
  });
}

/** The same by the statements that are told: the best that is said of one. */
function byStatements(inventory: Inventory, asked: Question): readonly string[] {
  const holders = whoCan(inventory, asked).flatMap((one) => one.holders);
  return inventory.identities.map((identity) => {
    const verdicts = holders.filter((holder) => holder.identity === identity).map(({ verdict }) => verdict);
    const verdict = verdicts.includes('yes') ? 'yes' : (verdicts[0] ?? 'no');
    return `${identity.type} ${identity.name} ${verdict}`;
  });
}

describe('who can, statement by statement', () => {
  it.each(COMPARED)('is whom all that applies lets, in a $name', async (format) => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(anyAccess, question, async (access, { action, resource }) => {
        const text = format.write(access);
        fc.pre(text !== undefined);
        const inventory = await inventoryOf(text);
        const asked = { actions: [action], resources: [resource] };
        const expected = together(inventory, asked);
        if (expected.some((line) => line.endsWith(' yes'))) said++;
        expect(byStatements(inventory, asked)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
    expect(said).toBeGreaterThan(20);
  });

  it('has formats to compare', () => {
    expect(COMPARED.map(({ name }) => name)).toEqual(FORMAT_NAMES);
  });
});
