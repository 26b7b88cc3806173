import type { CommandWords, OptionWords } from './completion-words.js';
import type { Shell } from './first-steps.js';

/** The script that completes the program in a shell. */
export function completionScript(shell: Shell, commands: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](commands);
}

/** A word in single quotes; between these, shells take everything as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How a shell fills in the value of an option: what it runs for a file, and for one of some words. */
interface Filling {
  readonly file: string;
  readonly words: (list: readonly string[]) => string;
}

/** The branches of a `case` over command and option: what comes behind an option that takes a value. */
function valueBranches(
  commands: readonly CommandWords[],
  filling: Filling,
  branch: (patterns: string, filled: string) => string,
): readonly string[] {
  return commands.flatMap(({ name, options }) =>
    options.flatMap(({ flags, value }) => {
      if (value === 'nothing') return [];
      const filled = value === 'text' ? ':' : value === 'file' ? filling.file : filling.words(value);
      return [branch(flags.map((flag) => quoted(`${name} ${flag}`)).join('|'), filled)];
    }),
  );
}

function namesOf(commands: readonly CommandWords[]): string {
  return commands.flatMap(({ name }) => (name === '' ? [] : [name])).join('|');
}

/** For bash 3.2 and later. It splits words at `=`, so an option's value may be three words away from its name. */
function bash(commands: readonly CommandWords[]): string {
  const values = valueBranches(
    commands,
    { file: 'COMPREPLY=($(compgen -f -- "$current"))', words: (list) => `words=${quoted(lines(list))}` },
    (patterns, filled) => `    ${patterns}) ${filled} ;;`,
  );
  const arguments_ = commands.map(({ name, options, words: own, takesFiles }) => {
    const flags = options.flatMap((option) => option.flags);
    const files = takesFiles ? '; files=1' : '';
    return `    ${quoted(name)}) flags=${quoted(lines(flags))}; words=${quoted(lines(own))}${files} ;;`;
  });
  return `# bash completion of leastwise: source <(leastwise completion bash)
_leastwise() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} before=''
  local command='' word words='' flags='' files='' isValue=''
  if [ "$COMP_CWORD" -ge 2 ]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if [ "$current" = = ]; then current=''; elif [ "$previous" = = ]; then previous=$before; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${namesOf(commands)}) command=$word; break ;; esac
  done
  COMPREPLY=()
  isValue=1
  case "$command $previous" in
${values.join('\n')}
    *) isValue='' ;;
  esac
  if [ -z "$isValue" ]; then
    case "$command" in
${arguments_.join('\n')}
    esac
    case "$current" in -*) words=$flags files='' ;; esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
  if [ -n "$files" ]; then
    compopt -o filenames >/dev/null 2>&1
    COMPREPLY=("\${COMPREPLY[@]}" $(compgen -f -- "$current"))
  fi
}
complete -F _leastwise leastwise
`;
}

function lines(list: readonly string[]): string {
  return list.join('\n');
}

function zsh(commands: readonly CommandWords[]): string {
  const values = valueBranches(
    commands,
    { file: '_files', words: (list) => `compadd -- ${list.map(quoted).join(' ')}` },
    (patterns, filled) => `    (${patterns}) ${filled}; return ;;`,
  );
  const arguments_ = commands.map(({ name, options, words: own, takesFiles }) => {
    const described = options.flatMap(({ flags, description }) =>
      flags.map((flag) => quoted(`${flag}:${description}`)),
    );
    const named = own.map((word) => {
      const summary = commands.find((command) => name === '' && command.name === word)?.description;
      return quoted(summary === undefined ? word : `${word}:${summary}`);
    });
    const files = takesFiles ? '; files=1' : '';
    return `    (${quoted(name)}) flags=(${described.join(' ')}); named=(${named.join(' ')})${files} ;;`;
  });
  return `#compdef leastwise
# zsh completion of leastwise: source <(leastwise completion zsh), or a file _leastwise in a folder of $fpath
_leastwise() {
  local current=\${words[CURRENT]} previous=\${words[CURRENT-1]} command='' word files=''
  local -a flags named
  for word in \${words[2,CURRENT-1]}; do
    case $word in (${namesOf(commands)}) command=$word; break ;; esac
  done
  if [[ $current == --*=* ]]; then previous=\${current%%=*}; compset -P '*='; fi
  case "$command $previous" in
${values.join('\n')}
  esac
  case "$command" in
${arguments_.join('\n')}
  esac
  if [[ $current == -* ]]; then _describe -o option flags; return; fi
  (( \${#named} )) && _describe word named
  [[ -n $files ]] && _files
}
if [[ \${funcstack[1]} == _leastwise ]]; then _leastwise "$@"; else compdef _leastwise leastwise; fi
`;
}

function fish(commands: readonly CommandWords[]): string {
  const calls = commands.flatMap(({ name, options, words: own, takesFiles }) => {
    const inCommand = `complete -c leastwise -n ${fishQuoted(`__leastwise_in ${name === '' ? "''" : name}`)}`;
    return [
      ...(takesFiles ? [] : [`${inCommand} -f`]),
      ...own.map((word) => {
        const summary = commands.find((command) => name === '' && command.name === word)?.description;
        return `${inCommand} -a ${fishQuoted(word)}${summary === undefined ? '' : ` -d ${fishQuoted(summary)}`}`;
      }),
      ...options.map((option) => `${inCommand} ${fishOption(option)}`),
    ];
  });
  return `# fish completion of leastwise: leastwise completion fish | source
function __leastwise_in --description 'Whether the command so far is this one'
  set -l words (commandline -opc)
  for word in $words[2..-1]
    switch $word
      case ${namesOf(commands).replaceAll('|', ' ')}
        test $word = "$argv[1]"
        return
    end
  end
  test -z "$argv[1]"
end
${calls.join('\n')}
`;
}

function fishOption({ flags, description, value }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const taken = {
    nothing: '',
    text: ' -x',
    file: ' -r -F',
    words: ` -x -a ${fishQuoted(typeof value === 'string' ? '' : value.join(' '))}`,
  }[typeof value === 'string' ? value : 'words'];
  return `${names.join(' ')}${taken} -d ${fishQuoted(description)}`;
}

/** Between single quotes, fish takes a backslash for one before a quote or another. */
function fishQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}
