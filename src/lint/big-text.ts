import { constants } from 'node:buffer';
import { Abridger } from '../document/abridge/abridger.js';
import { decodeText, type SourceText } from '../document/source-file.js';
import { isTerraform, keptOfTerraform, MARKS, mayBeTerraform } from '../sources/terraform/kept.js';
import { isKnownType } from '../sources/terraform/kept-types.js';
import { textOf } from './slices.js';

/** No string is longer in code units, and most text has as many of them as bytes. */
export const LONGEST_STRING = constants.MAX_STRING_LENGTH;

/** Characters that tell whether a text may be a plan or state. */
const BEGINNING = 4096;

/**
 * Takes a text that is too big to be kept whole, in parts as it comes: of a Terraform plan or state only what matters is
 * kept. Throws, in words for the user, where a text can be kept neither whole nor abridged.
 */
export class BigText {
  #held: Buffer[] = [];
  #length = 0;
  readonly #abridger: Abridger | undefined;

  /** @param beginning the first bytes of the text: enough to tell what it is */
  constructor(beginning: Buffer) {
    if (beginsLikeTerraform(beginning)) {
      this.#abridger = new Abridger(keptOfTerraform(isKnownType), MARKS);
      this.#abridger.write(beginning.subarray(markLength(beginning)));
    } else this.add(beginning);
  }

  /** Takes the next part, whose memory may be used for something else afterwards. */
  add(part: Buffer): void {
    if (this.#abridger !== undefined) {
      this.#abridger.write(part);
      if (this.#abridger.length > LONGEST_STRING) throw new Error('holds more than 512 MiB that matters');
      return;
    }
    this.#length += part.length;
    if (this.#length > LONGEST_STRING) throw new Error(TOO_BIG);
    this.#held.push(Buffer.from(part));
  }

  /**
   * The text when all of it has come, or slices of it where it is too big still; undefined where it is no text.
   * Nothing can be added after this.
   */
  finish(): SourceText | undefined {
    if (this.#abridger !== undefined) {
      if (!isTerraform(this.#abridger.facts)) throw new NotAbridgeable();
      return textOf(this.#abridger.end());
    }
    const text = decodeText(Buffer.concat(this.#held));
    this.#held = [];
    return text === undefined ? undefined : { text };
  }
}

/** A text that began like a plan or state was none, and is gone: it has to be read again, as a whole. */
export class NotAbridgeable extends Error {
  constructor() {
    super('larger than 32 MiB; begins like a Terraform plan or state and is none');
  }
}

/** What is wrong with other files of more than 512 MiB. */
export const TOO_BIG = 'larger than 512 MiB; of that size only Terraform plans and states are read';

/** Whether a text may be a plan or state in UTF-8, by its first bytes. */
export function beginsLikeTerraform(beginning: Buffer): boolean {
  const start = markLength(beginning);
  return mayBeTerraform(beginning.toString('utf8', start, start + BEGINNING));
}

/** How many bytes the byte order mark of UTF-8 takes. */
function markLength(beginning: Buffer): number {
  return beginning.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
