/** Policies of one project repeat their words; so many different ones are remembered. */
const MOST_REMEMBERED = 30_000;

/**
 * The same pure function, which is asked once for each text: what a policy's words mean is the same wherever they stand.
 * What it has said is kept as long as the program runs, of so many texts and no more.
 */
export function remembered<Answer>(find: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known.answer;
    if (answers.size >= MOST_REMEMBERED) return find(text);
    const own = detached(text);
    const answer = find(own);
    answers.set(own, { answer });
    return answer;
  };
}

/** A copy of its own: a part of a longer text holds all of that in memory, and files are long. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
