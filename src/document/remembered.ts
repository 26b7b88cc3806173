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
    const answer = find(text);
    if (answers.size < MOST_REMEMBERED) answers.set(text, { answer });
    return answer;
  };
}
