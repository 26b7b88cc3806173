import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCloudAssembly } from '../../src/lint/cloud-assembly.js';
import { findFiles } from '../../src/lint/files.js';

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'leastwise-assembly-')));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const stack = (templateFile: unknown) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
const assets = (file: unknown) => ({ type: 'cdk:asset-manifest', properties: { file } });
const stage = (directoryName: unknown) => ({ type: 'cdk:cloud-assembly', properties: { directoryName } });
const manifest = (artifacts: unknown) => ({ version: '48.0.0', artifacts });
const sources = (...paths: readonly unknown[]) => ({
  version: '48.0.0',
  files: Object.fromEntries(paths.map((path, i) => [`hash${i}`, { source: { path, packaging: 'file' } }])),
});

const ASSEMBLY = {
  'cdk.out/cdk.out': '{"version":"48.0.0"}',
  'cdk.out/manifest.json': manifest({
    'App.assets': assets('App.assets.json'),
    App: stack('App.template.json'),
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    'assembly-Prod': stage('assembly-Prod'),
  }),
  'cdk.out/tree.json': {},
  'cdk.out/App.template.json': {},
  'cdk.out/App.assets.json': sources('App.template.json', 'AppInner1.nested.template.json', 'asset.1a', 'x.json'),
  'cdk.out/AppInner1.nested.template.json': {},
  'cdk.out/Renamed.template.json': {},
  'cdk.out/AppInner0.nested.template.json': {},
  'cdk.out/asset.1a/policy.json': {},
  'cdk.out/assembly-Prod/manifest.json': manifest({ ProdApp: stack('ProdApp.template.json') }),
  'cdk.out/assembly-Prod/ProdApp.template.json': {},
  'cdk.out/assembly-Prod/Stale.template.json': {},
  'cdk.out/assembly-Old/manifest.json': manifest({ OldApp: stack('OldApp.template.json') }),
  'cdk.out/assembly-Old/OldApp.template.json': {},
};

/** What of an assembly is read, and whether the user is told that its manifest was of no use. */
async function found(path = '.'): Promise<readonly [readonly string[], readonly string[]]> {
  const { files, problems, brokenAssemblies } = await findFiles([path], { cwd });
  expect(problems).toEqual([]);
  return [files.map((file) => file.path), brokenAssemblies];
}

describe('of a folder that CDK wrote', () => {
  it.each(['.', 'cdk.out'])('only the templates that the manifests name are read: %s', async (path) => {
    write(ASSEMBLY);
    expect(await found(path)).toEqual([
      [
        'cdk.out/App.template.json',
        'cdk.out/AppInner1.nested.template.json',
        'cdk.out/assembly-Prod/ProdApp.template.json',
      ],
      [],
    ]);
  });

  it('what is named outright or by a pattern is read all the same', async () => {
    write(ASSEMBLY);
    const { files } = await findFiles(['cdk.out/Renamed.template.json', 'cdk.out/asset.*/*.json'], { cwd });
    expect(files.map(({ path }) => path)).toEqual(['cdk.out/Renamed.template.json', 'cdk.out/asset.1a/policy.json']);
  });

  it('who asks is told what was passed over, and why', async () => {
    write(ASSEMBLY);
    const passed = new Map<string, string>();
    await findFiles(['.'], { cwd, onPass: (path, reason) => void passed.set(path, reason) });
    for (const path of ['Renamed.template.json', 'asset.1a', 'assembly-Old', 'tree.json']) {
      expect(passed.get(`cdk.out/${path}`)).toBe('not part of what the manifest.json beside it describes');
    }
  });

  it('nested templates are read by their names where no assets are listed', async () => {
    write({
      'a/manifest.json': manifest({ A: stack('A.template.json') }),
      'a/A.template.json': {},
      'a/B.template.json': {},
    });
    write({ 'a/AB.nested.template.json': {} });
    expect(await found()).toEqual([['a/A.template.json', 'a/AB.nested.template.json'], []]);
  });
});

describe('all of it is read, and the user told,', () => {
  const others = { 'out/cdk.out': '', 'out/A.template.json': {}, 'out/asset/b.json': {} };
  it.each([
    ['is no JSON', '{"version": "1", "artifacts": {'],
    ['is no manifest', '[]'],
    ['names no artifacts', manifest({})],
    ['names a template that is not there', manifest({ A: stack('Gone.template.json') })],
    ['names a template elsewhere', manifest({ A: stack('../A.template.json') })],
    ['names no template', manifest({ A: stack(1) })],
    ['names assets that are not there', manifest({ A: stack('A.template.json'), B: assets('Gone.json') })],
    ['names assets elsewhere', manifest({ A: stack('A.template.json'), B: assets(['x']) })],
    ['names an assembly that is not there', manifest({ A: stack('A.template.json'), B: stage('gone') })],
  ])('where the manifest %s', async (_, content) => {
    write({ ...others, 'out/manifest.json': content });
    const [files, broken] = await found();
    expect(files).toEqual(['out/A.template.json', 'out/asset/b.json', 'out/manifest.json']);
    expect(broken).toEqual(['out']);
  });
});

it.each([
  ['of an app', { name: 'App', version: '1.0.0', start_url: '/' }],
  ['of a build', { version: '1.0.0', artifacts: { A: { type: 'js', properties: {} } } }],
  ['that is broken', '{'],
])('a manifest %s says nothing of what is to be read', async (_, content) => {
  write({ 'manifest.json': content, 'policy.json': {} });
  expect(await found()).toEqual([['manifest.json', 'policy.json'], []]);
});

it('whatever a manifest holds, nothing fails', () => {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('manifest.json', '.', '..', '/', ''));
  const artifact = fc.oneof(anything, anything.map(stack), anything.map(assets), anything.map(stage));
  const property = fc.property(fc.oneof(anything, fc.dictionary(fc.string(), artifact).map(manifest)), (content) => {
    write({ 'manifest.json': content });
    const assembly = readCloudAssembly(cwd, new Set(['manifest.json']));
    if (assembly !== undefined && assembly !== 'broken') {
      expect([...assembly.templates, ...assembly.assemblies].every((name) => name === 'manifest.json')).toBe(true);
    }
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
});
