#!/usr/bin/env node
// Starts the built command. Old syntax, so that an old Node gets as far as the message.
var version = process.versions.node.split('.').map(Number);
var isRecent = version[0] > 22 || (version[0] === 22 && version[1] >= 12) || (version[0] === 20 && version[1] >= 19);

if (isRecent) start();
else {
  console.error('leastwise needs Node 20.19 or later, or 22.12 or later; this is', process.version);
  process.exitCode = 2;
}

function start() {
  // Keeps compiled code between runs where Node can; to look whether it can takes time itself.
  var enableCompileCache = version[0] < 22 ? undefined : require('node:module').enableCompileCache;
  if (enableCompileCache) enableCompileCache();
  var command;
  try {
    command = require.resolve('../dist/leastwise.cjs');
  } catch (_) {
    console.error('leastwise is not built: run `npm install` or `npm run build` in its folder');
    process.exitCode = 2;
    return;
  }
  require(command).start();
}
