import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscoveryOptions, findFiles } from '../../src/lint/files.js';

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'leastwise-files-')));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(...paths: readonly string[]): void {
  for (const path of paths) writeText(path, '{}');
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

async function find(paths: readonly string[], options: Partial<DiscoveryOptions> = {}): Promise<readonly string[]> {
  const { files, problems } = await findFiles(paths, { cwd, ...options });
  expect(problems).toEqual([]);
  return files.map(({ path }) => path);
}

describe('files named outright', () => {
  it('are read whatever their extension, and even if they are ignored', async () => {
    writeText('.gitignore', '*');
    write('role.txt', 'deep/policy');
    expect(await find(['role.txt', 'deep/policy'])).toEqual(['deep/policy', 'role.txt']);
  });

  it('are taken once, by whatever way they are named, and sorted', async () => {
    write('b.json', 'a.json');
    const paths = ['b.json', './b.json', join(cwd, 'b.json'), '.', 'a.json', '*.json'];
    expect(await find(paths)).toEqual(['a.json', 'b.json']);
  });

  it('are known as named although a folder was searched first', async () => {
    write('a.json', 'b.json');
    const { files } = await findFiles(['.', 'b.json'], { cwd });
    expect(files.map(({ path, named }) => [path, named])).toEqual([
      ['a.json', false],
      ['b.json', true],
    ]);
  });

  it('are shown relative to the working directory, also from above it', async () => {
    write('a.json', 'inner/b.json');
    expect(await find([join(cwd, 'a.json')], { cwd: join(cwd, 'inner') })).toEqual(['../a.json']);
  });

  it('may have names that look like patterns', async () => {
    write('[a].json', 'a.json');
    expect(await find(['[a].json'])).toEqual(['[a].json']);
  });
});

describe('a path that leads nowhere', () => {
  async function problems(...paths: readonly string[]): Promise<unknown> {
    return (await findFiles(paths, { cwd })).problems;
  }

  it('is a problem, with a name beside it that looks similar', async () => {
    write('policies/reader.json');
    const message = 'no such file or folder';
    expect(await problems('policies/raeder.json', 'polices', 'elsewhere/x.json')).toEqual([
      { path: 'policies/raeder.json', message, suggestion: 'policies/reader.json' },
      { path: 'polices', message, suggestion: 'policies' },
      { path: 'elsewhere/x.json', message },
    ]);
  });

  it('is a problem where it goes through a file, or is a pattern without matches', async () => {
    write('a.json');
    expect(await problems('a.json/b', '*.yaml')).toEqual([
      { path: 'a.json/b', message: 'no such file or folder' },
      { path: '*.yaml', message: 'matches no file' },
    ]);
  });

  it.skipIf(process.platform === 'win32')('says that a link is broken', async () => {
    symlinkSync('nothing', join(cwd, 'link.json'));
    expect(await problems('link.json')).toEqual([
      { path: 'link.json', message: 'is a link to something that does not exist' },
    ]);
  });
});

describe('a folder', () => {
  it('is searched for files that are named like policies and templates', async () => {
    write('a.json', 'b.YAML', 'c.yml', 'd.template', 'e.tfstate', 'f.jsonc', '.github/g.json', 'h.ts', 'i');
    expect(await find(['.'])).toEqual([
      '.github/g.json',
      'a.json',
      'b.YAML',
      'c.yml',
      'd.template',
      'e.tfstate',
      'f.jsonc',
    ]);
  });

  it('is not searched below folders that others fill', async () => {
    write('.git/a.json', 'node_modules/b.json', 'x/node_modules/c.json', '.terraform/d.json', 'e.json');
    expect(await find(['.'])).toEqual(['e.json']);
  });

  it('is searched as its ignore files say, the inner ones over the outer ones', async () => {
    writeText('.gitignore', 'build/\n*.tmp.json\n/only-here.json\n');
    writeText('inner/.gitignore', '!keep.tmp.json\nsecret.json\n');
    write(
      'build/a.json',
      'inner/build/b.json',
      'c.tmp.json',
      'inner/keep.tmp.json',
      'inner/secret.json',
      'secret.json',
    );
    write('only-here.json', 'inner/only-here.json');
    expect(await find(['.'])).toEqual(['inner/keep.tmp.json', 'inner/only-here.json', 'secret.json']);
  });

  it('is searched as the ignore files above it in its repository say', async () => {
    write('.git/config');
    writeText('.gitignore', 'out\n');
    write('app/out/a.json', 'app/b.json');
    expect(await find(['app'])).toEqual(['app/b.json']);
    expect(await find(['.'], { cwd: join(cwd, 'app') })).toEqual(['b.json']);
  });

  it('is searched if it is named although it is ignored, and then its own ignore files count', async () => {
    write('.git/config');
    writeText('.gitignore', 'cdk.out\n');
    writeText('cdk.out/.gitignore', 'asset*\n');
    write('cdk.out/stack.template.json', 'cdk.out/asset.json');
    expect(await find(['cdk.out'])).toEqual(['cdk.out/stack.template.json']);
  });

  it('tells which cdk.out it passed over', async () => {
    writeText('.gitignore', 'cdk.out\n');
    write('cdk.out/a.json', 'app/cdk.out/b.json', 'c.json');
    const { ignoredCdkOut } = await findFiles(['.'], { cwd });
    expect(ignoredCdkOut).toEqual(['app/cdk.out', 'cdk.out']);
  });

  it.skipIf(process.platform === 'win32')(
    'is searched without following links to folders; linked files count once',
    async () => {
      write('real/a.json', 'outside.txt');
      symlinkSync('real', join(cwd, 'link'));
      symlinkSync('..', join(cwd, 'real/circle'));
      symlinkSync('real/a.json', join(cwd, 'again.json'));
      symlinkSync('outside.txt', join(cwd, 'b.json'));
      expect(await find(['.'])).toEqual(['again.json', 'b.json']);
      expect(await find(['link'])).toEqual(['link/a.json']);
    },
  );

  it('leaves out what the config leaves out, whole folders unseen', async () => {
    write('vendor/a.json', 'b.json', 'c.json');
    const passed: string[] = [];
    const options = {
      isLeftOut: (path: string) => path.endsWith('vendor') || path.endsWith('b.json'),
      onPass: (path: string, reason: string) => passed.push(`${path}: ${reason}`),
    };
    expect(await find(['.', 'b.json'], options)).toEqual(['c.json']);
    expect(passed).toContain('vendor: left out by the config');
    expect(passed).toContain('b.json: left out by the config');
  });
});

describe('a pattern', () => {
  it('matches files whatever their extension, not in folders that others fill', async () => {
    write('a/x.policy', 'b/y.policy', 'b/z.json', 'node_modules/n.policy');
    expect(await find(['**/*.policy'])).toEqual(['a/x.policy', 'b/y.policy']);
    expect(await find(['node_modules/*.policy'])).toEqual(['node_modules/n.policy']);
  });

  it('that starts with an exclamation mark takes away', async () => {
    write('a.json', 'b.json', 'sub/c.json');
    expect(await find(['**/*.json', '!b.json'])).toEqual(['a.json', 'sub/c.json']);
  });

  it('obeys ignore files, but for those that ignore the folder it starts with', async () => {
    write('.git/config');
    writeText('.gitignore', 'cdk.out\n');
    writeText('cdk.out/.gitignore', 'asset\n');
    write('cdk.out/a.json', 'cdk.out/asset/b.json', 'c.json', 'sub/d.json');
    expect(await find(['**/*.json'])).toEqual(['c.json', 'sub/d.json']);
    expect(await find(['cdk.out/**/*.json'])).toEqual(['cdk.out/a.json']);
  });

  it('may be absolute', async () => {
    write('a.json', 'b.yaml');
    expect(await find([`${cwd.replaceAll('\\', '/')}/*.json`])).toEqual(['a.json']);
  });
});
