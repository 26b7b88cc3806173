import { wordsOf } from '../document/words-of.js';
import type { Inventory } from '../inventory/model.js';
import type { ActiveRule } from './active-rules.js';
import type { Found } from './run-rules.js';

/** No more text than this is remembered. */
const MOST_CHARACTERS = 2 ** 24;

/** When that is full it has shown whether any are alike: of a hundred, this many at least. */
const WORTH_PERCENT = 5;

/** Shorter ones hold no secret, which is all that is looked for in the `Id` of a policy. */
const LONGEST_PLAIN_ID = 15;

/**
 * Knows bare policies again that say the same as an earlier one, in whatever layout and under whatever `Id`: generated
 * ones do by the hundred. A rule that had nothing to say of the one has nothing to say of the other, and most rules have
 * nothing to say of most policies; so only the others are asked again, for where the words stand.
 */
export class Alike {
  /** By the rules that run, and by what a document says: those that had something to say of it. */
  readonly #speaking = new WeakMap<readonly ActiveRule[], Map<string, readonly ActiveRule[]>>();
  /** Of one document alone nothing need be known again. */
  #isFirst = true;
  #characters = 0;
  #tried = 0;
  #met = 0;

  /**
   * What rules find.
   *
   * @param rules all that are to run: the same list as for other documents, and they are asked alike
   * @param run runs some of them, in their order
   */
  judge(
    inventory: Inventory,
    rules: readonly ActiveRule[],
    run: (rules: readonly ActiveRule[]) => readonly Found[],
  ): readonly Found[] {
    const words = !this.#isFirst && this.#isWorthIt() ? wordsOfBare(inventory) : undefined;
    this.#isFirst = false;
    if (words === undefined) return run(rules);
    const known = this.#speaking.get(rules) ?? new Map<string, readonly ActiveRule[]>();
    this.#speaking.set(rules, known);
    this.#tried++;
    const speaking = known.get(words);
    if (speaking !== undefined) {
      this.#met++;
      return speaking.length === 0 ? [] : run(speaking);
    }
    const found = run(rules);
    const heard = new Set(found.map(({ active }) => active));
    this.#characters += words.length;
    if (this.#characters <= MOST_CHARACTERS)
      known.set(
        words,
        rules.filter((rule) => heard.has(rule)),
      );
    return found;
  }

  #isWorthIt(): boolean {
    return this.#characters <= MOST_CHARACTERS || this.#met * 100 >= this.#tried * WORTH_PERCENT;
  }
}

/** The words of a document, where they are all that rules see: of others, resources and links matter as well. */
function wordsOfBare({ format, document, policies, ...others }: Inventory): string | undefined {
  const [policy, more] = policies;
  if (format !== 'policy' || policy === undefined || more !== undefined) return undefined;
  if (others.identities.length > 0 || others.resources.length > 0 || others.accounts !== undefined) return undefined;
  if (document.format !== 'json' || document.origin !== undefined || document.rewritten !== undefined) return undefined;
  return `${policy.kind} ${policy.resourceType}\n${wordsOf(document, isPlainId)}`;
}

/** Without an `Id`, by which nothing is judged: it differs where all else is the same. */
function isPlainId(key: string, value: string): boolean {
  return key === '"Id"' && value.length <= LONGEST_PLAIN_ID + 2;
}
