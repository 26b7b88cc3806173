import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate } from '../../src/document/place.js';
import { displayText, type Guard, type Text } from '../../src/document/value.js';
import { POLICY_KINDS, type Policy, type Statement } from '../../src/policy/model.js';
import { type PolicyContext, readPolicy } from '../../src/policy/read.js';
import { anyValue } from './value-arbitrary.js';
import { valueFrom, yamlValueFrom } from './value-from.js';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole' };

function read(json: unknown, context: PolicyContext = { kind: 'identity' }): Policy {
  return readPolicy(valueFrom(json), context);
}

function policy(statement: unknown, more: object = { Version: '2012-10-17' }): unknown {
  return { ...more, Statement: statement };
}

function readOne(statement: object, context?: PolicyContext): Statement {
  const [first, second] = read(policy(statement), context).statements;
  if (first === undefined || second !== undefined) throw new Error('not one statement');
  return first;
}

function codes(json: unknown, context?: PolicyContext): readonly (string | undefined)[] {
  return read(json, context).faults.map(({ code }) => code);
}

/** What the faults of a policy point at, with their codes. */
function faultsAt(json: unknown, context?: PolicyContext): readonly string[] {
  return read(json, context).faults.map(({ place, code }) => {
    const { file, start, end } = locate(place);
    return `${code} ${file.text.slice(start, end)}`;
  });
}

function texts(items: readonly Text[] | undefined): readonly string[] | undefined {
  return items?.map(displayText);
}

function guards(when: readonly Guard[]): string {
  return when.map(({ condition, is }) => (is ? condition : `!${condition}`)).join(' ');
}

function reasons(of: { readonly unknown: readonly { readonly reason: string }[] } | undefined): readonly string[] {
  return of?.unknown.map(({ reason }) => reason) ?? [];
}

describe('a well-formed policy', () => {
  it.each(['Action', 'Resource'])('lists something: %s', (element) => {
    expect(codes(policy({ ...ALLOW, [element]: [] }))).toEqual([`EMPTY_ARRAY_${element.toUpperCase()}`]);
  });

  it('names somebody', () => {
    expect(codes(policy({ ...ALLOW, Principal: {} }), { kind: 'resource' })).toEqual(['EMPTY_OBJECT_PRINCIPAL']);
  });

  it('is read, one or many alike', () => {
    const one = readOne({
      ...ALLOW,
      Sid: 'Read',
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-1' },
        Bool: { 'aws:SecureTransport': true, 'aws:ViaAWSService': ['false'] },
      },
    });
    expect(one).toMatchObject({ index: 0, effect: 'Allow', when: [], unknown: [] });
    expect(one.sid && displayText(one.sid)).toBe('Read');
    expect(one.action).toMatchObject({ name: 'Action', negated: false });
    expect(texts(one.action?.items)).toEqual(['s3:GetObject']);
    expect(texts(one.resource?.items)).toEqual(['*']);
    expect(one.conditions.map(({ operator, key, values }) => [operator.name, displayText(key), texts(values)])).toEqual(
      [
        ['StringEquals', 'aws:PrincipalOrgID', ['o-1']],
        ['Bool', 'aws:SecureTransport', ['true']],
        ['Bool', 'aws:ViaAWSService', ['false']],
      ],
    );
    const many = read(policy([ALLOW, { ...ALLOW, Effect: 'Deny', Action: ['a:b', 'c:d'], Resource: ['*'] }]));
    expect(
      many.statements.map(({ index, effect, action, resource }) => [
        index,
        effect,
        texts(action?.items),
        texts(resource?.items),
      ]),
    ).toEqual([
      [0, 'Allow', ['s3:GetObject'], ['*']],
      [1, 'Deny', ['a:b', 'c:d'], ['*']],
    ]);
    expect(many.faults).toEqual([]);
  });

  it('has a version, which is the old one where there is none', () => {
    expect(read(policy(ALLOW))).toMatchObject({ version: '2012-10-17', faults: [] });
    expect(read(policy(ALLOW)).versionElement).toBeDefined();
    expect(read(policy(ALLOW, { Version: '2008-10-17', Id: 'x' }))).toMatchObject({
      version: '2008-10-17',
      faults: [],
    });
    const bare = read(policy(ALLOW, {}));
    expect(bare).toMatchObject({ version: '2008-10-17', faults: [] });
    expect(bare.versionElement).toBeUndefined();
  });

  it('may say what it means by what it excludes', () => {
    const statement = readOne(
      { Effect: 'Deny', NotAction: ['iam:*'], NotResource: 'x', NotPrincipal: { AWS: '1' } },
      { kind: 'resource' },
    );
    expect(
      [statement.action, statement.resource, statement.principal].map((element) => [element?.name, element?.negated]),
    ).toEqual([
      ['NotAction', true],
      ['NotResource', true],
      ['NotPrincipal', true],
    ]);
  });

  it('takes the last of keys that are given twice', () => {
    const value = yamlValueFrom(
      'Statement:\n  Effect: Deny\n  Effect: Allow\n  Action: a\n  Resource: r\n  Condition: {Bool: {a: 1, a: 2}, Bool: {b: 3, b: 4}}\n',
    );
    const [statement] = readPolicy(value, { kind: 'identity' }).statements;
    expect(statement?.effect).toBe('Allow');
    expect(statement?.conditions.map(({ key, values }) => [displayText(key), texts(values)])).toEqual([['b', ['4']]]);
  });

  it('is told apart by kind and resource type', () => {
    expect(read(policy(ALLOW)).resourceType).toBeUndefined();
    const context = { kind: 'resource', resourceType: 'AWS::S3::Bucket' } as const;
    expect(read(policy({ ...ALLOW, Principal: '*' }), context)).toMatchObject(context);
  });
});

describe('policy variables', () => {
  const resource = "a/${aws:username, 'x'}/${*}";
  const statement = {
    Effect: 'Allow',
    Action: 's3:${a}',
    Resource: resource,
    Condition: { StringLike: { 'k/${b}': '${c}' } },
    Principal: { AWS: '${d}' },
  };
  const kinds = (document: unknown) => {
    const [one] = read(document, { kind: 'resource' }).statements;
    const of = (text: Text | undefined) =>
      text?.parts.map((part) => (typeof part === 'string' ? part : `<${part.kind}>`)).join('');
    return [
      one?.action?.items[0],
      one?.resource?.items[0],
      one?.conditions[0]?.key,
      one?.conditions[0]?.values[0],
      one?.principal?.items[0]?.value,
    ].map(of);
  };

  it('stand in resources and values of conditions alone', () => {
    expect(kinds(policy(statement))).toEqual(['s3:${a}', 'a/<variable>/<variable>', 'k/${b}', '<variable>', '${d}']);
  });

  it.each([{}, { Version: '2008-10-17' }, { Version: '2013-01-01' }])('are literal in version %j', (more) => {
    expect(kinds(policy(statement, more))).toEqual(['s3:${a}', resource, 'k/${b}', '${c}', '${d}']);
  });
});

describe('a policy that is not well-formed', () => {
  it.each([
    ['no object', 'text', ['DATA_TYPE_MISMATCH "text"']],
    ['no statements', { Version: '2012-10-17' }, ['MISSING_STATEMENT {"Version":"2012-10-17"}']],
    ['an empty list of statements', { Statement: [] }, ['MISSING_STATEMENT "Statement"']],
    ['a statement that is no object', policy([ALLOW, 'x']), ['DATA_TYPE_MISMATCH "x"']],
    ['statements that are null', policy(null), ['DATA_TYPE_MISMATCH null']],
    ['another element', policy(ALLOW, { version: '2012-10-17' }), ['INVALID_POLICY_ELEMENT "version"']],
    ['another element of a statement', policy({ ...ALLOW, action: 'x' }), ['INVALID_POLICY_ELEMENT "action"']],
    ['an unknown version', policy(ALLOW, { Version: '2012-10-18' }), ['INVALID_VERSION "2012-10-18"']],
    ['a version that is a number', policy(ALLOW, { Version: 2012 }), ['DATA_TYPE_MISMATCH 2012']],
    ['a version that is null', policy(ALLOW, { Version: null }), ['DATA_TYPE_MISMATCH null']],
    ['an id that is a list', policy(ALLOW, { Id: ['x'] }), ['DATA_TYPE_MISMATCH ["x"]']],
    ['a statement id that is a number', policy({ ...ALLOW, Sid: 1 }), ['DATA_TYPE_MISMATCH 1']],
    ['a statement id that is an object', policy({ ...ALLOW, Sid: {} }), ['DATA_TYPE_MISMATCH {}']],
    ['an unknown effect', policy({ ...ALLOW, Effect: 'allow' }), ['INVALID_EFFECT "allow"']],
    ['an effect that is a list', policy({ ...ALLOW, Effect: ['Allow'] }), ['DATA_TYPE_MISMATCH ["Allow"]']],
    ['an effect that is a boolean', policy({ ...ALLOW, Effect: true }), ['DATA_TYPE_MISMATCH true']],
    ['an action that is a number', policy({ ...ALLOW, Action: ['a:b', 1] }), ['DATA_TYPE_MISMATCH 1']],
    ['a resource that is an object', policy({ ...ALLOW, Resource: { a: 'b' } }), ['DATA_TYPE_MISMATCH {"a":"b"}']],
    ['a condition that is a text', policy({ ...ALLOW, Condition: 'x' }), ['DATA_TYPE_MISMATCH "x"']],
    ['an operator without keys', policy({ ...ALLOW, Condition: { Bool: 'x' } }), ['DATA_TYPE_MISMATCH "x"']],
    [
      'a value of a condition that is null',
      policy({ ...ALLOW, Condition: { Bool: { a: [1, null] } } }),
      ['DATA_TYPE_MISMATCH null'],
    ],
    [
      'both elements',
      policy({ ...ALLOW, NotAction: 'x', NotResource: 'y' }),
      ['UNSUPPORTED_ELEMENT_COMBINATION "NotAction"', 'UNSUPPORTED_ELEMENT_COMBINATION "NotResource"'],
    ],
    ['a principal', policy({ ...ALLOW, Principal: '*' }), ['UNSUPPORTED_PRINCIPAL "Principal"']],
  ])('says so of %s', (_name, json, faults) => {
    expect(faultsAt(json)).toEqual(faults);
  });

  it('lacks elements', () => {
    expect(codes(policy({}))).toEqual(['MISSING_ACTION', 'MISSING_RESOURCE', 'MISSING_EFFECT']);
    expect(codes(policy(TRUST), { kind: 'trust' })).toEqual(['MISSING_PRINCIPAL']);
    expect(codes(policy(ALLOW), { kind: 'resource' })).toEqual(['MISSING_PRINCIPAL']);
    expect(codes(policy(ALLOW), { kind: 'rcp' })).toEqual(['MISSING_PRINCIPAL', 'RCP_SYNTAX_ERROR_ALLOW']);
    expect(
      codes(policy({ ...TRUST, Principal: '*' }), { kind: 'resource', resourceType: 'AWS::ECR::Repository' }),
    ).toEqual([]);
    expect(codes(policy({ ...TRUST, Principal: '*' }), { kind: 'resource', resourceType: 'AWS::S3::Bucket' })).toEqual([
      'MISSING_RESOURCE',
    ]);
  });

  it.each([
    ['boundary', 'UNSUPPORTED_PRINCIPAL'],
    ['session', 'UNSUPPORTED_PRINCIPAL'],
    ['scp', 'SCP_SYNTAX_ERROR_PRINCIPAL'],
  ] as const)('has a principal where it must not: %s', (kind, code) => {
    expect(codes(policy({ ...ALLOW, Principal: '*' }), { kind })).toEqual([code]);
  });

  it('is read all the same', () => {
    const { statements } = read(policy([{ ...ALLOW, Extra: 1 }, 'x', { Action: ['a', 1, {}], Resource: '*' }]));
    expect(statements.map(({ index, effect, action }) => [index, effect, texts(action?.items)])).toEqual([
      [0, 'Allow', ['s3:GetObject']],
      [2, undefined, ['a', '1']],
    ]);
    const both = readOne({ ...ALLOW, NotAction: 'x' });
    expect(texts(both.action?.items)).toEqual(['s3:GetObject']);
  });

  it('has its types from JSON; what YAML leaves unquoted is text', () => {
    const text =
      'Version: 2012-10-17\nStatement:\n  Sid: 1\n  Effect: Allow\n  Action: sts:AssumeRole\n  Principal: {AWS: 012345678901}\n';
    const { faults, statements } = readPolicy(yamlValueFrom(text), { kind: 'trust' });
    expect(faults).toEqual([]);
    expect(statements[0]?.principal?.items.map(({ value }) => displayText(value))).toEqual(['012345678901']);
  });
});

describe('what the input does not tell', () => {
  it('is kept for the statement and its element', () => {
    const statement = readOne({
      Effect: { $unknown: 'effect' },
      Action: ['a:b', { $unknown: 'action' }],
      Resource: { $unknown: 'resource' },
      Condition: { Bool: { k: [{ $unknown: 'value' }, 'x'] }, Null: { $unknown: 'operator' } },
    });
    expect([...reasons(statement)].sort()).toEqual(['action', 'effect', 'operator', 'resource', 'value']);
    expect(statement.effect).toBeUndefined();
    expect(reasons(statement.action)).toEqual(['action']);
    expect(texts(statement.action?.items)).toEqual(['a:b']);
    expect(reasons(statement.resource)).toEqual(['resource']);
    expect(statement.conditions.map((condition) => [texts(condition.values), reasons(condition)])).toEqual([
      [['x'], ['value']],
    ]);
    expect(reasons(readOne({ ...ALLOW, Condition: { $unknown: 'all' } }))).toEqual(['all']);
  });

  it('is kept for the policy', () => {
    expect(reasons(read({ $unknown: 'policy' }))).toEqual(['policy']);
    expect(reasons(read(policy([ALLOW, { $unknown: 'one' }])))).toEqual(['one']);
    expect(reasons(read(policy({ $unknown: 'all' })))).toEqual(['all']);
    expect(reasons(read(policy(ALLOW, { Version: { $unknown: 'version' } })))).toEqual(['version']);
    expect(read({ $unknown: 'policy' }).faults).toEqual([]);
  });

  it('may be an effect or version that is a reference', () => {
    const statement = readOne({ ...ALLOW, Effect: { $hole: 'E' } });
    expect([statement.effect, reasons(statement)]).toEqual([undefined, ['the effect is not known']]);
    const { version, unknown, faults } = read(policy(ALLOW, { Version: { $hole: 'V' } }));
    expect([version, unknown.length, faults]).toEqual(['2008-10-17', 1, []]);
  });
});

describe('choices', () => {
  const shown = (json: unknown, when: readonly Guard[] = []) =>
    read(json, { kind: 'identity', when }).statements.map((statement) => [
      statement.index,
      guards(statement.when),
      texts(statement.action?.items)?.join() ?? '',
      texts(statement.resource?.items)?.join() ?? '',
    ]);

  it('split a statement, the same condition throughout', () => {
    const statement = {
      Effect: 'Allow',
      Action: { $if: ['P', 'a:a', ['b:b', 'c:c']] },
      Resource: [{ $if: ['P', 'r', { $absent: 1 }] }, 's'],
    };
    expect(shown(policy([ALLOW, statement]))).toEqual([
      [0, '', 's3:GetObject', '*'],
      [1, 'P', 'a:a', 'r,s'],
      [1, '!P', 'b:b,c:c', 's'],
    ]);
    expect(shown(policy(statement), [{ condition: 'P', is: false }])).toEqual([[0, '!P', 'b:b,c:c', 's']]);
  });

  it('may leave out an element, a statement, or all of them', () => {
    const left = { $absent: 1 };
    expect(shown(policy([{ $if: ['P', ALLOW, left] }]))).toEqual([[0, 'P', 's3:GetObject', '*']]);
    expect(shown({ $if: ['P', policy(ALLOW), left] })).toEqual([[0, 'P', 's3:GetObject', '*']]);
    expect(
      read(policy({ ...ALLOW, Condition: { $if: ['P', { Bool: { a: 1 } }, left] } })).statements.map(
        ({ conditions }) => conditions.length,
      ),
    ).toEqual([1, 0]);
    expect(codes(policy({ ...ALLOW, Sid: left, Condition: { Bool: left, Null: { a: left } } }))).toEqual([]);
  });

  it('may stand around lists of statements, and policies of their own versions', () => {
    const other = { ...ALLOW, Action: { $if: ['Q', 'q:q', 'n:n'] } };
    expect(shown(policy({ $if: ['P', [ALLOW, other], { $if: ['Q', [], other] }] }))).toEqual([
      [0, 'P', 's3:GetObject', '*'],
      [0, 'P Q', 'q:q', '*'],
      [0, 'P !Q', 'n:n', '*'],
      [0, '!P !Q', 'n:n', '*'],
    ]);
    const resource = { ...ALLOW, Resource: '${x}' };
    const { version, statements } = read({ $if: ['P', policy(resource), policy(resource, {})] });
    expect([version, statements.map((statement) => typeof statement.resource?.items[0]?.parts[0])]).toEqual([
      '2012-10-17',
      ['object', 'string'],
    ]);
  });

  it('are unknown where there are too many', () => {
    const many = Array.from({ length: 7 }, (_, i) => ({ $if: [`C${i}`, 'a', 'b'] }));
    const { statements, unknown } = read(policy([{ ...ALLOW, Action: many }, ALLOW]));
    expect(statements.map(({ index }) => index)).toEqual([1]);
    expect(reasons({ unknown })).toEqual(['the statement depends on too many conditions']);
    expect(reasons(read(policy(ALLOW, { Version: { $if: ['P', '2012-10-17', '2008-10-17'] } })))).toHaveLength(1);
  });

  it('say only once what is wrong in every variant', () => {
    const statement = { Effect: 'allow', Action: [{ $if: ['P', 'a:a', 1] }], Resource: { $if: ['Q', 'r', 's'] } };
    expect(faultsAt(policy(statement))).toEqual(['INVALID_EFFECT "allow"', 'DATA_TYPE_MISMATCH 1']);
  });
});

describe('any value at all', () => {
  it('is read without failing, and nothing unknown is dropped', () => {
    const property = fc.property(anyValue, fc.constantFrom(...POLICY_KINDS), fc.boolean(), (value, kind, wrapped) => {
      const place = value.place;
      const key = { kind: 'text', place, parts: ['Statement'], scalar: 'string' } as const;
      const whole = wrapped ? ({ kind: 'map', place, entries: [{ key, value }] } as const) : value;
      const result = readPolicy(whole, { kind });
      for (const statement of result.statements) {
        const parts = [statement.action, statement.resource, statement.principal, ...statement.conditions];
        for (const part of parts.flatMap((element) => element?.unknown ?? []))
          expect(statement.unknown).toContain(part);
      }
      for (const { message, code } of result.faults) {
        expect(message).not.toContain('\n');
        expect(code).toMatch(/^[A-Z_]+$/);
      }
    });
    fc.assert(property, { seed: 1, numRuns: 3000 });
  });
});
