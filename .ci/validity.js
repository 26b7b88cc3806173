// Compares what `--preset validity` says with what AWS's validator says, as the scoring script counts it: agreement must
// not fall, and what is said beyond it must not grow. Usage: node .ci/validity.js FOLDER
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { agreed, placed, extra } = JSON.parse(readFileSync('.ci/floors.json', 'utf8')).validity;
const script = [join(process.argv[2], 'score.py'), join(process.argv[2], 'managed-policies.jsonl')];
const options = ['--format', 'json', '--exit-zero', '--no-config', '--preset', 'validity', '--policy-type', 'identity'];
const output = execFileSync('python3', [...script, '--', 'node', 'bin/leastwise.js', ...options], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
const lines = output.trimEnd().split('\n').slice(-2);
console.log(lines.at(-1));
const places = /^same place (\d+) of/.exec(lines[0] ?? '');
const figures = /^recall \S+ \((\d+) of \d+\) {2}precision \S+ \((\d+) extra/.exec(lines[1] ?? '');
assert(places !== null && figures !== null, `no figures in:\n${output}`);
assert(Number(figures[1]) >= agreed, `${figures[1]} agree, were ${agreed}`);
assert(Number(figures[2]) <= extra, `${figures[2]} are said beyond, were ${extra}`);
assert(Number(places[1]) >= placed, `${places[1]} stand at the same place, were ${placed}`);
