// Compares what the scoring script prints with the floors of .ci/floors.json: agreement must not fall.
// Usage: node .ci/agreement.js FOLDER
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { formats, preset, recall, silence } = JSON.parse(readFileSync('.ci/floors.json', 'utf8')).labelled;
const labelled = join(process.argv[2], 'labelled');
const command = ['node', 'bin/leastwise.js', '--format', 'json', '--preset', preset, '--exit-zero', '--no-config'];
const options = ['--format', formats.join(','), '--', ...command];
const script = [join(process.argv[2], 'score.py'), join(labelled, 'cases.jsonl'), labelled];
const output = execFileSync('python3', [...script, ...options], { encoding: 'utf8', maxBuffer: 2 ** 28 });
const last =
  output
    .split('\n')
    .filter((line) => line.startsWith('recall '))
    .at(-1) ?? '';
console.log(last);
const figures = /^recall (\d+)\/\d+ {2}silence (\d+)\/\d+/.exec(last);
assert(figures !== null, `no figures in:\n${output}`);
assert(Number(figures[1]) >= recall, `recall is ${figures[1]}, was ${recall}`);
assert(Number(figures[2]) >= silence, `silence is ${figures[2]}, was ${silence}`);
