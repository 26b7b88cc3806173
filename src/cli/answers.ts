import { didYouMean } from '../document/similar.js';
import { displayText } from '../document/value.js';
import { isMentioned, namesOf } from '../inventory/called.js';
import type { Inventory } from '../inventory/model.js';
import { unknownParts } from '../inventory/model.js';
import type { Permission, PermissionHolder, Question } from '../inventory/who-can.js';
import { whoCan } from '../inventory/who-can.js';
import type { FindingWriter } from '../lint/finding.js';
import { conditionWords } from '../policy/condition-words.js';
import type { PrincipalElement } from '../policy/model.js';
import type { AccessAnswer, AnswerHolder } from '../report/access-report.js';
import type { UnresolvedPlace } from '../report/report.js';

/** What the inputs say to a question, as plain data: no more of an input is kept in memory. */
export class Answers {
  readonly #question: Question;
  /** As JSON, each once: its texts would otherwise be parts of the input's, and keep that in memory. */
  readonly #answers = new Set<string>();
  readonly #malformed: UnresolvedPlace[] = [];
  /** What the identities are called. */
  readonly #names = new Set<string>();
  #isMentioned = false;
  /** What is unresolved and has been taken into account by the answers. */
  readonly #judged = new Set<string>();

  constructor(question: Question) {
    this.#question = question;
  }

  /** Asks one inventory. */
  readonly ask = (inventory: Inventory, writer: FindingWriter): void => {
    const { principal } = this.#question;
    if (principal !== undefined && isMentioned(inventory, principal)) this.#isMentioned = true;
    if (principal !== undefined) this.#addNames(inventory);
    for (const one of whoCan(inventory, this.#question)) this.#answers.add(JSON.stringify(answerOf(one, writer)));
    const inPolicies = new Set(inventory.policies.flatMap(unknownParts).map(({ reason }) => reason));
    for (const { place, reason } of inventory.unresolved) {
      if (inPolicies.has(reason)) this.#judged.add(keyOf({ ...writer.span(place), message: reason }));
    }
    for (const { place, message } of inventory.policies.flatMap(({ faults }) => faults)) {
      const { file, line, column } = writer.span(place);
      this.#malformed.push({ file, line, column, message: `not well-formed: ${message}` });
    }
  };

  #addNames({ identities }: Inventory): void {
    for (const name of identities.flatMap(namesOf)) this.#names.add(name);
  }

  /** Why the principal that was asked about is most likely misspelled; undefined where it is not. */
  unknownPrincipal(): string | undefined {
    const { principal } = this.#question;
    // An ARN, an account or a service can be asked about that no input speaks of.
    const isName =
      principal !== undefined && principal !== 'anyone' && /^[^:.]*$/.test(principal) && !/^\d{12}$/.test(principal);
    if (!isName || this.#isMentioned) return undefined;
    return `nothing in the input is called "${principal}"${didYouMean(principal, this.#names)}`;
  }

  /** The answers by where they stand. */
  sorted(): readonly AccessAnswer[] {
    const answers = [...this.#answers].map((json): [string, AccessAnswer] => [json, JSON.parse(json)]);
    return answers.sort(([a, one], [b, other]) => compareSpots(one, other) || compare(a, b)).map(([, one]) => one);
  }

  /** What is not well-formed, so that part of it may be missing from what was asked. */
  malformed(): readonly UnresolvedPlace[] {
    return this.#malformed;
  }

  /** Whether something that could not be judged may hold an answer of its own. */
  readonly isOpen = (place: UnresolvedPlace): boolean => {
    return !this.#judged.has(keyOf(place));
  };
}

function keyOf({ file, line, column, message }: UnresolvedPlace): string {
  return `${file} ${line} ${column} ${message}`;
}

/** By file, line and column. */
export function compareSpots(a: UnresolvedPlace | AccessAnswer, b: UnresolvedPlace | AccessAnswer): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function answerOf(one: Permission, writer: FindingWriter): AccessAnswer {
  const { at, verdict, policy, attachment, statement, witness, reasons, principal } = one;
  // What AWS wrote stands in no file.
  const within = attachment === undefined ? { policy, statement } : {};
  const resource = policy?.resource ?? attachment?.resource ?? one.holders[0]?.identity.resource;
  return {
    verdict,
    ...writer.spot(at.place, { ...within, resource }),
    ...(attachment === undefined ? {} : { managedPolicy: displayText(attachment.policyName) }),
    holders: one.holders.map((holder) => holderOf(holder, writer)),
    ...(principal === undefined ? {} : { principals: principalsOf(principal) }),
    conditions: (statement?.conditions ?? []).map(conditionWords),
    when: statement?.when ?? [],
    ...(witness === undefined ? {} : { witness }),
    reasons,
  };
}

function holderOf({ identity: { type, name, place }, verdict }: PermissionHolder, writer: FindingWriter): AnswerHolder {
  return { type, name, verdict, ...writer.span(place) };
}

function principalsOf({ items, negated, unknown }: PrincipalElement): NonNullable<AccessAnswer['principals']> {
  const names = items.map(({ value }) => displayText(value));
  return { allBut: negated, names: unknown.length === 0 ? names : [...names, 'something that is not told'] };
}
