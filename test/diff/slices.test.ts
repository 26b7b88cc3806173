import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';
import type { Side } from '../../src/diff/side.js';
import { openLocalFiles } from '../../src/lint/local-files.js';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.js';
import { document, told } from './compare-files.js';

interface Part {
  readonly name: string;
  readonly role: string;
  readonly action: string;
}

/** A Terraform plan with an inline policy for each part. */
function planOf(parts: readonly Part[]): string {
  const resources = parts.map(({ name, role, action }) => ({
    address: `aws_iam_role_policy.${name}`,
    mode: 'managed',
    type: 'aws_iam_role_policy',
    name,
    values: { name, role, policy: JSON.stringify(document(action)) },
  }));
  return JSON.stringify({ terraform_version: '1.9.0', planned_values: { root_module: { resources } } });
}

/** A side of one big plan, which is read in slices. */
function sideOf(...slices: readonly (readonly Part[])[]): Side {
  const texts = slices.map((parts) => ({ text: planOf(parts) }));
  const file = { path: 'plan.json', key: '', absolute: '/plan.json', read: async () => ({ text: '', slices: texts }) };
  return { files: [file], local: openLocalFiles('/'), nested: () => file, failures: [], label: '' };
}

async function newIn(base: Side, head: Side): Promise<readonly string[]> {
  return told((await diff({ base, head }, DEFAULT_SETTINGS, '0.0.0', '/')).report);
}

const READ = { name: 'a', role: 'app', action: 's3:GetObject' };
const SEND = { name: 'b', role: 'app', action: 'sqs:SendMessage' };
const OTHER = { name: 'c', role: 'other', action: 'sns:Publish' };

describe('a plan that is read in slices', () => {
  it('has nothing new where only the slices are others', async () => {
    expect(await newIn(sideOf([READ, OTHER], [SEND]), sideOf([READ], [SEND, OTHER]))).toEqual([]);
    expect(await newIn(sideOf([READ], [SEND]), sideOf([READ, SEND]))).toEqual([]);
    expect(await newIn(sideOf([READ, OTHER]), sideOf([READ, OTHER], [READ], [READ]))).toEqual([]);
  });

  it('is told of with what is new in one of them', async () => {
    const head = sideOf([READ], [{ ...SEND, action: 'sqs:DeleteQueue' }, OTHER]);
    expect(await newIn(sideOf([READ, SEND], [OTHER]), head)).toEqual([expect.stringContaining('`sqs:DeleteQueue`')]);
  });
});
