import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith } from '../project/folder.js';

/** A git repository that is gone after the test. Nothing of the machine's own configuration is read. */
export interface Repository {
  readonly root: string;
  /** Runs git, and gives what it prints. */
  readonly git: (...args: readonly string[]) => string;
  /** Writes files, or deletes those that are undefined. */
  readonly write: (files: Readonly<Record<string, unknown>>) => void;
  readonly commit: () => void;
}

/** Makes a repository with these files in one commit. */
export function repositoryWith(files: Readonly<Record<string, unknown>>): Repository {
  const repository = repositoryIn(folderWith(files));
  repository.git('init', '--quiet', '--initial-branch', 'main');
  repository.commit();
  return repository;
}

/** What a folder is as a repository, once there is one. */
export function repositoryIn(root: string): Repository {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z',
    GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z',
  };
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: root, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const commit = (): void => {
    git('add', '--all', '--force');
    git('commit', '--quiet', '--allow-empty', '--message', 'change');
  };
  return {
    root,
    git,
    commit,
    write: (changed) => {
      for (const [path, content] of Object.entries(changed)) {
        const absolute = join(root, path);
        if (content === undefined) {
          rmSync(absolute, { force: true });
          continue;
        }
        mkdirSync(dirname(absolute), { recursive: true });
        writeFileSync(absolute, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
      }
    },
  };
}
