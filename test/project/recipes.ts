import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's own folder. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** The code blocks of README.md in a language. */
export function readmeBlocks(language: string): readonly string[] {
  const blocks: string[] = [];
  let open: string[] | undefined;
  for (const line of readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n')) {
    if (open === undefined) {
      if (line === `\`\`\`${language}`) open = [];
    } else if (line === '```') {
      blocks.push(open.join('\n'));
      open = undefined;
    } else open.push(line);
  }
  return blocks;
}

/** The words of each call of leastwise in a shell script: what stands behind its name, up to what ends a command. */
export function callsIn(script: string): readonly (readonly string[])[] {
  const commands = script
    .split('\n')
    .map((line) => line.replace(/\s#.*$/, ''))
    .flatMap((line) => line.split(/&&|\|\||[|;]/));
  return commands.flatMap((command) => {
    const words = command
      .replace(/\s>.*$/, '')
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
    const at = words.findIndex((word) => /^leastwise(?:@[\d.]+)?$/.test(word));
    const isCalled = at === 0 || (at > 0 && words[0] === 'npx');
    return isCalled ? [words.slice(at + 1)] : [];
  });
}
