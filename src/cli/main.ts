import { inLocale } from './locale.js';
import { run } from './program.js';
import { standardOutput } from './standard-output.js';
import { EXIT } from './surroundings.js';

/** Runs the command with this process's arguments, and sets its exit code. */
export function start(): void {
  const surroundings = {
    cwd: process.cwd(),
    env: process.env,
    today: new Date().toISOString().slice(0, 10),
    stdout: inLocale(
      standardOutput(1, () => watched(process.stdout), onWriteError),
      process.env,
    ),
    stderr: inLocale(
      standardOutput(2, () => watched(process.stderr), onWriteError),
      process.env,
    ),
    readStdin: () => process.stdin,
    get ask() {
      return process.stdin.isTTY && process.stdout.isTTY ? askAtTerminal : undefined;
    },
  };
  // The exit code alone, never `process.exit`: that would cut off what a pipe has not taken yet.
  run(process.argv.slice(2), surroundings).then(setExitCode, (error: unknown) => {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`leastwise: this is a bug, please report it\n${details}\n`);
    setExitCode(EXIT.trouble);
  });
}

/** The answer to a question; undefined where it is Ctrl-C or Ctrl-D. */
async function askAtTerminal(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    process.stdout.write('\n');
    return undefined;
  } finally {
    terminal.close();
  }
}

/** Trouble stays trouble, whichever is known first: what was found, or that it could not be written. */
function setExitCode(code: number): void {
  if (process.exitCode !== EXIT.trouble) process.exitCode = code;
}

/** Whoever reads has had enough (`| head`): that is no error of ours. A full disk is one. */
function onWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || process.exitCode === EXIT.trouble) return;
  setExitCode(EXIT.trouble);
  process.stderr.on('error', () => undefined).write(`leastwise: cannot write the output: ${error.message}\n`);
}

function watched(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.off('error', onWriteError).on('error', onWriteError);
}
