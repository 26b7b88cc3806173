import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leastwise, type Result } from '../cli/in-process.js';
import { folderWith, policy } from '../project/folder.js';

/** A module whose rule has the given checks and options; that it was run shows in a file. */
function plugin(checks: string, options = ''): string {
  return `
    import { writeFileSync } from 'node:fs';
    writeFileSync(new URL('ran', import.meta.url), '');
    export default { rules: [{
      id: 'acme-own', category: 'organization', severity: 'high', preset: 'recommended',
      summary: 'It is our own', why: 'Because.', fix: 'Do not.', references: [], ${options}
      ${checks}
    }] };`;
}

const finds = `*statement(statement, policy, { word }) { yield { at: statement, message: 'found ' + word }; }`;
const word = `options: { type: 'object', additionalProperties: false,
  properties: { word: { type: 'string', enum: ['it', 'them'], default: 'it' } } },`;
const throws = `*policy(policy) { yield { at: policy, message: 'before' }; throw new Error('no\\nluck'); }`;

async function run(files: Readonly<Record<string, unknown>>, args: readonly string[] = []): Promise<Run> {
  const cwd = folderWith({ 'a.json': policy('s3:*', '*'), ...files });
  const result = await leastwise(['--format', 'json', ...args], { cwd });
  const report = result.stdout.startsWith('{\n  "version"') ? JSON.parse(result.stdout) : undefined;
  const found: readonly { readonly rule: string; readonly message: string }[] = report?.findings ?? [];
  return { ...result, cwd, found: found.map((one) => one.rule), messages: found.map((one) => one.message), report };
}

interface Run extends Result {
  readonly cwd: string;
  readonly found: readonly string[];
  readonly messages: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: whatever the report holds
  readonly report: any;
}

describe('a plugin', () => {
  it('may be a module beside the config file', async () => {
    const { found, code, stderr } = await run({
      'leastwise.yaml': 'plugins: [./own.mjs]',
      'own.mjs': plugin(finds, word),
    });
    expect({ found, code, stderr }).toEqual({ found: ['acme-own', 'wildcard-action'], code: 1, stderr: '' });
  });

  it.each([
    ['with an entry for imports only', { exports: { '.': { import: { default: './own.mjs' } } } }],
    ['with an entry for all', { exports: './own.mjs' }],
    ['of the old form', { main: 'own.mjs' }],
  ])('may be a package %s', async (_, manifest) => {
    const { found } = await run({
      'leastwise.yaml': 'plugins: [acme-plugin]',
      'node_modules/acme-plugin/package.json': manifest,
      'node_modules/acme-plugin/own.mjs': plugin(finds, word),
    });
    expect(found).toContain('acme-own');
  });

  it('is set as any rule is, also by files that extend the one that names it', async () => {
    const files = {
      'base/base.yaml': 'plugins: [./own.mjs]',
      'base/own.mjs': plugin(finds, word),
      'leastwise.yaml': `
        extends: base/base.yaml
        rules: { acme-own: { severity: low, word: them } }
        overrides: [{ files: ['b.json'], rules: { acme-own: off } }]`,
      'b.json': policy('s3:GetObject'),
    };
    const { report, messages } = await run(files);
    expect(messages).toContain('found them');
    expect(report.findings.filter(({ rule }: { rule: string }) => rule === 'acme-own')).toMatchObject([
      { file: 'a.json', severity: 'low' },
    ]);
    expect((await run(files, ['--no-rule', 'acme-own'])).found).toEqual(['wildcard-action']);
    expect((await run(files, ['--print-config'])).stdout).toContain('// base/base.yaml:1\n    "./own.mjs"');
  });

  it.each([
    ['acme-own: { word: thme }', '1:39: expected one of it, them (did you mean "them"?)'],
    ['acme-own: { wrod: it }', '1:33: unknown key "wrod" (did you mean "word"?)'],
    [
      'acme-own: hihg',
      '1:31: expected one of critical, high, medium, low, info, off, true, false (did you mean "high"?)',
    ],
    ['acme-other: high', '1:21: unknown rule "acme-other"'],
  ])('says what is wrong with the setting %s', async (setting, message) => {
    const yaml = `rules: { x: 1 }`.replace('x: 1', setting);
    const { stderr, code } = await run({
      'leastwise.yaml': `${yaml}\nplugins: [./own.mjs]`,
      'own.mjs': plugin(finds, word),
    });
    expect(code).toBe(2);
    expect(stderr).toContain(message.replace(/^1:\d+/, ''));
    expect(stderr).toContain('leastwise.yaml:1:');
  });

  it('is listed and explained with the rest', async () => {
    const cwd = folderWith({ 'leastwise.yaml': 'plugins: [./own.mjs]', 'own.mjs': plugin(finds, word) });
    expect((await leastwise(['rules'], { cwd })).stdout).toContain('\nacme-own ');
    expect((await leastwise(['explain', 'Acme-Own'], { cwd })).stdout).toContain('WHY       Because.');
    expect((await leastwise(['explain', 'acme-own', '--no-plugins'], { cwd })).code).toBe(2);
  });
});

describe('what is wrong with a plugin is told by its name', () => {
  it.each([
    ['is not there', undefined, 'is not there'],
    ['is not JavaScript', 'export default {', 'cannot be loaded: '],
    ['throws', 'throw new Error("no")', 'cannot be loaded: Error: no'],
    ['throws nothing', 'throw undefined', 'cannot be loaded: undefined'],
    ['has no rules', 'export const rules = []', 'has no default export of the form { rules: […] }'],
    ['has a rule that is none', 'export default { rules: [null] }', 'rules[0]: is no object'],
    ['has a bad id', plugin(finds).replace('acme-own', 'Own'), 'rules[0] (Own): the id must be in kebab-case'],
    ['has a bad severity', plugin(finds).replace("'high'", "'bad'"), 'rules[0] (acme-own): severity must be one of'],
    ['has no check', plugin(''), 'rules[0] (acme-own): has no check'],
    [
      'has an option without default',
      plugin(finds, 'options: { type: "object", properties: { a: {} } },'),
      'option "a" has no default',
    ],
    ['takes a name', plugin(finds).replace('acme-own', 'wildcard-action'), 'there is another rule "wildcard-action"'],
  ])('where it %s', async (_, text, message) => {
    const { code, stderr, stdout } = await run({
      'leastwise.yaml': 'failOn: none\nplugins: [./own.mjs]',
      ...(text === undefined ? {} : { 'own.mjs': text }),
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^leastwise: leastwise\.yaml(?::2:11)?: plugin "\.\/own\.mjs"/);
    expect(stderr).toContain(message);
  });

  it('where its options are no schema, once they are set', async () => {
    const { code, stderr } = await run({
      'leastwise.yaml': 'plugins: [./own.mjs]\nrules: { acme-own: { word: 1 } }',
      'own.mjs': plugin(finds, "options: { type: 'object', properties: { word: { type: 'wrod', default: 1 } } },"),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('plugin "./own.mjs": the options of its rules are no JSON Schema: Error: ');
  });

  it.skipIf(Reflect.get(process.features, 'typescript'))('where it is TypeScript and Node takes none', async () => {
    const { code, stderr } = await run({ 'leastwise.yaml': 'plugins: [./own.mts]', 'own.mts': plugin(finds) });
    expect(code).toBe(2);
    expect(stderr).toContain(`plugin "./own.mts" is TypeScript, which Node ${process.versions.node} does not load`);
  });
});

describe('a rule of a plugin that throws', () => {
  it('hides nothing, and is told of once a file', async () => {
    const files = {
      'leastwise.yaml': 'plugins: [./own.mjs]',
      'own.mjs': plugin(throws),
      'b.json': policy('s3:GetObject'),
    };
    const { found, code, report } = await run(files);
    expect(code).toBe(2);
    expect(found).toEqual(['acme-own', 'wildcard-action', 'acme-own']);
    const message = 'plugin "./own.mjs": the rule acme-own failed: Error: no';
    expect(report.failures).toEqual(['a.json', 'b.json'].map((file) => ({ file, message })));
  });

  it.each([
    ['nothing', '*statement() { yield undefined; }'],
    ['what points nowhere', '*statement() { yield { message: "x" }; }'],
    ['what says nothing', '*statement(statement) { yield { at: statement }; }'],
    ['a note that points nowhere', '*statement(at) { yield { at, message: "x", related: [{ message: "y" }] }; }'],
    ['an edit without text', '*statement(at) { yield { at, message: "x", edits: [{ at: at.place }] }; }'],
    ['what cannot be walked', 'statement() { return 1; }'],
    ['nothing, of an inventory', '*inventory() { yield undefined; }'],
    ['nothing, of an estate', '*estate() { yield undefined; }'],
    ['what it loads badly', 'load() { throw new Error("x"); }'],
  ])('or yields %s', async (_, check) => {
    const { found, code, report } = await run({ 'leastwise.yaml': 'plugins: [./own.mjs]', 'own.mjs': plugin(check) });
    expect({ found, code }).toEqual({ found: ['wildcard-action'], code: 2 });
    expect(report.failures).toMatchObject([
      { message: expect.stringMatching(/^plugin "\.\/own\.mjs": the rule acme-own /) },
    ]);
  });
});

describe('the code of a plugin', () => {
  const files = { 'leastwise.yaml': 'plugins: [./own.mjs]\nrules: { acme-own: low }', 'own.mjs': plugin(finds) };
  const ran = (cwd: string, folder = '') => existsSync(join(cwd, folder, 'ran'));

  it('is run for the config of the project', async () => {
    expect(ran((await run(files)).cwd)).toBe(true);
  });

  it('is not run for a config in a folder that is looked into', async () => {
    const inside = Object.fromEntries(Object.entries(files).map(([path, text]) => [`inside/${path}`, text]));
    for (const args of [['inside'], ['.'], ['inside/leastwise.yaml', 'inside/own.mjs']]) {
      const { cwd, found } = await run(
        { ...inside, 'inside/package.json': { leastwise: { plugins: ['./own.mjs'] } } },
        args,
      );
      expect({ ran: ran(cwd, 'inside'), own: found.includes('acme-own') }).toEqual({ ran: false, own: false });
    }
  });

  it.each([[['--no-plugins']], [['--no-plugins', 'check']], [['check', '--no-plugins']]])(
    'is not run with %j',
    async (args) => {
      const { cwd, found, code, stderr } = await run(files, args);
      expect({ ran: ran(cwd), found, code, stderr }).toEqual({
        ran: false,
        found: ['wildcard-action'],
        code: 1,
        stderr: '',
      });
    },
  );

  it('is not run by commands that judge nothing', async () => {
    const cwd = folderWith({ 'a.json': policy('s3:*', '*'), ...files });
    for (const args of [
      ['can', 's3:GetObject'],
      ['diff', 'a.json', 'a.json'],
      ['explain', 'wildcard-action'],
      ['expand', 's3:*'],
    ]) {
      expect(await leastwise(args, { cwd })).toMatchObject({ stderr: '' });
    }
    expect(ran(cwd)).toBe(false);
  });
});
