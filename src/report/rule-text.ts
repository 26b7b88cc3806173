/** The first sentence of a rule's Markdown, on one line. */
export function firstSentence(markdown: string): string {
  const paragraph = firstParagraph(markdown);
  for (let end = paragraph.indexOf('. '); end >= 0; end = paragraph.indexOf('. ', end + 1)) {
    if (!isInCode(paragraph, end) && startsSentence(paragraph.charAt(end + 2))) return paragraph.slice(0, end + 1);
  }
  return paragraph;
}

function isInCode(text: string, offset: number): boolean {
  return text.slice(0, offset).split('`').length % 2 === 0;
}

/** Tells the end of a sentence from that of an abbreviation such as `e.g.`. */
function startsSentence(character: string): boolean {
  return character === '`' || character !== character.toLowerCase();
}

/** The longest code that is shown along with a fix. */
const MOST_CODE_LINES = 8;

/** A rule's fix, short: its first paragraph on one line, and the lines of the code that follows, if those are few. */
export function compactFix(markdown: string): { readonly text: string; readonly code: readonly string[] } {
  const code = /^```[^\n]*\n([\s\S]*?)\n?```/m.exec(markdown)?.[1]?.split('\n') ?? [];
  return { text: firstParagraph(markdown), code: code.length > MOST_CODE_LINES ? [] : code };
}

/** The first paragraph of a Markdown text on one line, without its marks for bold and links. */
function firstParagraph(markdown: string): string {
  const [paragraph = ''] = markdown.trim().split(/\n\s*\n|\n```/);
  return plainText(paragraph.replace(/\s+/g, ' ').trim());
}

/**
 * Markdown as lines to print.
 *
 * @param isJoined whether what is one paragraph is one line, to be broken where there is no more room
 */
export function paragraphs(markdown: string, isJoined: boolean): readonly string[] {
  const lines: string[] = [];
  let isCode = false;
  let isOpen = false;
  for (const line of markdown.trim().split('\n')) {
    const isFence = line.startsWith('```');
    const joins = isJoined && isOpen && !isCode && !isFence && /^(?!\d+\. )[^\s>|#*+-]|^\*\*/.test(line);
    if (joins) lines.push(`${lines.pop()} ${line}`);
    else if (!isFence) lines.push(line);
    if (isFence) isCode = !isCode;
    isOpen = !isCode && !isFence && line.trim() !== '';
  }
  return plainText(lines.join('\n')).split('\n');
}

/** Markdown without the marks that hinder reading: bold, links (the address follows in brackets) and code fences. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^```.*\n?/gm, '')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '$1 ($2)')
    .trim();
}
