import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, lineHashes } from '../../src/report/fingerprint.js';

const PARTS = {
  rule: 'wildcard-action',
  policyKind: 'identity',
  resource: { type: 'AWS::IAM::Role', name: 'Deploy' },
  file: 'infra/roles.yaml',
  text: 's3:*',
  ordinal: 0,
};

describe('fingerprint', () => {
  it('is 16 hexadecimal digits, the same on every machine', () => {
    expect(fingerprint(PARTS)).toBe('f49f47fb01d9e584');
  });

  it('does not depend on the file where a resource is known', () => {
    expect(fingerprint({ ...PARTS, file: 'elsewhere.yaml' })).toBe(fingerprint(PARTS));
  });

  it('depends on the file where no resource is known', () => {
    const bare = { ...PARTS, resource: undefined };
    expect(fingerprint({ ...bare, file: 'elsewhere.yaml' })).not.toBe(fingerprint(bare));
  });

  it.each([
    ['rule', { rule: 'wildcard-resource' }],
    ['policy kind', { policyKind: 'scp' }],
    ['no policy kind', { policyKind: undefined }],
    ['resource type', { resource: { type: 'AWS::IAM::User', name: 'Deploy' } }],
    ['resource name', { resource: { type: 'AWS::IAM::Role', name: 'Build' } }],
    ['text', { text: 's3:Get*' }],
    ['ordinal', { ordinal: 1 }],
  ])('depends on: %s', (_, change) => {
    expect(fingerprint({ ...PARTS, ...change })).not.toBe(fingerprint(PARTS));
  });

  it('does not run its parts together', () => {
    const left = { ...PARTS, resource: { type: 'a', name: 'bc' } };
    const right = { ...PARTS, resource: { type: 'ab', name: 'c' } };
    expect(fingerprint(left)).not.toBe(fingerprint(right));
  });
});

function allLineHashes(text: string): readonly string[] {
  const count = text.split(/\r\n|\r|\n/).length;
  const hashes = lineHashes(
    text,
    Array.from({ length: count }, (_, index) => index + 1),
  );
  return Array.from(hashes.values());
}

/** The definition word for word, over the whole text at once and with big integers. */
function hashesByDefinition(text: string): readonly string[] {
  const kept = text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '');
  const codes = [
    ...Array.from({ length: kept.length }, (_, index) => kept.charCodeAt(index)),
    0xffff,
    ...new Array<number>(100).fill(0),
  ];
  const seen = new Map<string, number>();
  const hashes: string[] = [];
  for (let start = 0; start <= kept.length; start++) {
    if (start > 0 && codes[start - 1] !== 10) continue;
    const value = codes.slice(start, start + 100).reduce((sum, code) => (sum * 37n + BigInt(code)) % 2n ** 64n, 0n);
    const hash = value.toString(16);
    seen.set(hash, (seen.get(hash) ?? 0) + 1);
    hashes.push(`${hash}:${seen.get(hash)}`);
  }
  return hashes;
}

/** What codeql-action's own tests expect. */
const PUBLISHED: readonly (readonly [string, readonly string[]])[] = [
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    [
      '8b7cf3e952e7aeb2:1',
      'b1ae1287ec4718d9:1',
      'bff680108adb0fcc:1',
      'c6805c5e1288b612:1',
      'b86d3392aea1be30:1',
      'e6ceba753e1a442:1',
    ],
  ],
  ...[
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n',
    ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r',
    ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n',
    ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n',
  ].map(
    (text) =>
      [
        text,
        [
          'e9496ae3ebfced30:1',
          'fb7c023a8b9ccb3f:1',
          'ce8ba1a563dcdaca:1',
          'e20e36e16fcb0cc8:1',
          'b3edc88f2938467e:1',
          'c8e28b0b4002a3a0:1',
          'c129715d7a2bc9a3:1',
        ],
      ] as const,
  ),
  [
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:2',
      'a7f2ff13bc495cf2:3',
      'a7f2ff13bc495cf2:4',
      'a7f2ff13bc495cf2:5',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
];

describe('lineHashes', () => {
  it.each(PUBLISHED)('agrees with code scanning on %j', (text, expected) => {
    expect(allLineHashes(text)).toEqual(expected);
  });

  it('agrees with the definition on any text', () => {
    const piece = fc.constantFrom(
      ' ',
      '\t',
      '\n',
      '\r',
      '\r\n',
      '{',
      '"Action": "s3:*",',
      'ü',
      '漢',
      '\u{1f600}',
      '\0',
    );
    const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (sample) => {
        expect(allLineHashes(sample)).toEqual(hashesByDefinition(sample));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('gives the wanted lines alone, each once, and none that there is not', () => {
    const text = 'a\na\na\na\n';
    const all = allLineHashes(text);
    expect([...lineHashes(text, [3, 1, 3, 9])]).toEqual([
      [1, all[0]],
      [3, all[2]],
    ]);
  });

  it('gives nothing where nothing is wanted', () => {
    expect(lineHashes('a\nb', []).size).toBe(0);
  });
});
