import type { Policy } from '../policy/model.js';

/**
 * What is asked about: policies that apply together. Their Allows add up, each of their Denies takes away from all of
 * them, and a boundary limits the rest.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Access {
  readonly policies: readonly Policy[];
  /** The permissions boundary, where the holder has one that the input holds. */
  readonly boundary?: Policy;
  /**
   * What has to allow as well: of each level (a root, an organizational unit, an account) the SCPs that apply, one of
   * which is enough. Their Denies count as any.
   */
  readonly limits?: readonly (readonly Policy[])[];
}
