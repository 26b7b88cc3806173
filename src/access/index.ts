/*
 * leastwise/access: questions about what policies allow.
 */
export type { Access } from './access.js';
export {
  type ActionSet,
  all,
  complement,
  count,
  countByLevel,
  coversService,
  expand,
  has,
  ids,
  intersect,
  isEmpty,
  isSubset,
  minus,
  names,
  none,
  servicesIn,
  union,
  unknownNames,
} from './action-set.js';
export type { Answer, Verdict, Witness } from './answer.js';
export { allows, type Grant, granted } from './granted.js';
export { newAccess, within } from './new-access.js';
export { publicAccess } from './public.js';
export { redundant, satisfiable } from './satisfiable.js';
export { actionsOf } from './statement-set.js';
