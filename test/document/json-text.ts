import fc from 'fast-check';

/** A JSON text in some formatting, and the same text with a blank for each character of a comment. */
export interface JsonText {
  readonly text: string;
  readonly plain: string;
}

/** Any JSON value, written in any way that JSON allows; with comments between the tokens where asked for. */
export function jsonText({ comments }: { readonly comments: boolean }): fc.Arbitrary<JsonText> {
  const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
  const taste = fc.array(fc.nat(999), { minLength: 8, maxLength: 64 });
  return fc.tuple(value, taste).map(([json, choices]) => new JsonPrinter(choices, comments).print(json));
}

/** A JSON value, written in a way that a list of numbers chooses. */
export function jsonTextOf(value: unknown, choices: readonly number[]): string {
  return new JsonPrinter(choices, false).print(value).text;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const SPACES = ['', '', '', ' ', '\n', '\r\n', '\r', '\t', '\n    ', '  '];
const COMMENTS = ['//\n', '/* */', '// "a": {[\r\n', '/* }, \n ** / \u{1f600} */', '// no\r'];

/** Prints JSON in a way that a list of numbers chooses. */
class JsonPrinter {
  readonly #choices: readonly number[];
  readonly #comments: boolean;
  #used = 0;
  #text = '';
  #plain = '';

  constructor(choices: readonly number[], comments: boolean) {
    this.#choices = choices;
    this.#comments = comments;
  }

  print(value: unknown): JsonText {
    this.#value(value);
    return { text: this.#text, plain: this.#plain };
  }

  #choose(most: number): number {
    return (this.#choices[this.#used++ % this.#choices.length] ?? 0) % most;
  }

  #write(token: string): void {
    this.#text += token;
    this.#plain += token;
  }

  #gap(): void {
    this.#write(SPACES[this.#choose(SPACES.length)] ?? '');
    const comment = this.#comments ? COMMENTS[this.#choose(COMMENTS.length * 4)] : undefined;
    if (comment === undefined) return;
    this.#text += comment;
    this.#plain += ' '.repeat(comment.length);
  }

  #value(value: unknown): void {
    this.#gap();
    if (typeof value === 'string') this.#string(value);
    else if (typeof value === 'number') this.#number(value);
    else if (Array.isArray(value)) this.#list('[', value, (item) => this.#value(item), ']');
    else if (typeof value === 'object' && value !== null) {
      this.#list('{', Object.entries(value), ([key, item]) => this.#entry(key, item), '}');
    } else this.#write(String(value));
    this.#gap();
  }

  #list<Item>(open: string, items: readonly Item[], print: (item: Item) => void, close: string): void {
    this.#write(open);
    items.forEach((item, i) => {
      if (i > 0) this.#write(',');
      print(item);
    });
    if (items.length === 0) this.#gap();
    this.#write(close);
  }

  #entry(key: string, value: unknown): void {
    this.#gap();
    this.#string(key);
    this.#gap();
    this.#write(':');
    this.#value(value);
  }

  #string(value: string): void {
    let written = '';
    for (let i = 0; i < value.length; i++) written += this.#unit(value.charAt(i));
    this.#write(`"${written}"`);
  }

  #unit(unit: string): string {
    const way = this.#choose(8);
    const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
    if (way === 0) return `\\u${hex}`;
    if (way === 1) return `\\u${hex.toUpperCase()}`;
    if (unit === '/' && way > 3) return unit;
    return SHORT[unit] ?? (unit < ' ' ? `\\u${hex}` : unit);
  }

  #number(value: number): void {
    const ways = [String(value), value.toExponential(), value.toExponential().replace('e', 'E')];
    this.#write(ways[this.#choose(ways.length)] ?? '');
  }
}
