import type { Access, Json } from './access.js';
import { templateOf } from './cloudformation.js';
import { namesInLoops, templateOfLoops } from './cloudformation-loops.js';
import { passwordPolicyOf } from './password-policy.js';
import { policyFileOf } from './policy-file.js';
import { namesInSam, samTemplateOf } from './sam.js';
import { namesInServerless, serviceOf } from './serverless.js';
import { moduleOf } from './terraform.js';
import { withDocuments } from './terraform-document.js';
import { planOf, planOfLoopsOf, planOfModulesOf } from './terraform-plan.js';
import { outputsOf } from './terraform-secrets.js';
import { shownStateOf, stateFileOf } from './terraform-state.js';
import { yamlOf } from './yaml.js';

/** A format that an access can be written in. */
export interface Format {
  readonly name: FormatName;
  /** What it shares its ways with, the narrowest first. */
  readonly families: readonly FamilyName[];
  readonly path: string;
  /** How many times it writes the same access down. */
  readonly copies: number;
  /** Undefined where the format cannot express an access. */
  readonly write: (access: Access) => string | undefined;
  /** What it makes up names for, which the access calls otherwise: labels and names of the access by those. */
  readonly names?: (access: Access) => Names;
}

export type Names = ReadonlyMap<string, string>;

export type FormatName =
  | 'policy file'
  | 'password policy'
  | 'template as JSON'
  | 'template as YAML'
  | 'template of loops'
  | 'SAM as JSON'
  | 'SAM as YAML'
  | 'Serverless as JSON'
  | 'Serverless as YAML'
  | 'plan'
  | 'plan of modules'
  | 'plan of loops'
  | 'plan of documents'
  | 'shown state'
  | 'state file';

export type FamilyName = 'template' | 'SAM' | 'Serverless' | 'plan of texts' | 'any plan' | 'any state' | 'Terraform';

const PLAN = ['any plan', 'Terraform'] as const;
/** Policies stand in it as they were written, by `jsonencode`. */
const TEXTS = ['plan of texts', ...PLAN] as const;
const KEYS = ['eu', 'us'];
const SAM = ['SAM', 'template'] as const;
const SERVERLESS = ['Serverless', 'template'] as const;
const STATE = ['any state', 'Terraform'] as const;

/**
 * All formats. To add one (account exports), write a writer beside this file and a line here; what the format cannot
 * say it answers with undefined, and what it says differently stands beside the scenario.
 */
export const FORMATS: readonly Format[] = [
  { name: 'policy file', families: [], path: 'policy.json', copies: 1, write: policyFileOf },
  {
    name: 'password policy',
    families: [],
    path: 'password-policy.json',
    copies: 1,
    write: (access) => json(passwordPolicyOf(access)),
  },
  {
    name: 'template as JSON',
    families: ['template'],
    path: 'template.json',
    copies: 1,
    write: (access) => json(templateOf(access)),
  },
  {
    name: 'template as YAML',
    families: ['template'],
    path: 'template.yaml',
    copies: 1,
    write: (access) => yaml(templateOf(access)),
  },
  {
    name: 'template of loops',
    families: ['template'],
    path: 'template.json',
    copies: 1,
    write: (access) => json(templateOfLoops(access)),
    names: namesInLoops,
  },
  {
    name: 'SAM as JSON',
    families: SAM,
    path: 'template.json',
    copies: 1,
    write: (access) => json(samTemplateOf(access)),
    names: namesInSam,
  },
  {
    name: 'SAM as YAML',
    families: SAM,
    path: 'template.yaml',
    copies: 1,
    write: (access) => yaml(samTemplateOf(access)),
    names: namesInSam,
  },
  {
    name: 'Serverless as JSON',
    families: SERVERLESS,
    path: 'serverless.json',
    copies: 1,
    write: (access) => json(serviceOf(access)),
    names: namesInServerless,
  },
  {
    name: 'Serverless as YAML',
    families: SERVERLESS,
    path: 'serverless.yml',
    copies: 1,
    write: (access) => yaml(serviceOf(access)),
    names: namesInServerless,
  },
  {
    name: 'plan',
    families: TEXTS,
    path: 'plan.json',
    copies: 1,
    write: (access) => json(planOf(moduleOf(access), outputsOf(access))),
  },
  {
    name: 'plan of modules',
    families: TEXTS,
    path: 'plan.json',
    copies: KEYS.length,
    write: (access) => json(planOfModulesOf(moduleOf(access), outputsOf(access), KEYS)),
  },
  {
    name: 'plan of loops',
    families: TEXTS,
    path: 'plan.json',
    copies: KEYS.length,
    write: (access) => json(planOfLoopsOf(moduleOf(access), outputsOf(access), KEYS)),
  },
  {
    name: 'plan of documents',
    families: PLAN,
    path: 'plan.json',
    copies: 1,
    write: (access) => {
      const module = withDocuments(moduleOf(access));
      const hasDocuments = module?.some(({ mode }) => mode === 'data');
      return module === undefined || hasDocuments === false ? undefined : json(planOf(module, outputsOf(access)));
    },
  },
  {
    name: 'shown state',
    families: STATE,
    path: 'state.json',
    copies: 1,
    write: (access) => json(shownStateOf(moduleOf(access))),
  },
  {
    name: 'state file',
    families: STATE,
    path: 'terraform.tfstate.json',
    copies: 1,
    write: (access) => json(stateFileOf(moduleOf(access))),
  },
];

function json(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value, undefined, 2);
}

function yaml(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : yamlOf(value);
}
