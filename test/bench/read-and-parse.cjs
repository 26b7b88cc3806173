// The yardstick of throughput: reads every file of a folder and parses it.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

let parsed = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  JSON.parse(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8'));
  parsed++;
}
process.stdout.write(`${parsed} files\n`);
