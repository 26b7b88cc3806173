import { run } from '../../src/cli/program.js';

/** What a run of the command came to. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly isTerminal?: boolean;
  readonly today?: string;
}

/** Runs the command within this process, with surroundings of its own. */
export async function leastwise(args: readonly string[], setting: Setting): Promise<Result> {
  const written = { stdout: '', stderr: '' };
  const isTerminal = setting.isTerminal === true;
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTerminal,
    width: isTerminal ? 100 : undefined,
  });
  const code = await run(args, {
    cwd: setting.cwd,
    env: setting.env ?? {},
    today: setting.today ?? '2026-01-01',
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: () => [Buffer.from(setting.stdin ?? '')],
  });
  return { code, ...written };
}
