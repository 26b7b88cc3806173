import { mostSimilar } from '../../document/similar.js';
import type { Rule } from '../../rule.js';

/** All that rules may be called: by their ids, by former ones, and by what other tools call the same. */
export class RuleNames {
  readonly #ids = new Map<string, Set<string>>();
  readonly #own: readonly string[];

  constructor(rules: readonly Rule[]) {
    this.#own = rules.map(({ id }) => id);
    for (const { id, formerIds = [], aliases = [] } of rules) {
      for (const name of [id, ...formerIds]) this.#note(name, id);
      for (const alias of aliases) {
        this.#note(alias, id);
        // As people know it: `CKV_AWS_40` for `checkov:CKV_AWS_40`.
        this.#note(alias.slice(alias.indexOf(':') + 1), id);
      }
    }
  }

  /** The ids of the rules that a name stands for, whatever its case: `wildcard-action`, `checkov:CKV_AWS_40`, `F3`. */
  idsOf(name: string): readonly string[] {
    return [...(this.#ids.get(name.toLowerCase()) ?? [])];
  }

  /** What is wrong with a name that stands for no rule. */
  problemOf(name: string): string {
    if (/\s/.test(name)) return `\`${name}\` is no rule; a reason stands behind \`--\``;
    const similar = mostSimilar(name, this.#own);
    return `\`${name}\` is no rule${similar === undefined ? '' : ` (did you mean \`${similar}\`?)`}`;
  }

  #note(name: string, id: string): void {
    const key = name.toLowerCase();
    const known = this.#ids.get(key);
    if (known === undefined) this.#ids.set(key, new Set([id]));
    else known.add(id);
  }
}
