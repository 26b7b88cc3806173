import { describe, expect, it } from 'vitest';
import { escalationsIn } from '../../../src/inventory/escalation/escalations.js';
import { allow, documentOf } from '../../formats/scenarios/documents.js';
import { inventoryOf } from '../../inventory/inventory-of.js';
import { KNOWN_ACTION_SETS, NO_PATHS } from './known-action-sets.js';

/** What is gained by actions that are allowed on everything. */
async function gainsOf(actions: string): Promise<readonly string[]> {
  const inventory = await inventoryOf(documentOf(allow(actions.split(' '))));
  const ways = escalationsIn(inventory).flatMap((escalation) => escalation.ways);
  return ways
    .map(({ path }) => path.gain)
    .filter((gain) => gain !== 'any role to pass' && gain !== 'unbounded identities');
}

describe('what others take for a path', () => {
  const open = KNOWN_ACTION_SETS.filter((actions) => !Object.hasOwn(NO_PATHS, actions));

  it.each(open)('%s is one', async (actions) => {
    expect(await gainsOf(actions)).not.toEqual([]);
  });

  it.each(Object.entries(NO_PATHS))('%s is none: %s', async (actions) => {
    expect(KNOWN_ACTION_SETS).toContain(actions);
    expect(await gainsOf(actions)).toEqual([]);
  });
});
