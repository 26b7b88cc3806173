import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { readInventory } from '../../src/sources/index.js';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

async function reasons(value: unknown): Promise<readonly string[] | undefined> {
  const { document } = parseJson({ path: 'file.json', text: JSON.stringify(value) });
  const inventory = document === undefined ? undefined : await readInventory(document);
  return inventory?.unresolved.map(({ reason }) => reason);
}

describe('a policy that is not read does not pass for clean', () => {
  it.each([
    [
      'somewhere in a file',
      { stages: [{ access: { rules: POLICY } }] },
      'a policy stands where none is looked for, and is not judged',
    ],
    ['percent-encoded', { Policy: encodeURIComponent(JSON.stringify(POLICY)) }, 'a policy in this text is not read'],
    [
      'YAML in a text',
      { policyDocument: 'Statement:\n- Effect: Allow\n  Action: "*"\n' },
      'a policy in this text is not read',
    ],
  ])('%s', async (_, value, reason) => {
    expect(await reasons(value)).toEqual([reason]);
  });

  it.each([
    ['a schema', { properties: { Statement: { type: 'array', items: { Effect: {} } } } }],
    ['a firewall rule', { Rules: [{ Statement: { Limit: 1 }, Action: 'Block' }] }],
    ['prose', { description: 'A Statement has an Effect and an Action' }],
  ])('but %s is no policy', async (_, value) => {
    expect(await reasons(value)).toBeUndefined();
  });
});
