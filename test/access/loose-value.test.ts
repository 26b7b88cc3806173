import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looseValues } from '../../src/access/loose-value.js';
import type { PolicyKind } from '../../src/policy/model.js';
import { statementOf } from './policy.js';

const SUBJECT = 'token.actions.githubusercontent.com:sub';

/** What is said of a value: by what it is open, and why that is too much. */
function faultOf(key: string, value: string, operator = 'StringLike', kind: PolicyKind = 'trust', effect = 'Allow') {
  const statement = statementOf(
    { Effect: effect, Principal: '*', Action: 'sts:AssumeRole', Condition: { [operator]: { [key]: value } } },
    kind,
  );
  const [condition] = statement.conditions;
  const [first] = condition === undefined ? [] : looseValues(condition, statement.effect, kind);
  return first === undefined ? undefined : `${first.by} ${first.fault}`;
}

describe('values that are open too far', () => {
  it.each([
    [SUBJECT, 'repo:*', 'wildcard short'],
    [SUBJECT, 'repo:org/*', undefined],
    [SUBJECT, 'repo:*@1234/app@*:main', 'wildcard short'],
    [SUBJECT, 'repo:org@*/app@*:main', 'wildcard short'],
    [SUBJECT, 'repo:org@*/apps@*', undefined],
    [SUBJECT, `\${aws:PrincipalTag/x}`, 'variable short'],
    [SUBJECT, `prefix\${aws:PrincipalTag/x}`, undefined],
    ['aws:PrincipalOrgID', 'o-exampleorg*', 'wildcard sensitive'],
    ['aws:principalorgid', `\${aws:PrincipalTag/org}`, 'variable sensitive'],
    ['aws:PrincipalOrgID', `\${aws:ResourceOrgID}`, undefined],
    ['aws:PrincipalOrgID', `o-\${*}`, undefined],
    ['aws:userid', '*', 'wildcard user id'],
    ['aws:userid', '*:*', undefined],
    ['aws:userid', 'AIDACKCEVSQ6C2EXAMPLE:*', undefined],
    ['aws:userid', 'AIDA*:x', 'wildcard user id'],
    ['aws:PrincipalTag/team', '*', undefined],
  ])('%s like %s', (key, value, fault) => {
    expect(faultOf(key, value)).toBe(fault);
  });

  it('are none where the condition takes away what it lists', () => {
    expect(faultOf('aws:PrincipalOrgID', 'o-*', 'StringNotLike')).toBeUndefined();
    expect(faultOf('aws:PrincipalOrgID', 'o-*', 'StringNotLike', 'resource', 'Deny')).toBe('wildcard sensitive');
    expect(faultOf('aws:PrincipalOrgID', 'o-*', 'StringLike', 'resource', 'Deny')).toBeUndefined();
  });

  it('are none where a star is a star', () => {
    expect(faultOf(SUBJECT, 'repo:*', 'StringEquals')).toBeUndefined();
  });

  it('may be variables in policies of identities', () => {
    expect(faultOf('aws:ResourceAccount', `\${aws:PrincipalTag/x}`, 'StringEquals', 'identity')).toBeUndefined();
    expect(faultOf('aws:ResourceAccount', '1*', 'StringLike', 'identity')).toBe('wildcard sensitive');
  });

  it('have a wildcard with fewer than six characters right before it', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', '/', '@', '*', '?'), maxLength: 20 });
    fc.assert(
      fc.property(piece, (value) => {
        const runs = value.split(/[*?]/).slice(0, -1);
        expect(faultOf(SUBJECT, value)).toBe(runs.some((run) => run.length < 6) ? 'wildcard short' : undefined);
      }),
    );
  });
});
