import { awsDataDate } from '../aws/actions.js';
import { resourceProblem } from '../config/resource-word.js';
import { settingsOf } from '../config/settings.js';
import type { Question } from '../inventory/who-can.js';
import { VERSION } from '../lint/version.js';
import type { AccessReport } from '../report/access-report.js';
import { renderAccessText } from '../report/access-text.js';
import { placeText } from '../report/finding-text.js';
import { toJson } from '../report/json.js';
import { printable } from '../report/terminal.js';
import { renderNothingFound } from '../report/text.js';
import { Answers, compareSpots } from './answers.js';
import { canWords } from './can-words.js';
import { type ColorOption, colorsFor } from './color.js';
import { type ConfigurationOptions, loadConfiguration } from './configuration.js';
import { type InputOptions, type InputRead, readInput } from './input.js';
import { remark, trouble } from './output.js';
import { EXIT, type Surroundings } from './surroundings.js';

/** The options of `can`, as the command line has them. */
export interface CanOptions extends Pick<ConfigurationOptions, 'config' | 'policyType'> {
  readonly resource?: readonly string[];
  readonly principal?: string;
  readonly format?: 'text' | 'json';
  readonly stdinFilename?: string;
  readonly color?: ColorOption;
  readonly verbose?: true;
}

/** Tells who can do what is asked; the exit code: 0 where that is proven to be nobody. */
export async function can(words: readonly string[], options: CanOptions, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const { actions, paths, ...wrong } = canWords(words);
  const problems = [
    ...wrong.problems,
    ...(options.resource ?? []).flatMap((resource) => resourceProblem(resource) ?? []),
  ];
  const loaded = problems.length > 0 ? { problems: [] } : await loadConfiguration(options, [], surroundings);
  if ('problems' in loaded) {
    const lines = [...problems, ...loaded.problems.map((problem) => `${placeText(problem)}: ${problem.message}`)];
    return trouble(lines, surroundings);
  }
  const { principal, resource: resources = ['*'] } = options;
  const question: Question = { actions, resources, ...(principal === undefined ? {} : { principal }) };
  const answers = new Answers(question);
  const given = paths.length === 0 ? ['.'] : paths;
  const { lint: settings, ignore } = settingsOf(loaded.configuration);
  const input = await readInput(
    given,
    { rules: [], settings, ignore, onlooker: answers.ask, ...readingOf(options) },
    surroundings,
  );
  const misspelled = input.report.summary.files > 0 ? answers.unknownPrincipal() : undefined;
  if (misspelled !== undefined) {
    return trouble([misspelled], surroundings);
  }
  const report = reportOf(question, answers, input);
  const style = {
    color: await colorsFor(options.color ?? 'auto', surroundings),
    width: stdout.isTerminal ? stdout.width : undefined,
    verbose: options.verbose,
  };
  const isJson = options.format === 'json';
  const isNothing = input.report.summary.files === 0 && report.failures.length === 0 && report.unresolved.length === 0;
  if (isJson) stdout.write(toJson(report));
  else if (isNothing) stdout.write(renderNothingFound(input.fileCount, given, style));
  else stdout.write(renderAccessText(report, style));
  stderr.write(input.outcomes.map((line) => `${printable(line)}\n`).join(''));
  const unseen = isJson ? report.failures.map((failure) => `${placeText(failure)}: ${failure.message}`) : [];
  remark([...input.notes, ...unseen], stderr);
  if (report.failures.length > 0) return EXIT.trouble;
  return report.verdict === 'no' ? EXIT.ok : EXIT.findings;
}

/** The options that say how input is read. */
function readingOf({ stdinFilename, verbose }: CanOptions): Pick<InputOptions, 'stdinFilename' | 'verbose'> {
  return { ...(stdinFilename === undefined ? {} : { stdinFilename }), ...(verbose === undefined ? {} : { verbose }) };
}

function reportOf(question: Question, asked: Answers, { report }: InputRead): AccessReport {
  const answers = asked.sorted();
  const { actions, resources, principal } = question;
  const { failures, summary } = report;
  const unresolved = [...report.unresolved, ...asked.malformed()].sort(compareSpots);
  const isSure = answers.some(({ verdict }) => verdict === 'yes');
  const isOpen = answers.length > 0 || failures.length > 0 || unresolved.some(asked.isOpen);
  return {
    version: 1,
    tool: { name: 'leastwise', version: VERSION, awsData: awsDataDate() },
    question: { actions, resources, ...(principal === undefined ? {} : { principal }) },
    verdict: isSure ? 'yes' : isOpen ? 'unknown' : 'no',
    answers,
    failures,
    unresolved,
    summary: {
      files: summary.files,
      policies: summary.policies,
      answers: answers.length,
      unresolved: unresolved.length,
      failures: failures.length,
    },
  };
}
