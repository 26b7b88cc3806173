const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The names and licences of all packages that went into the bundles, each with its licence text. */
exports.thirdPartyNotices = function thirdPartyNotices(root, results) {
  const folders = new Set();
  for (const { metafile } of results) {
    for (const input of Object.keys(metafile.inputs)) {
      const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
      if (match) folders.add(match[0]);
    }
  }
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)));
  return ['leastwise contains the following third-party software.\n', ...notices].join(`\n${'-'.repeat(80)}\n\n`);
};

function notice(folder) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .sort()
    .map((file) => join(folder, file))
    .map((path) => readFileSync(path, 'utf8').trim());
  if (license === undefined) throw new Error(`${name} says nothing of its licence`);
  return [`${name} ${version} (${license})`, homepage ?? '', '', ...text, ''].join('\n');
}
