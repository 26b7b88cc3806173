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
  readonly width?: number;
  /** What somebody at the terminal says to questions, one after the other; the questions are part of the output. */
  readonly answers?: readonly (string | undefined)[];
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
    width: isTerminal ? (setting.width ?? 100) : undefined,
  });
  const { answers } = setting;
  const open = [...(answers ?? [])];
  const ask = async (question: string): Promise<string | undefined> => {
    written.stdout += `${question}\n`;
    return open.length === 0 ? '' : open.shift();
  };
  const code = await run(args, {
    ...(answers === undefined ? {} : { ask }),
    cwd: setting.cwd,
    env: setting.env ?? {},
    today: setting.today ?? '2026-01-01',
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: () => [Buffer.from(setting.stdin ?? '')],
  });
  return { code, ...written };
}
