// Compares the verdicts of `leastwise diff` with AWS's, as the scoring script counts them: agreement must not fall.
// Usage: node .ci/new-access.js FOLDER
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const floor = JSON.parse(readFileSync('.ci/floors.json', 'utf8')).newAccess.agreement;
const script = [join(process.argv[2], 'score.py'), join(process.argv[2], 'cases.jsonl')];
const output = execFileSync('python3', [...script, '--', 'node', 'bin/leastwise.js', 'diff'], { encoding: 'utf8' });
const figures = /^(\d+) of (\d+) agree$/m.exec(output);
assert(figures !== null, `no figures in:\n${output}`);
console.log(`agreement ${figures[1]} of ${figures[2]}`);
assert(Number(figures[1]) >= floor, `agreement is ${figures[1]}, was ${floor}:\n${output}`);
