import { expect } from 'vitest';
import type { Access } from '../../../src/access/access.js';
import type { Answer, Witness } from '../../../src/access/answer.js';
import { policyOf } from '../policy.js';
import { requestsFor, type SmallRequest, type SmallStatement } from './naive-policy.js';

/** Twenty thousand cases, in parts that do not take long. */
export const SEEDS = [1, 2, 3, 4];
export const RUNS = 5000;

/** An access by one policy. */
export const accessOf = (statements: readonly SmallStatement[]): Access => ({ policies: [policyOf(statements)] });

/** A witness as a request. */
export function requestOf({ action, resource, principal, context }: Witness): SmallRequest {
  const entries = Object.entries(context).map(([key, values]): [string, readonly string[]] => [
    key,
    values.split(', '),
  ]);
  return {
    action,
    resource: resource === '*' ? 'x:x:x:x:x:x' : resource,
    principal: principal ?? 'anyone',
    context: Object.fromEntries(entries),
  };
}

/** Checks an answer to the question whether some request of the small world is so. */
export function check(
  { verdict, witness }: Answer,
  among: readonly SmallStatement[],
  isSo: (request: SmallRequest) => boolean,
) {
  expect(verdict).not.toBe('unknown');
  if (verdict === 'no') expect(firstOf(requestsFor(among), isSo)).toBeUndefined();
  else expect(witness && isSo(requestOf(witness)), JSON.stringify(witness)).toBe(true);
}

function firstOf(requests: Iterable<SmallRequest>, isSo: (request: SmallRequest) => boolean): SmallRequest | undefined {
  for (const request of requests) if (isSo(request)) return request;
  return undefined;
}

/** The answer to the opposite question. */
export const turned = (answer: Answer): Answer => ({
  ...answer,
  verdict: answer.verdict === 'yes' ? 'no' : answer.verdict === 'no' ? 'yes' : 'unknown',
});
