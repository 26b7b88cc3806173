import type { Command } from 'commander';
import { rules } from '../../rules/index.js';
import { completionScript } from './completion-scripts.js';
import { completionWords } from './completion-words.js';
import type { Shell } from './first-steps.js';
import { EXIT, type Surroundings } from './surroundings.js';

/** Prints the script that completes the program in a shell. */
export function completion(shell: Shell, program: Command, { stdout }: Surroundings): number {
  const ids = rules.map(({ id }) => id);
  stdout.write(completionScript(shell, completionWords(program, { ids, rule: ids })));
  return EXIT.ok;
}
