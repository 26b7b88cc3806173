// Writes what follows from the rules: the registry, the reference page and the README's table.
//   node bin/run.js rules/generate.ts            writes what is stale
//   node bin/run.js rules/generate.ts --check    writes nothing, names what is stale, exits 1 if anything is
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bringUpToDate } from './generated-file.js';
import { type RuleFile, registryText } from './registry.js';

const RULES = import.meta.dirname;
const ROOT = join(RULES, '..');

/** Every `rules/<category>/<id>.ts`. */
function findRules(): readonly RuleFile[] {
  return readdirSync(RULES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name: category }) =>
      readdirSync(join(RULES, category))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => ({ category, id: basename(file, '.ts') })),
    );
}

const checkOnly = process.argv.includes('--check');
const isFresh = bringUpToDate(join(RULES, 'index.ts'), registryText(findRules()), checkOnly);
if (!isFresh && checkOnly) {
  // The pages are made from the rules that the registry names, so without it nothing can be said of them.
  process.exitCode = 1;
} else {
  // A process of its own, because this one was built before the registry was written.
  const step = ['bin/run.js', 'rules/generate-pages.ts', ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, step, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}
