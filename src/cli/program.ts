import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PRESET_NAMES } from '../lint/settings.js';
import { printable, wrap } from '../report/terminal.js';
import { SEVERITIES } from '../rule.js';
import type { CanOptions } from './can.js';
import type { CheckOptions } from './check.js';
import { COMMAND_NAMES } from './command-names.js';
import type { DiffOptions } from './diff.js';
import { addFirstSteps, type Finish } from './first-steps.js';
import {
  addOutputOptions,
  awsDataOption,
  choice,
  collectIds,
  colorOption,
  noPluginsOption,
  noRuleOption,
  policyTypeOption,
  sarifCategoryOption,
  suppressionsOfOption,
  terraformDirOption,
} from './options.js';
import { EXIT, type Surroundings } from './surroundings.js';

/**
 * Runs the command line.
 *
 * @param args without the program's own name
 * @returns the exit code; throws only where the program itself has a bug
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let code: number = EXIT.ok;
  const program = createProgram(args, surroundings, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message. Its own code for wrong usage is 1, which is ours for findings.
    return error.exitCode === 0 ? EXIT.ok : EXIT.trouble;
  }
}

function createProgram(args: readonly string[], surroundings: Surroundings, finish: Finish): Command {
  const { stdout, stderr } = surroundings;
  const program = new Command('leastwise')
    .description('Finds over-broad access in AWS IAM policies, CloudFormation templates, Terraform plans and states.')
    .exitOverride()
    .configureOutput({
      writeOut: stdout.write,
      writeErr: stderr.write,
      getOutHelpWidth: () => stdout.width ?? 80,
      getErrHelpWidth: () => stderr.width ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (message, write) =>
        write(
          message
            .replace(/^error: /, 'leastwise: ')
            .split('\n')
            .flatMap((line) => wrap(printable(line), stderr.isTerminal ? stderr.width : undefined))
            .join('\n'),
        ),
    })
    // What an option may be stands in its description.
    .configureHelp({ optionDescription: ({ description }) => description })
    .showHelpAfterError('(see `leastwise --help`)')
    .enablePositionalOptions()
    .hook('preAction', async (_, command) => {
      const { awsData }: { readonly awsData?: string } = { ...program.opts(), ...command.opts() };
      if (awsData === undefined) return;
      const { takeAwsData } = await import('./aws-data.js');
      const problem = takeAwsData(awsData, surroundings.cwd);
      if (problem !== undefined) command.error(`error: ${problem}`);
    })
    .option('-V, --version', 'print the version, the date of the AWS data and the version of Node')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES);
  addCheck(program, surroundings, finish);
  if (mayNameCommand(args)) {
    addCheckCommand(program, surroundings, finish);
    addDiff(program, surroundings, finish);
    addCan(program, surroundings, finish);
    addOthers(program, surroundings, finish);
    addFirstSteps(program, surroundings, { finish, rerun: (others) => run(others, surroundings) });
  }
  for (const command of program.commands) command.showHelpAfterError(`(see \`leastwise ${command.name()} --help\`)`);
  return program;
}

/** Whether arguments name a command, or ask which there are: of most runs none needs to be set up but the main one. */
function mayNameCommand(args: readonly string[]): boolean {
  return args.some((arg) => COMMAND_NAMES.includes(arg) || arg === '--help' || /^-\w*h/.test(arg));
}

const EXAMPLES = `
Examples:
  leastwise                              everything below the current folder
  leastwise policies/ template.yaml      these
  leastwise '**/*.template.json'         what a pattern matches
  aws iam get-role --role-name r | leastwise -
  terraform show -json plan.out | leastwise -
  leastwise --output sarif=leastwise.sarif
  leastwise diff --base origin/main      what this branch newly allows
  leastwise can iam:PassRole infra/      who is allowed to, by which statement
  leastwise expand 's3:Get*'             what a pattern means today
  leastwise init                         write a config file, a hook, a workflow

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, or input
that looks like IAM and cannot be read.
`;

/** The main job, on the program itself. */
function addCheck(program: Command, surroundings: Surroundings, finish: Finish): void {
  addCheckOptions(program).action(async (paths: readonly string[], options: CheckOptions & { version?: true }) => {
    if (options.version !== true) return runCheck(paths, options, surroundings, finish);
    const { version } = await import('./version.js');
    surroundings.stdout.write(version());
  });
}

/** The same as a command, for those who spell it out. */
function addCheckCommand(program: Command, surroundings: Surroundings, finish: Finish): void {
  addCheckOptions(program.command('check'))
    .summary('look for over-broad access (the default)')
    .action((paths: readonly string[], options: CheckOptions) =>
      runCheck(paths, { ...program.opts(), ...options }, surroundings, finish),
    );
}

async function runCheck(
  paths: readonly string[],
  options: CheckOptions,
  surroundings: Surroundings,
  finish: Finish,
): Promise<void> {
  const { check } = await import('./check.js');
  finish(await check(paths, options, surroundings));
}

function addCheckOptions(command: Command): Command {
  return addOutputOptions(
    command.argument('[paths...]', 'files, folders or patterns; - for standard input (default: the current folder)'),
  )
    .addOption(
      choice('--fail-on <severity>', 'least severity that makes the exit code 1', [...SEVERITIES, 'none'], 'medium'),
    )
    .option('--exit-zero', 'exit with 0 whatever is found; trouble is still 2')
    .addOption(choice('--min-severity <severity>', 'leave out findings below this', SEVERITIES))
    .addOption(
      choice(
        '--min-confidence <confidence>',
        'proven leaves out findings that rest on something unknown, possible makes them count',
        ['proven', 'possible'],
      ),
    )
    .option('--fail-on-unresolved', 'exit with 1 if anything could not be judged')
    .option('--changes-only', 'of Terraform plans, report only what they add or change')
    .addOption(choice('--preset <preset>', 'which rules run', PRESET_NAMES, 'recommended'))
    .addOption(new Option('--rule <ids>', 'turn rules on; repeatable, or separated by commas').argParser(collectIds))
    .addOption(noRuleOption())
    .option('--config <file>', 'read this config file (or set LEASTWISE_CONFIG)')
    .option('--no-config', 'read no config file')
    .addOption(terraformDirOption())
    .addOption(sarifCategoryOption())
    .option('--sarif-suppressed', 'put suppressed findings into SARIF too, marked as such')
    .option('--print-config', 'print the configuration and where each setting comes from')
    .addOption(noPluginsOption())
    .addOption(policyTypeOption())
    .addOption(suppressionsOfOption())
    .addOption(awsDataOption())
    .option(
      '--changed [revision]',
      'report only files that have changed since the work on top of a revision began (default: the default branch of the remote)',
    )
    .addOption(
      new Option(
        '--staged',
        'read what is staged instead of the working tree, and report only what that changes',
      ).conflicts('changed'),
    )
    .option('--baseline <file>', 'fail on what this baseline has not, and count what it has')
    .option('--no-baseline', 'use no baseline, whatever the config says')
    .addOption(
      new Option('--write-baseline <file>', 'write all that is found to a baseline').conflicts([
        'baseline',
        'pruneBaseline',
      ]),
    )
    .option('--prune-baseline', 'drop from the baseline what is fixed')
    .option('--stdin-filename <name>', 'what to call standard input in the report')
    .addOption(colorOption())
    .option('-q, --quiet', 'print findings only')
    .option('-v, --verbose', 'say why each file was or was not read');
}

function addDiff(program: Command, surroundings: Surroundings, finish: Finish): void {
  const command = program
    .command('diff')
    .summary('say what a change newly allows')
    .description(
      'Compares what two files, two folders, or a revision and the working tree allow, and says what is new.',
    )
    .argument('[paths...]', 'BEFORE and AFTER; with --base files, folders or patterns (default: the current folder)')
    .option('--base <revision>', 'compare the working tree with this revision, such as origin/main')
    .addHelpText(
      'after',
      '\nExit codes: 0 no new access, 1 new access, or not provable, 2 wrong usage or input\nthat looks like IAM and cannot be read.\n',
    )
    .action(async (paths: readonly string[], options: DiffOptions) => {
      const { diffCommand } = await import('./diff.js');
      finish(await diffCommand(paths, { ...program.opts(), ...options }, surroundings));
    });
  addOutputOptions(command)
    .option('--exit-zero', 'exit with 0 whatever is new; trouble is still 2')
    .option('--config <file>', 'read this config file (or set LEASTWISE_CONFIG)')
    .option('--no-config', 'read no config file')
    .addOption(policyTypeOption())
    .addOption(awsDataOption())
    .addOption(colorOption())
    .option('-q, --quiet', 'print findings only')
    .option('-v, --verbose', 'say why each file was or was not read');
}

const CAN_EXAMPLES = `
A word with a colon is an action, any other a path (so is C:\\x; a file that is
named like an action is written ./s3:Get).

  leastwise can 's3:Delete*' infra/ plan.json
  leastwise can s3:GetObject --resource 'arn:aws:s3:::payroll/*'
  leastwise can iam:PassRole --principal 'Deploy*' template.yaml
  leastwise can sts:AssumeRole --principal arn:aws:iam::111122223333:root

Each policy answers by itself. Where the other side has to allow it as well (the
trust policy of a role, the policy of a key), ask about that too.

Exit codes: 0 nobody can, 1 somebody can or it is not proven that nobody can,
2 wrong usage, or input that looks like IAM and cannot be read.
`;

/** The question who can do something. */
function addCan(program: Command, surroundings: Surroundings, finish: Finish): void {
  program
    .command('can')
    .summary('tell who can do something, by which statement')
    .description('Tells which identities and policies allow actions, by which statements, under which conditions.')
    .argument('<words...>', "actions such as iam:PassRole or 's3:Get*', then files, folders or patterns")
    .addOption(
      new Option('--resource <arn>', 'on what: an ARN or pattern; repeatable (default: anything)').argParser(
        collectText,
      ),
    )
    .option('--principal <who>', 'only this one: a name or ARN, or a pattern of such')
    .addOption(choice('--format <format>', 'what to print', ['text', 'json'], 'text'))
    .option('--config <file>', 'read this config file (or set LEASTWISE_CONFIG)')
    .option('--no-config', 'read no config file')
    .addOption(policyTypeOption())
    .addOption(awsDataOption())
    .option('--stdin-filename <name>', 'what to call standard input')
    .addOption(colorOption())
    .option('-v, --verbose', 'say why each file was or was not read, and all that could not be judged')
    .addHelpText('after', CAN_EXAMPLES)
    .action(async (words: readonly string[], options: CanOptions) => {
      const { can } = await import('./can.js');
      finish(await can(words, options, surroundings));
    });
}

function collectText(value: string, earlier: readonly string[] = []): readonly string[] {
  if (value === '') throw new InvalidArgumentError('Expected text; is a variable not set?');
  return [...earlier, value];
}

function addOthers(program: Command, surroundings: Surroundings, finish: Finish): void {
  const formats = (names: readonly string[]) => choice('--format <format>', 'what to print', names, 'text');
  program
    .command('expand')
    .summary('print which actions a pattern matches today')
    .description('Prints the actions that patterns match today, by access level.')
    .argument('<patterns...>', "such as 's3:Get*', in quotes so that the shell leaves them alone")
    .addOption(formats(['text', 'json']))
    .addOption(awsDataOption())
    .action(async (patterns: readonly string[], { format = 'text' }: { readonly format?: string }) => {
      const { expandPatterns } = await import('./expand.js');
      finish(expandPatterns(patterns, format, surroundings));
    });
  program
    .command('explain')
    .summary('explain a rule')
    .description('Explains a rule: what it reports, why it matters, what to write instead.')
    .argument('<rule>', 'the id of a rule, as `leastwise rules` lists them')
    .addOption(formats(['text', 'json', 'markdown']))
    .addOption(noPluginsOption())
    .action(async (id: string, options: RulesOptions) => {
      const { explain } = await import('./explain.js');
      const { rulesToExplain } = await import('./known-rules.js');
      const rules = await rulesToExplain(id, { ...program.opts(), ...options }, surroundings);
      finish(explain(rules, id, options.format ?? 'text', surroundings));
    });
  program
    .command('rules')
    .summary('list all rules')
    .description('Lists all rules.')
    .addOption(formats(['text', 'json', 'markdown']))
    .addOption(noPluginsOption())
    .action(async (options: RulesOptions) => {
      const { listRules } = await import('./rules.js');
      const { rulesToList } = await import('./known-rules.js');
      const rules = await rulesToList({ ...program.opts(), ...options }, surroundings);
      finish(listRules(rules, options.format ?? 'text', surroundings));
    });
}

/** The options of `rules` and `explain`. */
interface RulesOptions {
  readonly format?: string;
  readonly noPlugins?: true;
}
