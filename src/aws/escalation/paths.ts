import { delegationPaths, iamPaths } from './iam-paths.js';
import { passingPaths } from './passing-paths.js';
import type { EscalationPath } from './path.js';
import { takeOverPaths } from './take-over-paths.js';

let known: readonly EscalationPath[] | undefined;

/** All ways to rights that nobody granted, the strongest first. Made when they are first asked for. */
export function escalationPaths(): readonly EscalationPath[] {
  known ??= [...iamPaths(), ...passingPaths(), ...takeOverPaths(), ...delegationPaths()];
  return known;
}
