// Builds dist/ when the package is installed from git or from a checkout; npm runs this as `prepare`.
const { spawnSync } = require('node:child_process');
const { dirname } = require('node:path');

const root = dirname(__dirname);

function hasBuildTools() {
  try {
    for (const name of ['esbuild', 'typescript/package.json', 'commander']) require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Under `npm install --global git+…` npm's setting `global` leaks into the install of this package's own
 * devDependencies, which then land elsewhere. So they are installed again, without npm's environment.
 */
function installBuildTools() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const options = ['--include=dev', '--ignore-scripts', '--no-global', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own file, run by this Node: `npm` alone is a script that needs a shell on Windows.
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  return spawnSync(command, [...first, 'ci', ...options], { cwd: root, env, stdio: ['ignore', 2, 2] }).status === 0;
}

if (hasBuildTools() || installBuildTools()) {
  process.exitCode = spawnSync(process.execPath, ['bin/build.js'], { cwd: root, stdio: ['ignore', 2, 2] }).status ?? 1;
} else {
  console.error('leastwise could not be built: its build tools could not be installed');
  process.exitCode = 1;
}
