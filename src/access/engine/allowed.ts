import type { Policy } from '../../policy/model.js';
import type { Access } from '../access.js';
import { type Cube, cubesOf } from './cube.js';

/** What has to hold of a request that is allowed: it lies in one cube of each list, and in none of the others. */
export interface Allowed {
  readonly allows: readonly Cube[];
  /** The boundary and each level of SCPs: what they allow. */
  readonly limits: readonly (readonly Cube[])[];
  readonly denies: readonly Cube[];
}

/** What an access allows, in cubes. */
export function allowedBy({ policies, boundary, limits = [] }: Access): Allowed {
  const own = cubesOf(policies);
  const levels: readonly (readonly Policy[])[] = boundary === undefined ? limits : [[boundary], ...limits];
  const further = levels.map(cubesOf);
  return {
    allows: own.allows,
    limits: further.map(({ allows }) => allows),
    denies: [...own.denies, ...further.flatMap(({ denies }) => denies)],
  };
}
