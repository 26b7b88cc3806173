// Keeps what a rule says apart from what it does, and rules that rarely run apart from those that always do. A rule is
// one plain object in one file all the same: this is done to what is built of it.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { build, transform } = require('esbuild');

/** What is read by people only: of a rule that found something, or is explained. */
const TEXTS = ['summary', 'why', 'fix', 'references'];

/** Rules of this preset are loaded with the command, those of each other one when some of them run. */
const USUAL_PRESET = 'recommended';

const RULE_FILE = /[\\/]rules[\\/][\w-]+[\\/][\w-]+\.ts$/;
const REGISTRY = /[\\/]rules[\\/]index\.ts$/;

/** Reads the texts where one is asked for: a line each rule, JSON after its id. */
const READER = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let texts;

export function ruleText(id) {
  texts ??= readFileSync(join(import.meta.dirname, 'data', 'rules.txt'), 'utf8');
  const start = texts.indexOf('\\n' + id + ' ') + 1;
  return start === 0 ? {} : JSON.parse(texts.slice(texts.indexOf(' ', start), texts.indexOf('\\n', start)));
}
`;

/** All rules as they are written, by the registry. */
exports.loadRules = async function loadRules(root) {
  const path = join(root, 'rules', 'index.ts');
  const define = { 'import.meta.dirname': JSON.stringify(join(root, 'src', 'aws')) };
  const options = { entryPoints: [path], bundle: true, write: false, format: 'cjs', platform: 'node', define };
  const { outputFiles } = await build({ ...options, logLevel: 'silent' });
  const loaded = new Module(path);
  loaded.paths = Module._nodeModulePaths(root);
  loaded._compile(outputFiles[0].text, path);
  return loaded.exports.rules;
};

/** The file that the texts of the rules are in. */
exports.ruleTexts = function ruleTexts(rules) {
  const lines = rules.map(
    (rule) => `${rule.id} ${JSON.stringify(Object.fromEntries(TEXTS.map((name) => [name, rule[name]])))}\n`,
  );
  return `# What each rule says of itself. Written by the build, from rules/.\n${lines.join('')}`;
};

/** Leaves the texts out of the rules: those that are asked for are read from the file. */
exports.withoutTexts = {
  name: 'without-texts',
  setup(builder) {
    builder.onResolve({ filter: /^rule-texts$/ }, ({ path }) => ({ path, namespace: 'rule-texts' }));
    builder.onLoad({ filter: /./, namespace: 'rule-texts' }, () => ({ contents: READER }));
    builder.onLoad({ filter: RULE_FILE }, async ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes('satisfies Rule')) return undefined;
      // As esbuild writes it, whoever wrote it: a property each line of two blanks more.
      const { code } = await transform(source, { loader: 'ts', charset: 'utf8' });
      const contents = TEXTS.reduce((text, name) => withGetter(text, name), code);
      return { contents: `import { ruleText } from 'rule-texts';\n${contents}`, resolveDir: dirname(path) };
    });
  },
};

/** A text, or a list of texts, that holds nothing but what is written there. */
const LITERAL =
  /`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\[(?:[^[\]"]|"(?:[^"\\\n]|\\.)*")*\]/y;

/** The code of a rule with a getter in place of a property that holds a text; as it was, where it is made of something. */
function withGetter(code, name) {
  const property = `\n  ${name}: `;
  const start = code.indexOf(property);
  if (start === -1) return code;
  LITERAL.lastIndex = start + property.length;
  const [literal] = LITERAL.exec(code) ?? [];
  const end = start + property.length + (literal?.length ?? 0);
  if (literal === undefined || !/^,?\n/.test(code.slice(end, end + 2))) return code;
  return `${code.slice(0, start)}\n  get ${name}() { return ruleText(this.id).${name}; }${code.slice(end)}`;
}

/**
 * The registry of the command: the usual rules as they are, of all others what tells whether they run, and how their
 * checks are loaded.
 */
exports.checksWhenTheyRun = (rules) => ({
  name: 'checks-when-they-run',
  setup(builder) {
    const isUsual = ({ id, preset, load }) =>
      preset === USUAL_PRESET || id === 'malformed-policy' || load !== undefined;
    builder.onLoad({ filter: REGISTRY }, ({ path }) => {
      const usual = rules.filter(isUsual);
      const imports = usual.map((rule, index) => `import rule${index} from ${fileOf(rule)};`);
      const entries = rules.map((rule) => (isUsual(rule) ? `rule${usual.indexOf(rule)}` : withoutChecks(rule)));
      const contents = `import { ruleText } from 'rule-texts';\n${imports.join('\n')}\nexport const rules = [\n${entries.join(',\n')}\n];\n`;
      return { contents, resolveDir: dirname(path) };
    });
    builder.onResolve({ filter: /^rules-of:/ }, ({ path, resolveDir }) => ({
      path: `rules-${path.slice('rules-of:'.length)}`,
      namespace: 'rules-of',
      pluginData: { resolveDir, preset: path.slice('rules-of:'.length) },
    }));
    builder.onLoad({ filter: /./, namespace: 'rules-of' }, ({ pluginData: { resolveDir, preset } }) => {
      const ofPreset = rules.filter((rule) => rule.preset === preset);
      const imports = ofPreset.map((rule, index) => `import rule${index} from ${fileOf(rule)};`);
      const entries = ofPreset.map(({ id }, index) => `${JSON.stringify(id)}: rule${index}`);
      return { contents: `${imports.join('\n')}\nexport const rules = { ${entries.join(', ')} };\n`, resolveDir };
    });
  },
});

function fileOf({ category, id }) {
  return JSON.stringify(`./${category}/${id}.js`);
}

/** The code of a rule that brings its checks when it runs. */
function withoutChecks(rule) {
  const told = Object.entries(rule).filter(([name, value]) => typeof value !== 'function' && !TEXTS.includes(name));
  const facts = told.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const texts = TEXTS.map((name) => `get ${name}() { return ruleText(this.id).${name}; }`);
  const preset = JSON.stringify(`rules-of:${rule.preset}`);
  const load = `load: async () => (await import(${preset})).rules[${JSON.stringify(rule.id)}]`;
  return `{ ${[...facts, ...texts, load].join(', ')} }`;
}
