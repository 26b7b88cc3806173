/** What is to be done with which baseline, as the command line has it. */
export interface BaselineOptions {
  /** A file, or false for none; otherwise what the configuration names. */
  readonly baseline?: string | boolean;
  readonly writeBaseline?: string;
  readonly pruneBaseline?: true;
}

/** Which part of what is found is reported, as the command line has it. */
export interface ChangedOptions {
  /** The revision that changes are counted from; true for the remote's default branch. */
  readonly changed?: string | true;
  readonly staged?: true;
}
