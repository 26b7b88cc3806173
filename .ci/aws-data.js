// Whether src/aws/data is what its generator makes of the installed packages; what is there is left as it was.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('src', 'aws', 'data');
const contents = () => new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
const before = contents();
execFileSync(process.execPath, ['bin/run.js', 'src/aws/generate.ts'], { stdio: 'inherit' });
const stale = [...contents()].filter(([name, bytes]) => before.get(name)?.equals(bytes) !== true);
for (const [name] of stale) {
  console.log(`${join(folder, name)} is stale: run node bin/run.js src/aws/generate.ts`);
  if (before.has(name)) writeFileSync(join(folder, name), before.get(name));
}
process.exitCode = stale.length === 0 ? 0 : 1;
