/** Actions that come to the same, of a list that people made: AWS's access levels alone do not tell these apart. */
export interface CuratedActions {
  /** What they let do, as it goes behind "lets the holder"; where it ends in "every", the types of resources follow. */
  readonly does: string;
  readonly actions: readonly string[];
  /** AWS's page that says so. */
  readonly source: string;
}
