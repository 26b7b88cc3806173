/** What the command line can be asked to do; `check` is the default. */
export const COMMAND_NAMES: readonly string[] = [
  ...['check', 'diff', 'can', 'explain', 'expand', 'rules', 'init', 'completion', 'help'],
];
