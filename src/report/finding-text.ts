import { type Mark, renderFrame } from './frame.js';
import type { Finding, RuleDescription, SpanEdit, SpanNote, Spot, WitnessRequest } from './report.js';
import { compactFix, firstSentence } from './rule-text.js';
import { type Colors, displayWidth, printable, wrap } from './terminal.js';

/** How what stands somewhere is shown. */
export interface SpotStyle {
  readonly color: Colors;
  /** Columns of the terminal; absent where there is none: then only code is cut, and nothing is wrapped. */
  readonly width?: number | undefined;
}

interface FindingStyle extends SpotStyle {
  /** The rule's texts, to print why and fix along with the finding; absent where they stand elsewhere. */
  readonly rule?: RuleDescription | undefined;
  /** Whether covered findings are shown with their messages. */
  readonly verbose?: boolean | undefined;
  /** Makes a rule's id lead to what there is to read of it; absent where the terminal knows no links. */
  readonly linkRule?: ((id: string, text: string) => string) | undefined;
}

/** Columns for code where no terminal tells its width. */
const CODE_WIDTH = 120;

/** A finding as lines: headline, place, code, notes. */
export function findingLines(finding: Finding, style: FindingStyle): readonly string[] {
  const paint = (text: string): string => style.color.severity(finding.severity, text);
  const asides = finding.related.filter((note) => isBeside(note, finding)).map((note) => asideMark(note, style.color));
  const marks = asides.map(([mark]) => mark);
  const { lines, shown, gutter } = spotLines(finding, marks, paint, style);
  const shownNotes = new Set(asides.filter(([mark]) => shown.has(mark)).map(([, note]) => note));
  const notes = notesOf(finding, style, (note) => !shownNotes.has(note));
  return [...headline(finding, style), ...lines, ...notes.flatMap((note) => noteLines(note, gutter, style))];
}

/** Where something stands as lines: its place, the code with marks. */
interface SpotLines {
  readonly lines: readonly string[];
  /** Those of the marks that can be seen. */
  readonly shown: ReadonlySet<Mark>;
  /** Columns for the line numbers. */
  readonly gutter: number;
}

/**
 * Shows where something stands.
 *
 * @param asides marks beside that of the spot itself
 * @param paint colours the spot's own mark
 */
export function spotLines(
  spot: Spot,
  asides: readonly Mark[],
  paint: (text: string) => string,
  style: SpotStyle,
): SpotLines {
  const lastLine = spot.frame.startLine + spot.frame.lines.length - 1;
  const gutter = String(Math.max(spot.line, lastLine)).length;
  const { lines, shown } = renderFrame(spot.frame, [mainMark(spot, paint), ...asides], {
    colors: style.color,
    gutter,
    width: style.width ?? CODE_WIDTH,
  });
  const code = spot.frame.lines.length > 0 ? lines : [];
  return { lines: [...placeLines(spot, gutter, style), ...code], shown, gutter };
}

function headline(finding: Finding, style: FindingStyle): readonly string[] {
  const { severity, rule, confidence, message } = finding;
  const nameWith = (id: string): string => `${severity}[${id}${confidence === 'possible' ? ', possible' : ''}]:`;
  const name = nameWith(printable(rule));
  const linked = nameWith(style.linkRule?.(rule, printable(rule)) ?? printable(rule));
  const [first = '', ...rest] = wrap(`${name} ${printable(message)}`, style.width);
  const painted = style.color.severity(severity, linked) + style.color.bold(first.slice(name.length));
  return [painted, ...rest.map((line) => style.color.bold(line))];
}

/** A place as terminals make it clickable: `file:line:column`. */
export function placeText(place: { readonly file: string; readonly line?: number; readonly column?: number }): string {
  const position = [place.line, place.column].filter((number) => number !== undefined).map((number) => `:${number}`);
  return printable(place.file) + position.join('');
}

function placeLines(spot: Spot, gutter: number, style: SpotStyle): readonly string[] {
  const indent = ' '.repeat(gutter);
  const arrow = indent + style.color.gutter('-->');
  const place = placeText(spot);
  const surroundings = surroundingsOf(spot);
  if (surroundings === '') return [`${arrow} ${place}`];
  const line = `${indent}--> ${place}  (${surroundings})`;
  if (style.width === undefined || displayWidth(line) <= style.width) {
    return [`${arrow} ${place}  ${style.color.dim(`(${surroundings})`)}`];
  }
  const wrapped = wrap(`(${surroundings})`, Math.max(20, style.width - gutter - 4));
  return [`${arrow} ${place}`, ...wrapped.map((part) => `${indent}    ${style.color.dim(part)}`)];
}

const POLICY_NAMES: Readonly<Record<string, string>> = {
  trust: 'trust policy',
  boundary: 'permissions boundary',
  scp: 'service control policy',
  rcp: 'resource control policy',
};

/** What something stands in: kind of policy, statement, resource, CDK construct. */
export function surroundingsOf(spot: Spot): string {
  const { policy, resource, policyPath } = spot;
  const parts: string[] = [];
  if (policy !== undefined) parts.push(POLICY_NAMES[policy.kind] ?? `${policy.kind} policy`);
  if (resource !== undefined) parts.push(resourceText(resource.type, resource.name));
  if (resource?.constructPath !== undefined) parts.push(resource.constructPath);
  if (policy?.sid !== undefined) parts.push(`Sid "${policy.sid}"`);
  else if (policyPath?.[0] === 'Statement' && typeof policyPath[1] === 'number')
    parts.push(`Statement[${policyPath[1]}]`);
  return printable(parts.join(', '));
}

/** A Terraform address holds the type already. */
function resourceText(type: string, name: string): string {
  return name.includes(type) ? name : `${type} ${name}`;
}

function mainMark({ line, column, endLine, endColumn }: Spot, paint: (text: string) => string): Mark {
  if (endLine === line) return { line, column, endColumn, underline: '^', paint };
  return { line, column, endColumn: Infinity, underline: '^', label: `… to line ${endLine}`, paint };
}

/** Whether a related place stands in the code that is shown, on one line, and is another than the finding's own. */
function isBeside(note: SpanNote, finding: Finding): boolean {
  const { startLine, lines } = finding.frame;
  const isShown = note.file === finding.file && note.line >= startLine && note.line < startLine + lines.length;
  return isShown && note.line === note.endLine && (note.line !== finding.line || note.column !== finding.column);
}

function asideMark(note: SpanNote, colors: Colors): readonly [Mark, SpanNote] {
  const { line, column, endColumn, message } = note;
  return [{ line, column, endColumn, underline: '-', label: message, paint: colors.aside }, note];
}

/** A labelled remark under the code. */
export interface Remark {
  readonly label: string;
  readonly lines: readonly string[];
  /** Lines to paste, which are never wrapped. */
  readonly code?: readonly string[];
}

function notesOf(finding: Finding, style: FindingStyle, isUnseen: (note: SpanNote) => boolean): readonly Remark[] {
  const { rule } = style;
  const remarks: Remark[] = [];
  if (rule !== undefined) remarks.push({ label: 'why:', lines: [firstSentence(rule.why)] });
  if (finding.witness !== undefined)
    remarks.push({ label: 'request:', lines: [], code: witnessLines(finding.witness) });
  finding.steps.forEach((step, index) => {
    remarks.push({ label: `${index + 1}.`, lines: [`${placeText(step)}: ${printable(step.message)}`] });
  });
  for (const note of finding.related.filter(isUnseen)) {
    remarks.push({ label: 'see:', lines: [`${placeText(note)}: ${printable(note.message)}`] });
  }
  if (rule !== undefined) remarks.push(fixRemark(rule));
  for (const edit of finding.edits) remarks.push(editRemark(edit, finding));
  if (finding.covers.length > 0)
    remarks.push({ label: 'covers:', lines: coversLines(finding, style.verbose ?? false) });
  return remarks;
}

/** A request, a line each thing that there is to say of it; values in one column. */
export function witnessLines({ principal, action, resource, context, when = [] }: WitnessRequest): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ...(principal === undefined ? [] : [['principal', principal] as const]),
    ['action', action],
    ['resource', resource],
    ...Object.entries(context).map(([key, value]) => ['context', `${key} = ${value}`] as const),
    ...when.map(({ condition, is }) => [is ? 'when' : 'unless', condition] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`);
}

function fixRemark(rule: RuleDescription): Remark {
  const { text, code } = compactFix(rule.fix);
  return { label: 'fix:', lines: [text], code };
}

/** The text to write; where it does not replace the words pointed at, its place stands first. */
function editRemark(edit: SpanEdit, finding: Finding): Remark {
  const isHere = edit.file === finding.file && edit.line === finding.line && edit.column === finding.column;
  const code =
    edit.text === ''
      ? ['(nothing)']
      : edit.text
          .trimEnd()
          .split(/\r\n|\r|\n/)
          .map(printable);
  return { label: 'write:', lines: isHere ? [] : [`${placeText(edit)}:`], code };
}

function coversLines(finding: Finding, verbose: boolean): readonly string[] {
  if (verbose) return finding.covers.map(({ rule, message }) => printable(`${rule}: ${message}`));
  return [printable(Array.from(new Set(finding.covers.map(({ rule }) => rule))).join(', '))];
}

/** A remark as lines. */
export function noteLines(remark: Remark, gutter: number, style: SpotStyle): readonly string[] {
  const label = remark.label.padEnd(4);
  const indent = ' '.repeat(gutter + 1 + 2 + label.length + 1);
  const room = style.width === undefined ? undefined : Math.max(20, style.width - indent.length);
  const lines = [...remark.lines.flatMap((line) => wrap(line, room)), ...(remark.code ?? [])];
  const lead = `${' '.repeat(gutter + 1)}${style.color.gutter('=')} ${style.color.bold(label)} `;
  return lines.map((line, index) => ((index === 0 ? lead : indent) + line).trimEnd());
}
