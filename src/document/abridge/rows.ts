/** Rows of as many numbers each, in one array: a tenth of the objects' memory where there are a hundred thousand. */
export class Rows {
  readonly #width: number;
  #numbers: Float64Array;
  #count = 0;

  /** @param width how many numbers a row has */
  constructor(width: number) {
    this.#width = width;
    this.#numbers = new Float64Array(FIRST_ROWS * width);
  }

  /** How many rows there are. */
  get count(): number {
    return this.#count;
  }

  /** One number of a row; 0 where there is no such row. */
  get(row: number, column: number): number {
    return row < this.#count ? (this.#numbers[row * this.#width + column] ?? 0) : 0;
  }

  /** Changes one number of a row. */
  set(row: number, column: number, value: number): void {
    this.#numbers[row * this.#width + column] = value;
  }

  /** Adds a row of zeros. Returns its index. */
  add(): number {
    const end = (this.#count + 1) * this.#width;
    if (end > this.#numbers.length) {
      const larger = new Float64Array(Math.ceil(this.#count * GROWTH) * this.#width);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.fill(0, end - this.#width, end);
    return this.#count++;
  }

  /** Takes rows away from the end, until so many are left. */
  truncate(count: number): void {
    this.#count = count;
  }
}

const FIRST_ROWS = 64;
const GROWTH = 1.5;
