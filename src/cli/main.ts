import { run } from './program.js';
import { readStream } from './read-stream.js';
import { EXIT, type Output } from './surroundings.js';

/** Runs the command with this process's arguments, and sets its exit code. */
export function start(): void {
  const surroundings = {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputTo(() => process.stdout),
    stderr: outputTo(() => process.stderr),
    readStdin: () => readStream(process.stdin),
  };
  // The exit code alone, never `process.exit`: that would cut off what a pipe has not taken yet.
  run(process.argv.slice(2), surroundings).then(setExitCode, (error: unknown) => {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`leastwise: this is a bug, please report it\n${details}\n`);
    setExitCode(EXIT.trouble);
  });
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

/** Node makes a stream when it is first asked for, which takes time; most runs never need standard error. */
function outputTo(streamOf: () => NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      if (text !== '') streamOf().off('error', onWriteError).on('error', onWriteError).write(text);
    },
    get isTerminal() {
      return streamOf().isTTY === true;
    },
    get width() {
      return streamOf().columns;
    },
  };
}
