import { type Command, InvalidArgumentError, Option } from 'commander';
import { POLICY_TYPE_NAMES, parsePolicyType } from '../config/policy-type.js';
import { didYouMean } from '../document/similar.js';
import { OTHER_TOOLS, type OtherTool } from '../lint/suppressions/other-tools.js';
import type { PolicyType } from '../sources/source.js';
import { type OutputFile, parseOutputFile, REPORT_FORMATS } from './report-format.js';

/** Adds what says in which formats a report goes where. */
export function addOutputOptions(command: Command): Command {
  return command
    .addOption(choice('--format <format>', 'what to print', REPORT_FORMATS, 'text').argParser(collectFormat))
    .addOption(
      new Option('--output <format=file>', 'write a report to a file as well; repeatable').argParser(collectOutput),
    );
}

/** What bare policy documents are. */
export function policyTypeOption(): Option {
  return new Option(
    '--policy-type <type>',
    'what bare policy documents are, such as trust or resource:AWS::S3::Bucket',
  ).argParser(toPolicyType);
}

/** What tells a run from others over the same repository. */
export function sarifCategoryOption(): Option {
  return new Option('--sarif-category <name>', 'what tells this run from others in code scanning').argParser(
    (value) => {
      if (/^[^\s/]\S*$/.test(value)) return value;
      throw new InvalidArgumentError('Expected a name without spaces, such as infra/prod.');
    },
  );
}

/** Where the source of a Terraform plan is. */
export function terraformDirOption(): Option {
  return new Option('--terraform-dir <dir>', "where a plan's configuration is (default: the folder of the plan)");
}

/** Facts about AWS that are newer than those that the program has. */
export function awsDataOption(): Option {
  return new Option('--aws-data <file>', 'take the facts about AWS from this file, newer than those of this version');
}

/** Whether to use colour. */
export function colorOption(): Option {
  return choice('--color <when>', 'whether to use colour', ['auto', 'always', 'never'], 'auto');
}

/** An option with choices, which its help lists, and whose error suggests the nearest. */
export function choice(flags: string, description: string, choices: readonly string[], usual?: string): Option {
  const shown = usual === undefined ? choices.join(', ') : `${choices.join(', ')}; default: ${usual}`;
  const option = new Option(flags, `${description} (${shown})`).argParser((value) => oneOf(value, choices));
  // For the completion of shells.
  option.argChoices = [...choices];
  return option;
}

/** The value, if it is one of those there are; else an error that suggests the nearest. */
export function oneOf<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const chosen = choices.find((each) => each === value);
  if (chosen !== undefined) return chosen;
  throw new InvalidArgumentError(`Expected one of ${choices.join(', ')}${didYouMean(value, choices)}.`);
}

function collectFormat(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, oneOf(value, REPORT_FORMATS)];
}

function collectOutput(value: string, earlier: readonly OutputFile[] = []): readonly OutputFile[] {
  const output = parseOutputFile(value);
  if (output === undefined) {
    throw new InvalidArgumentError(
      `Expected a format and a file, as in sarif=leastwise.sarif; formats: ${REPORT_FORMATS.join(', ')}.`,
    );
  }
  return [...earlier, output];
}

/** Ids of rules, of an option that can be given several times. */
export function collectIds(value: string, earlier: readonly string[] = []): readonly string[] {
  const ids = value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new InvalidArgumentError('Expected the id of a rule, see `leastwise rules`.');
  return [...earlier, ...ids];
}

/** Whether the plugins of the config file are left alone. A switch of its own: as the opposite of one it would be on by default. */
export function noPluginsOption(): Option {
  const option = new Option('--no-plugins', 'do not run the code of the plugins that the config file names');
  option.negate = false;
  return option;
}

/** Commander takes `--no-x` for the opposite of `--x`; this one has a value of its own. */
export function noRuleOption(): Option {
  const option = new Option('--no-rule <ids>', 'turn rules off; repeatable, or separated by commas').argParser(
    collectIds,
  );
  option.negate = false;
  return option;
}

/** Other tools whose suppressions count. */
export function suppressionsOfOption(): Option {
  const names = OTHER_TOOLS.join(', ');
  return new Option(
    '--suppressions-of <tools>',
    `honour what other tools are told beside the code (${names})`,
  ).argParser((value, earlier: readonly OtherTool[] = []) => [
    ...earlier,
    ...value.split(',').map((name) => toolNamed(name.trim())),
  ]);
}

function toolNamed(name: string): OtherTool {
  const tool = OTHER_TOOLS.find((known) => known === name);
  if (tool !== undefined) return tool;
  throw new InvalidArgumentError(`Expected one of ${OTHER_TOOLS.join(', ')}${didYouMean(name, OTHER_TOOLS)}.`);
}

function toPolicyType(value: string): PolicyType {
  const type = parsePolicyType(value);
  if (type !== undefined) return type;
  const names = POLICY_TYPE_NAMES.join(', ');
  throw new InvalidArgumentError(
    `Expected ${names}, or resource:AWS::S3::Bucket${didYouMean(value, POLICY_TYPE_NAMES)}.`,
  );
}
