import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strongPoliciesText } from './strong-policies.js';

/*
 * Rewrites what is found out about AWS's managed policies by the paths of escalation. Run after `src/aws/generate.ts`,
 * and where a path is added or changed:
 *
 *   node bin/run.js src/inventory/generate.ts
 */
const path = join(import.meta.dirname, '..', 'aws', 'escalation', 'strong-policies.ts');
writeFileSync(path, strongPoliciesText());
