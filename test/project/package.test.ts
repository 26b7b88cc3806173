import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as access from '../../src/access/index.js';
import * as aws from '../../src/aws/index.js';
import * as main from '../../src/index.js';
import { VERSION } from '../../src/lint/version.js';
import * as policy from '../../src/policy/index.js';
import * as rule from '../../src/rule.js';
import * as testing from '../../src/testing.js';

const ROOT = join(import.meta.dirname, '..', '..');
const metadata = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('package.json', () => {
  it('has nothing to install and nothing to run for users', () => {
    expect(metadata.dependencies).toBeUndefined();
    for (const script of ['preinstall', 'install', 'postinstall']) expect(metadata.scripts[script]).toBeUndefined();
  });

  it('names exact versions of what the project is built with', () => {
    for (const version of Object.values(metadata.devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('has the version that the changelog begins with', () => {
    const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toContain(`## [${VERSION}]`);
  });

  it('asks for the Node versions that the command checks for', () => {
    expect(metadata.engines.node).toBe('^20.19 || >=22.12');
    expect(readFileSync(join(ROOT, 'bin', 'leastwise.js'), 'utf8')).toContain('20.19 or later, or 22.12 or later');
  });
});

/** What programs and rule authors rely on: a change here is a change of the public interface. */
describe('the public interface', () => {
  const entries: Readonly<Record<string, object>> = {
    leastwise: main,
    'leastwise/rule': rule,
    'leastwise/policy': policy,
    'leastwise/access': access,
    'leastwise/aws': aws,
    'leastwise/testing': testing,
  };

  it('is what the golden file says', () => {
    const lines = Object.entries(entries).map(
      ([name, exported]) => `${name}: ${Object.keys(exported).sort().join(', ')}\n`,
    );
    const golden = join(ROOT, 'fixtures', 'public-interface.txt');
    if (process.env['UPDATE']) writeFileSync(golden, lines.join(''));
    expect(lines.join('')).toBe(readFileSync(golden, 'utf8'));
  });

  it('is all that package.json exports', () => {
    const exported = Object.keys(metadata.exports).filter((entry) => !entry.endsWith('.json'));
    expect(exported.map((entry) => entry.replace('.', 'leastwise'))).toEqual(Object.keys(entries));
  });
});
