/** Where a command writes to. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Columns of the terminal, where there is one. */
  readonly width?: number | undefined;
}

/** Everything outside the program that a command sees: the process's own, or a test's. */
export interface Surroundings {
  /** Absolute working directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The day that it is in UTC: `YYYY-MM-DD`. */
  readonly today: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks whoever sits at the terminal and gives the answer, if there is one; absent where nobody sits there. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined;
  /** Standard input, part by part. */
  readonly readStdin: () => AsyncIterable<Buffer | string> | Iterable<Buffer>;
}

/** The exit codes, whatever the format of the output. */
export const EXIT = {
  /** Nothing found that fails the run. */
  ok: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Wrong usage or configuration, or something that could not be read. */
  trouble: 2,
} as const;
