import { Argument, type Command } from 'commander';
import type { InitOptions } from './init.js';
import { oneOf } from './options.js';
import type { Surroundings } from './surroundings.js';

/** The shells whose command lines can be completed. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Takes a command's exit code. */
export type Finish = (code: number) => void;

/** What the program does for its commands. */
interface Program {
  readonly finish: Finish;
  /** Runs the program with other arguments; gives the exit code. */
  readonly rerun: (args: readonly string[]) => Promise<number>;
}

const INIT_NOTES = `
Asks what to write where somebody is there to answer, unless an option says it.
What is there already is left as it is.

Exit codes: 0 written, or there already, 2 wrong usage, or what cannot be written.
`;

const COMPLETION_EXAMPLES = `
  source <(leastwise completion bash)                  in ~/.bashrc
  source <(leastwise completion zsh)                   in ~/.zshrc
  leastwise completion fish | source                   in config.fish
`;

/** Adds what is used once, to set the program up. */
export function addFirstSteps(program: Command, surroundings: Surroundings, { finish, rerun }: Program): void {
  program
    .command('init')
    .summary('write a config file, a hook, a workflow, a baseline')
    .description('Writes what a repository begins with.')
    .option('--config', 'write a config file')
    .option('--hook', 'write the hook for pre-commit')
    .option('--workflow', 'write a workflow for GitHub Actions')
    .option('--baseline', 'accept what is found today, so that only what is new fails')
    .option('-y, --yes', 'write all of it')
    .addHelpText('after', INIT_NOTES)
    .action(async (options: InitOptions) => {
      const { init } = await import('./init.js');
      finish(await init(options, surroundings, rerun));
    });
  program
    .command('completion')
    .summary('print what completes the command line in a shell')
    .description('Prints a script that completes the command line in a shell.')
    .addArgument(shellArgument())
    .addHelpText('after', COMPLETION_EXAMPLES)
    .action(async (shell: Shell) => {
      const { completion } = await import('./completion.js');
      finish(completion(shell, program, surroundings));
    });
}

function shellArgument(): Argument {
  const argument = new Argument('<shell>', `which shell (${SHELLS.join(', ')})`).argParser((value) =>
    oneOf(value, SHELLS),
  );
  argument.argChoices = [...SHELLS];
  return argument;
}
