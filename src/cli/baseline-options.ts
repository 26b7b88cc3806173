/** What is to be done with which baseline, as the command line has it. */
export interface BaselineOptions {
  /** A file, or false for none; otherwise what the configuration names. */
  readonly baseline?: string | boolean;
  readonly writeBaseline?: string;
  readonly pruneBaseline?: true;
}

/** Whether a run has to do with a baseline. */
export function usesBaseline(options: BaselineOptions, configured: string | undefined): boolean {
  const { baseline, writeBaseline, pruneBaseline } = options;
  return (
    typeof baseline === 'string' ||
    writeBaseline !== undefined ||
    pruneBaseline === true ||
    (configured !== undefined && baseline !== false)
  );
}
