import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Output } from './surroundings.js';

/** File descriptors of the process's own output. */
export type Descriptor = 1 | 2;

/**
 * The process's standard output or error. Node's streams take as long to load as a policy to lint, so what is no
 * terminal is written to directly; a terminal, and whatever cannot take all at once, gets the stream.
 *
 * @param streamOf makes the stream, with its errors handled
 * @param onError is told where writing failed
 */
export function standardOutput(
  descriptor: Descriptor,
  streamOf: () => NodeJS.WriteStream,
  onError: (error: NodeJS.ErrnoException) => void,
): Output {
  const isDirect = takesDirectWrites(descriptor);
  return {
    write: (text) => {
      if (text === '') return;
      const rest = isDirect ? writeDirectly(descriptor, Buffer.from(text), onError) : text;
      if (rest.length > 0) streamOf().write(rest);
    },
    get isTerminal() {
      return !isDirect && streamOf().isTTY === true;
    },
    get width() {
      return isDirect ? undefined : streamOf().columns;
    },
  };
}

/** Whether a descriptor is a file, a pipe or `/dev/null`: surely no terminal, and written to in one go. */
function takesDirectWrites(descriptor: Descriptor): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stats = fstatSync(descriptor);
    if (stats.isCharacterDevice()) return stats.rdev === statSync('/dev/null').rdev;
    return stats.isFile() || stats.isFIFO();
  } catch {
    return false;
  }
}

/** Writes bytes; returns those that the other end could not take yet. */
function writeDirectly(descriptor: Descriptor, bytes: Buffer, onError: (error: NodeJS.ErrnoException) => void): Buffer {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const failure: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
      if (failure.code === 'EAGAIN') return rest;
      onError(failure);
      return rest.subarray(rest.length);
    }
  }
  return rest;
}
