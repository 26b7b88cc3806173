import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/document/json.js';
import { conditionsByDefault } from '../../src/sources/cloudformation/conditions.js';
import { Resolver } from '../../src/sources/cloudformation/resolver.js';
import { readTemplate } from '../../src/sources/cloudformation/template.js';

function byDefault(conditions: object): Readonly<Record<string, boolean>> {
  const template = {
    Parameters: { Stage: { Type: 'String', Default: 'dev' }, Region: { Type: 'String' } },
    Conditions: conditions,
    Resources: {},
  };
  const { document } = parseJson({ path: 't.json', text: JSON.stringify(template) });
  if (document === undefined) throw new Error('no document');
  return Object.fromEntries(conditionsByDefault(new Resolver(readTemplate(document))));
}

const IS_DEV = { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] };
const OPEN = { 'Fn::Equals': [{ Ref: 'Region' }, 'eu-west-1'] };

describe('conditions by default', () => {
  it('follow parameters with a default, and leave the others open', () => {
    expect(byDefault({ IsDev: IS_DEV, Open: OPEN, Never: { 'Fn::Equals': ['a', 'b'] } })).toEqual({
      IsDev: true,
      Never: false,
    });
  });

  it('know Not, And, Or and one another', () => {
    const conditions = {
      IsDev: IS_DEV,
      IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
      Both: { 'Fn::And': [{ Condition: 'IsProd' }, OPEN] },
      Either: { 'Fn::Or': [OPEN, { Condition: 'IsDev' }] },
      Unsure: { 'Fn::And': [{ Condition: 'IsDev' }, OPEN] },
    };
    expect(byDefault(conditions)).toEqual({ IsDev: true, IsProd: false, Both: false, Either: true });
  });

  it('end where they go in circles or mean nothing', () => {
    const conditions = {
      A: { Condition: 'B' },
      B: { Condition: 'A' },
      C: 'x',
      D: { 'Fn::Not': [] },
      E: { Condition: 'Z' },
    };
    expect(byDefault(conditions)).toEqual({});
  });
});
