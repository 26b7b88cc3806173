/**
 * Whether a text stands for a file that Git LFS keeps elsewhere.
 * https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md#the-pointer
 */
export function isLfsPointer(text: string): boolean {
  return text.length < 1024 && text.startsWith('version https://git-lfs.github.com/spec/');
}

/** The SHA-256 of the file that a pointer stands for, in hexadecimal digits. */
export function lfsHash(pointer: string): string | undefined {
  return /^oid sha256:([0-9a-f]{64})$/m.exec(pointer)?.[1];
}
