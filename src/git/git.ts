import { spawn, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

/** What git printed. */
export interface GitResult {
  readonly stdout: Buffer;
  /** In git's words, where it failed. */
  readonly problem?: string;
}

/**
 * Settings for every call. Commands that read objects alone run no hooks or filters; what a repository may set to be run
 * all the same is turned off: a monitor of the file system, and fetching of objects that a partial clone has not.
 */
const SAFE: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never'],
];

/** Windows looks for programs where they are started: not in a folder whose files are only to be read. */
const ELSEWHERE = dirname(process.execPath);

/** More than this of output is refused. */
const MOST_OUTPUT = 2 ** 30;

/** Runs git in a folder, without a shell. Never throws. */
export function git(folder: string, args: readonly string[], input = ''): GitResult {
  const run = spawnSync('git', ['-C', folder, ...SAFE, ...args], {
    cwd: ELSEWHERE,
    env: environment(),
    input,
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
  });
  const { error, status, stdout, stderr } = run;
  if (error !== undefined) return { stdout: Buffer.alloc(0), problem: problemOf(error) };
  if (status === 0) return { stdout };
  const [first = ''] = stderr.toString('utf8').trim().split('\n');
  return { stdout, problem: first.replace(/^(?:fatal|error): /, '') || `git ended with ${status}` };
}

/** What git has not got, and is kept from fetching. */
export const NOT_HERE = 'git has not got it; of a partial clone, fetch it with `git fetch --refetch`';

/** The bytes of a blob, part by part: for what is too big to be held as a whole. Throws where git fails. */
export async function* blobParts(folder: string, id: string): AsyncGenerator<Buffer> {
  const child = spawn('git', ['-C', folder, ...SAFE, 'cat-file', 'blob', id], {
    cwd: ELSEWHERE,
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Waited for below; a failure to start must not count as one that nobody handles until then.
  ended.catch(() => undefined);
  try {
    for await (const part of child.stdout) yield Buffer.from(part);
    const status = await ended;
    if (status !== 0) throw new Error(NOT_HERE);
  } finally {
    child.kill();
  }
}

/** Git asks nobody anything, takes no locks and fetches nothing. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...{ LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' },
  };
}

function problemOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'git is not installed, or not on the PATH';
  return error.code === 'ENOBUFS' ? 'git printed too much' : error.message;
}
