import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderActions } from './generate-actions.js';
import { renderManagedPolicies } from './generate-managed-policies.js';
import { renderPolicyTemplates } from './generate-policy-templates.js';
import { renderResources } from './generate-resources.js';
import { readPolicies, readPolicyTemplates, readServices } from './generate-source.js';

/*
 * Rewrites src/aws/data from the npm packages. Run from the repository's root after updating them:
 *
 *   node bin/run.js src/aws/generate.ts
 *
 * The same packages give the same bytes: everything is sorted and nothing is dated but by its source. SAM's policy
 * templates are on PyPI; they are rewritten where the folder of their unpacked package is given:
 *
 *   pip download --no-deps aws-sam-translator && unzip aws_sam_translator-*.whl -d FOLDER
 *   node bin/run.js src/aws/generate.ts FOLDER
 */
const [, , samTranslator] = process.argv;
const services = readServices();
const folder = resolve('src', 'aws', 'data');
mkdirSync(folder, { recursive: true });
for (const [name, text] of [
  ['actions.txt', renderActions(services)],
  ['resources.txt', renderResources(services)],
  ['managed-policies.txt', renderManagedPolicies(readPolicies())],
  ...(samTranslator === undefined
    ? []
    : [['policy-templates.txt', renderPolicyTemplates(readPolicyTemplates(samTranslator))] as const]),
] as const) {
  writeFileSync(join(folder, name), text);
  console.log(`${name}: ${text.length} bytes`);
}
