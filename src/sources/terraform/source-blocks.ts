/** A block of a configuration's source: `resource "aws_iam_role" "deploy" {`. */
export interface SourceBlock {
  /** As addresses name it within its module: `aws_iam_role.deploy`, `data.aws_iam_policy_document.x`, `module.app`. */
  readonly address: string;
  /** Line of its header, from 1, and the columns from its first character to behind its last label. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** Of a module: its `source`, where that is a plain string. */
  readonly source?: string;
}

/** What is open around a character: code with so many braces, a string, or a heredoc with its end mark. */
type Context =
  | { readonly kind: 'code'; braces: number }
  | { readonly kind: 'string' }
  | { readonly kind: 'heredoc'; readonly mark: string };

/** Texts within code within texts are not followed deeper than this. */
const DEEPEST = 200;

/** The header of a block, on one line, with labels in quotes or without. */
const HEADER = /^(resource|data|module)[ \t]+("?)([\w-]+)\2(?:[ \t]+("?)([\w-]+)\4)?[ \t]*\{/;
const SOURCE = /^[ \t]*source[ \t]*=[ \t]*"([^"\\$%\r\n]*)"/;
const HEREDOC = /^<<-?([A-Za-z_][\w-]*)[ \t]*\r?\n/;

/** Headers, sources and marks of heredocs are not longer than this. */
const LONGEST = 1000;

/**
 * The blocks of resources, data sources and modules of a Terraform or OpenTofu file, in the order of the text. This is
 * no parser: it looks for headers at the starts of lines, outside of all other blocks, comments, strings and heredocs. A
 * text that cannot be followed to its end gives what stands before. Never throws.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration
 */
export function sourceBlocks(text: string): readonly SourceBlock[] {
  return new BlockScanner(text).blocks();
}

class BlockScanner {
  readonly #text: string;
  readonly #blocks: SourceBlock[] = [];
  /** The module whose block is open, and whose source has not been met. */
  #module: SourceBlock | undefined;
  readonly #contexts: Context[] = [{ kind: 'code', braces: 0 }];
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  blocks(): readonly SourceBlock[] {
    this.#atLineStart();
    while (this.#at < this.#text.length && this.#contexts.length < DEEPEST) {
      const context = this.#contexts.at(-1);
      // A closing brace too many: this is no configuration.
      if (context === undefined) break;
      if (context.kind === 'code') this.#code(context);
      else this.#template(context);
    }
    return this.#blocks;
  }

  #code(context: Context & { readonly kind: 'code' }): void {
    const { [this.#at]: character, [this.#at + 1]: next } = this.#text;
    if (character === '\n') this.#newLine();
    else if (character === '#' || (character === '/' && next === '/')) this.#skipTo('\n', 0);
    else if (character === '/' && next === '*') this.#skipTo('*/', 2);
    else if (character === '"') this.#open({ kind: 'string' }, 1);
    else if (character === '<' && next === '<' && this.#openHeredoc()) return;
    else {
      if (character === '{') context.braces++;
      if (character === '}' && --context.braces < 0) this.#contexts.pop();
      this.#at++;
    }
  }

  /** One character of a string or heredoc, or what begins there. */
  #template(context: Context): void {
    const { [this.#at]: character, [this.#at + 1]: next, [this.#at + 2]: third } = this.#text;
    const isMark = character === '$' || character === '%';
    if (character === '\n') {
      // No string goes over the end of its line.
      if (context.kind === 'string') this.#contexts.pop();
      this.#newLine();
    } else if (isMark && next === character && third === '{') this.#at += 3;
    else if (isMark && next === '{') this.#open({ kind: 'code', braces: 0 }, 2);
    else if (context.kind === 'string' && character === '\\') this.#at += next === '\n' ? 1 : 2;
    else if (context.kind === 'string' && character === '"') {
      this.#contexts.pop();
      this.#at++;
    } else this.#at++;
  }

  #open(context: Context, length: number): void {
    this.#contexts.push(context);
    this.#at += length;
  }

  #openHeredoc(): boolean {
    const [whole = '', mark] = HEREDOC.exec(this.#from(this.#at)) ?? [];
    if (mark === undefined) return false;
    this.#open({ kind: 'heredoc', mark }, whole.length - 1);
    return true;
  }

  #newLine(): void {
    this.#at++;
    this.#line++;
    this.#atLineStart();
  }

  /** Looks at what a line begins with: the end of a heredoc, a header, the source of a module. */
  #atLineStart(): void {
    const context = this.#contexts.at(-1);
    if (context?.kind === 'heredoc') this.#endHeredoc(context.mark);
    if (context?.kind !== 'code' || this.#contexts.length > 1) return;
    if (context.braces === 0) this.#header();
    else if (context.braces === 1) this.#source(this.#at);
  }

  #endHeredoc(mark: string): void {
    const line = this.#from(this.#at);
    const end = line.indexOf('\n');
    if (line.slice(0, end < 0 ? undefined : end).trim() === mark) {
      this.#contexts.pop();
      this.#at += line.indexOf(mark) + mark.length;
    }
  }

  #header(): void {
    const line = this.#from(this.#at);
    const first = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const [whole, kind, , type = '', , name] = HEADER.exec(line.slice(first)) ?? [];
    this.#module = undefined;
    if (whole === undefined || (kind === 'module') !== (name === undefined)) return;
    const address = kind === 'module' ? `module.${type}` : `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
    const column = first + 1;
    const endColumn = column + whole.slice(0, -1).trimEnd().length;
    const block = { address, line: this.#line, column, endColumn };
    this.#blocks.push(block);
    if (kind !== 'module') return;
    this.#module = block;
    this.#source(this.#at + first + whole.length);
  }

  #source(at: number): void {
    const source = this.#module === undefined ? undefined : SOURCE.exec(this.#from(at))?.[1];
    if (this.#module === undefined || source === undefined) return;
    this.#blocks[this.#blocks.length - 1] = { ...this.#module, source };
    this.#module = undefined;
  }

  /** So much of the text as one line needs. */
  #from(at: number): string {
    return this.#text.slice(at, at + LONGEST);
  }

  #skipTo(mark: string, length: number): void {
    const end = this.#text.indexOf(mark, this.#at);
    const to = end < 0 ? this.#text.length : end + length;
    for (
      let feed = this.#text.indexOf('\n', this.#at);
      feed >= 0 && feed < to;
      feed = this.#text.indexOf('\n', feed + 1)
    ) {
      this.#line++;
    }
    this.#at = to;
  }
}
