/** The few facts of a map, used again for the next: to make or to clear a `Map` each time takes longer than to search. */
export class KnownFacts {
  readonly #keys: string[] = [];
  readonly #values: string[] = [];
  #count = 0;

  /** Whether a fact is known. */
  has(key: string): boolean {
    return this.#indexOf(key) >= 0;
  }

  /** The text of a fact. */
  get(key: string): string | undefined {
    return this.#values[this.#indexOf(key)];
  }

  /** Learns a fact: of two with the same key the last holds. */
  set(key: string, value: string): void {
    const known = this.#indexOf(key);
    const index = known < 0 ? this.#count++ : known;
    this.#keys[index] = key;
    this.#values[index] = value;
  }

  /** Forgets all. */
  clear(): void {
    this.#count = 0;
  }

  #indexOf(key: string): number {
    for (let index = 0; index < this.#count; index++) if (this.#keys[index] === key) return index;
    return -1;
  }
}
