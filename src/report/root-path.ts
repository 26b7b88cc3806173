import { posix } from 'node:path';

/**
 * A file's path from the root of the repository, which those ask for who show findings beside its code.
 *
 * @param root the working directory, seen from there; empty where it is the root
 */
export function rootPath(file: string, root: string): string {
  return file.startsWith('/') || /^[A-Za-z]:\//.test(file) ? file : posix.join(root, file);
}
