import type { AccessAnswer, AccessReport, AnswerHolder } from './access-report.js';
import { noteLines, placeText, type Remark, type SpotStyle, spotLines } from './finding-text.js';
import { counted, printable, wrap } from './terminal.js';
import { unresolvedLines } from './text.js';

/** How answers are shown. */
export interface AccessTextStyle extends SpotStyle {
  /** Lists every place that could not be judged. */
  readonly verbose?: boolean | undefined;
}

/** Who can do what was asked, for people: a block an answer, what could not be judged, a summary. Ends with a line feed. */
export function renderAccessText(report: AccessReport, style: AccessTextStyle): string {
  const remarks = [
    report.answers.filter((answer) => !isInSight(answer)).map((answer) => outOfSightLine(answer, style)),
    report.failures.map(
      (failure) => `${style.color.bad('error:')} ${placeText(failure)}: ${printable(failure.message)}`,
    ),
    unresolvedLines(report, style),
    [summaryLine(report, style)],
  ].map((lines) => lines.flatMap((line) => wrap(line, style.width)));
  return [...report.answers.filter(isInSight).map((answer) => answerLines(answer, report, style)), ...remarks]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** Whether a policy says so; else all that is known is that there may be one. */
function isInSight({ policy, managedPolicy }: AccessAnswer): boolean {
  return policy !== undefined || managedPolicy !== undefined;
}

function outOfSightLine(answer: AccessAnswer, { color }: SpotStyle): string {
  const label = color.severity('medium', 'maybe:');
  return `${label} ${placeText(answer)}: ${printable(`${whoOf(answer)}: ${answer.reasons.join('; ')}`)}`;
}

function answerLines(answer: AccessAnswer, report: AccessReport, style: SpotStyle): readonly string[] {
  const { color } = style;
  const severity = answer.verdict === 'yes' ? 'high' : 'medium';
  const paint = (text: string): string => color.severity(severity, text);
  const label = answer.verdict === 'yes' ? 'yes:' : 'maybe:';
  const [first = '', ...rest] = wrap(`${label} ${printable(headline(answer, report))}`, style.width);
  const { lines, gutter } = spotLines(answer, [], paint, style);
  return [
    paint(label) + color.bold(first.slice(label.length)),
    ...rest.map((line) => color.bold(line)),
    ...lines,
    ...remarksOf(answer).flatMap((remark) => noteLines(remark, gutter, style)),
  ];
}

function headline(answer: AccessAnswer, { question }: AccessReport): string {
  const { witness, verdict } = answer;
  const can = verdict === 'yes' ? 'can' : 'may be able to';
  const action = witness?.action ?? question.actions.join('`, `');
  const resource = witness?.resource ?? question.resources.join('`, `');
  return `${whoOf(answer)} ${can} do \`${action}\` on \`${resource}\``;
}

/** As many names as fit into a line. */
const MOST_NAMES = 3;

function whoOf({ holders, principals }: AccessAnswer): string {
  if (principals !== undefined) {
    const names = listed(principals.names.map((name) => `\`${name}\``));
    if (principals.allBut) return `everybody but ${names}`;
    return principals.names.includes('*') ? 'anyone' : names;
  }
  return holders.length === 0 ? 'whoever holds the policy' : listed(holders.map(holderText));
}

function holderText({ type, name }: AnswerHolder): string {
  return `${type} \`${name}\``;
}

function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMES) {
    return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
  }
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function remarksOf(answer: AccessAnswer): readonly Remark[] {
  const { managedPolicy, conditions, when, witness, reasons, holders } = answer;
  const context = Object.entries(witness?.context ?? {}).map(([key, value]) => `\`${key}\` = \`${value}\``);
  const guards = [...when, ...(witness?.when ?? [])].map(
    ({ condition, is }) => `${is ? 'when' : 'unless'} \`${condition}\``,
  );
  const remarks: readonly Remark[] = [
    { label: 'by:', lines: managedPolicy === undefined ? [] : [managedPolicy] },
    { label: 'if:', lines: conditions },
    { label: 'in:', lines: [...new Set(guards)] },
    { label: 'with:', lines: context.length === 0 ? [] : [context.join(', ')] },
    { label: 'open:', lines: reasons },
    { label: 'who:', lines: holders.map((holder) => `${placeText(holder)}: ${holderWords(holder, answer)}`) },
  ];
  return remarks
    .map(({ label, lines }) => ({ label, lines: lines.map(printable) }))
    .filter(({ lines }) => lines.length > 0);
}

function holderWords(holder: AnswerHolder, { verdict }: AccessAnswer): string {
  return holderText(holder) + (holder.verdict === verdict ? '' : ', maybe');
}

function summaryLine({ verdict, answers, summary, question, tool }: AccessReport, { color }: SpotStyle): string {
  const asked = question.actions.join(', ');
  const sure = answers.filter((answer) => answer.verdict === 'yes').length;
  const counts = [
    ...(sure > 0 ? [`${counted(sure, 'statement')} allow${sure === 1 ? 's' : ''} it`] : []),
    ...(answers.length > sure ? [`${answers.length - sure} may`] : []),
    ...(summary.unresolved > 0 ? [`${summary.unresolved} unresolved`] : []),
    ...(summary.failures > 0 ? [counted(summary.failures, 'failure')] : []),
  ];
  const said = {
    yes: color.bad(`somebody can do ${printable(asked)}`),
    unknown: color.bold(`not proven that nobody can do ${printable(asked)}`),
    no: color.good(`nobody can do ${printable(asked)}`),
  }[verdict];
  const where = `in ${counted(summary.policies, 'policy', 'policies')} of ${counted(summary.files, 'file')}`;
  const how = color.dim(`(AWS data ${tool.awsData})`);
  return `${[said, ...counts].join(', ')} ${where} ${how}`;
}
