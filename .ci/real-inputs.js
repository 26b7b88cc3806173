// Reads a folder of real inputs with every rule there is: none may crash the command, and no more than the known number
// may fail to be read. Usage: node .ci/real-inputs.js FOLDER
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const floors = JSON.parse(readFileSync('.ci/floors.json', 'utf8')).real;
const args = ['bin/leastwise.js', '--format', 'json', '--preset', 'all', '--exit-zero', '--no-config', process.argv[2]];
const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
assert(status === 0 || status === 2, `exit code ${status}\n${stderr}`);
assert(!stderr.includes('this is a bug'), stderr);
const { summary, failures } = JSON.parse(stdout);
console.log(`read ${JSON.stringify(summary)}`);
for (const failure of failures) console.log(JSON.stringify(failure));
assert(summary.files >= floors.files, `only ${summary.files} files held policies; there were ${floors.files}`);
assert(summary.policies >= floors.policies, `only ${summary.policies} policies; there were ${floors.policies}`);
assert(summary.failures <= floors.failures, `${summary.failures} failures; ${floors.failures} are known`);
