import type { Surroundings } from './surroundings.js';

/** How long a run takes before it says how far it is, and how often it does so then: milliseconds. */
const QUIET_AT_FIRST = 1000;
const INTERVAL = 100;

/** Says how far a run is. */
export interface Progress {
  /** Notes that work goes on, on the file of this number. */
  readonly step: (done: number) => void;
  /** Takes away what was said. */
  readonly clear: () => void;
}

/**
 * Tells a terminal how far a run is, on a line of standard error that is gone when it ends; nobody else, and nothing in
 * the first second.
 *
 * @param total how many files there are
 * @param now the time in milliseconds
 */
export function progressOf(
  { stderr, env }: Surroundings,
  total: number,
  now: () => number = () => performance.now(),
): Progress {
  if (!stderr.isTerminal || env['TERM'] === 'dumb') return SILENT;
  let next = now() + QUIET_AT_FIRST;
  let isShown = false;
  return {
    step: (done) => {
      const time = now();
      if (time < next) return;
      next = time + INTERVAL;
      isShown = true;
      stderr.write(`\r${`leastwise: file ${done} of ${total}`.slice(0, (stderr.width ?? 80) - 1)}\u001b[K`);
    },
    clear: () => {
      if (isShown) stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}

const SILENT: Progress = { step: () => undefined, clear: () => undefined };
