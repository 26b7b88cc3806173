import { parseJson } from '../../src/document/json.js';
import { type Part, plainValue, type Text } from '../../src/document/value.js';
import type { Policy, PolicyKind, Statement } from '../../src/policy/model.js';
import { readPolicy } from '../../src/policy/read.js';

/** A policy as its readers make it. Statements may be one or many; the version is the present one unless given. */
export function policyOf(statements: unknown, kind: PolicyKind = 'identity', resourceType?: string): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const { document } = parseJson({ path: 'policy.json', text });
  if (document === undefined) throw new Error('the policy is no JSON');
  return readPolicy(plainValue(document, 0), resourceType === undefined ? { kind } : { kind, resourceType });
}

/** The first statement of a policy. */
export function statementOf(statement: unknown, kind: PolicyKind = 'identity'): Statement {
  const [first] = policyOf(statement, kind).statements;
  if (first === undefined) throw new Error('the policy has no statement');
  return first;
}

/** A text with `‹Name›` taken as a hole, as sources make of references. */
export function withHoles(text: Text): Text {
  const parts = text.parts.flatMap((part): readonly Part[] =>
    typeof part === 'string'
      ? part
          .split(/(‹[^›]*›)/)
          .filter((piece) => piece !== '')
          .map(holeOr)
      : [part],
  );
  return { ...text, parts };
}

function holeOr(piece: string): Part {
  return piece.startsWith('‹') ? { kind: 'hole', id: piece.slice(1, -1) } : piece;
}
