import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/access/answer.js';
import { parseJson } from '../../src/document/json.js';
import { type Guard, literalText, type Value } from '../../src/document/value.js';
import type { PlacedPolicy, Resource } from '../../src/inventory/model.js';
import { blockingOf } from '../../src/inventory/public-access-block.js';
import { policyOf } from '../access/policy.js';

const { document } = parseJson({ path: 'x.json', text: '{}' });
if (document === undefined) throw new Error('no document');
const place = { document, node: 0 };

type Block =
  | Readonly<Record<string, 'true' | 'false'>>
  | 'absent'
  | { readonly if: string; readonly yes: Block; readonly no: Block };

function isChoice(block: Block): block is Extract<Block, { readonly if: string; readonly yes: Block }> {
  return typeof block === 'object' && 'if' in block;
}

function blockValue(block: Block): Value {
  if (block === 'absent') return { kind: 'absent', place };
  if (isChoice(block))
    return { kind: 'choice', place, guard: block.if, yes: blockValue(block.yes), no: blockValue(block.no) };
  const entries = Object.entries(block).map(([name, word]) => ({
    key: literalText(place, name),
    value: literalText(place, word),
  }));
  return { kind: 'map', place, entries };
}

/** The block where template conditions hold or not. */
function under(block: Block, holds: (condition: string) => boolean): Block {
  return isChoice(block) ? under(holds(block.if) ? block.yes : block.no, holds) : block;
}

function policyOn(block: Block, type = 'AWS::S3::Bucket'): PlacedPolicy {
  const entries = [{ key: literalText(place, 'PublicAccessBlockConfiguration'), value: blockValue(block) }];
  const target: Resource = {
    place,
    type,
    sourceType: type,
    name: 'Site',
    when: [],
    properties: { kind: 'map', place, entries },
  };
  const policy = policyOf({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }, 'resource', type);
  return { ...policy, form: 'setting', holders: { known: [], complete: true }, target };
}

const plain: fc.Arbitrary<Block> = fc.oneof(
  fc.constant<Block>('absent'),
  fc.dictionary(
    fc.constantFrom('RestrictPublicBuckets', 'BlockPublicPolicy', 'BlockPublicAcls'),
    fc.constantFrom('true' as const, 'false' as const),
    { noNullPrototype: true },
  ),
);

const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    plain,
    fc.record({ if: fc.constantFrom('A', 'B'), yes: tie('block'), no: tie('block') }),
  ),
})).block;

const WORLDS = [0, 1, 2, 3].map((bits) => (condition: string) => (condition === 'A' ? bits & 1 : bits & 2) !== 0);

function has(block: Block, setting: string): boolean {
  return typeof block === 'object' && !isChoice(block) && block[setting] === 'true';
}

/** What becomes of a public policy where template conditions hold or not. */
function fateUnder(block: Block, holds: (condition: string) => boolean): Verdict {
  const one = under(block, holds);
  if (has(one, 'RestrictPublicBuckets')) return 'yes';
  return has(one, 'BlockPublicPolicy') ? 'unknown' : 'no';
}

describe('a public access block', () => {
  it('takes the effect from a policy in exactly the stacks where it restricts public buckets', () => {
    fc.assert(
      fc.property(blocks, fc.option(fc.boolean()), (block, isA) => {
        const when: readonly Guard[] = isA === null ? [] : [{ condition: 'A', is: isA }];
        const answers = blockingOf(policyOn(block), when);
        const stacks = WORLDS.filter((holds) => isA === null || holds('A') === isA);
        for (const holds of stacks) {
          const told = answers.filter((answer) => answer.when.every(({ condition, is }) => holds(condition) === is));
          expect(new Set(told.map(({ verdict }) => verdict))).toEqual(new Set([fateUnder(block, holds)]));
        }
        const verdicts = answers.map(({ verdict }) => verdict);
        expect(verdicts[0]).toBe(['no', 'unknown', 'yes'].find((each) => verdicts.some((verdict) => verdict === each)));
      }),
    );
  });

  it('is on by default for access points alone', () => {
    const verdictOf = (block: Block, type?: string) => blockingOf(policyOn(block, type), [])[0].verdict;
    expect(verdictOf('absent', 'AWS::S3::AccessPoint')).toBe('yes');
    expect(verdictOf({ RestrictPublicBuckets: 'false' }, 'AWS::S3::AccessPoint')).toBe('no');
    expect(verdictOf('absent')).toBe('no');
  });
});
