import type { Command, Option } from 'commander';

/** What an option takes: nothing, a file, a text that nobody can guess, or one of some words. */
export type ValueWords = 'nothing' | 'file' | 'text' | readonly string[];

/** An option as shells complete it. */
export interface OptionWords {
  /** `--quiet`, `-q`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: ValueWords;
}

/** A command as shells complete it. */
export interface CommandWords {
  /** Empty: the program itself. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** Words that its arguments may be. */
  readonly words: readonly string[];
  readonly takesFiles: boolean;
}

/** Words that only the rules there are tell: by the name of an option's value, or of a command's argument. */
export type KnownWords = Readonly<Record<string, readonly string[]>>;

/** The program and its commands as shells complete them, the program first. */
export function completionWords(program: Command, known: KnownWords): readonly CommandWords[] {
  const names = [...program.commands.map((command) => command.name()), 'help'];
  return [
    { ...commandWords(program, known), name: '', words: names },
    ...program.commands.map((command) => commandWords(command, known)),
    { name: 'help', description: 'print the help of a command', options: [], words: names, takesFiles: false },
  ];
}

function commandWords(command: Command, known: KnownWords): CommandWords {
  const options = [...command.options, command.createHelp().visibleOptions(command).find(isHelp)].filter(
    (option) => option !== undefined,
  );
  return {
    name: command.name(),
    description: command.summary() === '' ? command.description() : command.summary(),
    options: [...new Set(options)].map((option) => optionWords(option, known)),
    words: command.registeredArguments.flatMap((argument) => argument.argChoices ?? known[argument.name()] ?? []),
    takesFiles: command.registeredArguments.some((argument) => ['paths', 'words'].includes(argument.name())),
  };
}

function isHelp(option: Option): boolean {
  return option.long === '--help';
}

function optionWords(option: Option, known: KnownWords): OptionWords {
  return {
    flags: [option.long, option.short].filter((flag) => flag != null),
    description: option.description.replace(/ \([^()]*\)$/, ''),
    value: valueWords(option, known),
  };
}

function valueWords({ required, optional, argChoices, flags }: Option, known: KnownWords): ValueWords {
  if (!required && !optional) return 'nothing';
  const name = /[<[]([^>\]]+)/.exec(flags)?.[1] ?? '';
  return argChoices ?? known[name] ?? (/file$/i.test(name) ? 'file' : 'text');
}
