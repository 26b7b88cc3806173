import { isDay } from './suppression.js';

/** Other tools whose suppressions can be taken over, by what rules' aliases call them. */
export const OTHER_TOOLS = ['checkov', 'cfn_nag', 'cfn-lint', 'trivy'] as const;
export type OtherTool = (typeof OTHER_TOOLS)[number];

/** What a suppression of another tool says. */
export interface ForeignIgnore {
  readonly tool: OtherTool;
  /** That tool's own id. */
  readonly id: string;
  readonly reason?: string;
  readonly expires?: string;
  /** Whether it speaks of the resource around it, wherever in that it stands; else as our own comments do. */
  readonly ofResource: boolean;
}

/** What a comment says to other tools. */
export function foreignIgnores(text: string): readonly ForeignIgnore[] {
  return [...checkovSkips(text), ...trivyIgnores(text)];
}

/**
 * `checkov:skip=ID[,ID]:reason`, anywhere within the resource.
 * https://www.checkov.io/2.Concepts/Suppressing%20and%20Skipping%20Policies.html
 */
function checkovSkips(text: string): readonly ForeignIgnore[] {
  const [, ids = '', reason = ''] = /(?:checkov|bridgecrew):skip=\s*([\w,]+)(?::([^\n]*))?/.exec(text) ?? [];
  return ids
    .split(',')
    .filter((id) => id !== '')
    .map((id) => ({
      tool: 'checkov',
      id,
      ofResource: true,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    }));
}

/**
 * `trivy:ignore:ID[:exp:YYYY-MM-DD]`, several of them apart by spaces, above or behind what is meant. One for all ids
 * says nothing that could be translated.
 * https://trivy.dev/latest/docs/configuration/filtering/#by-inline-comments
 */
function trivyIgnores(text: string): readonly ForeignIgnore[] {
  const ignores: ForeignIgnore[] = [];
  for (const word of text.split(/\s+/)) {
    const [, written] = /^(?:trivy|tfsec):ignore:([\w-]+)/.exec(word) ?? [];
    const [, expires] = /:exp:([\d-]+)/.exec(word) ?? [];
    // One that says until when, and says it badly, is not in force.
    if (written === undefined || (expires !== undefined && !isDay(expires))) continue;
    const id = written.replace(/^AWS-/i, 'AVD-AWS-');
    ignores.push({ tool: 'trivy', id, ofResource: false, ...(expires === undefined ? {} : { expires }) });
  }
  return ignores;
}

/** How another tool writes its suppressions into the metadata of a resource or template. */
export interface ForeignMetadata {
  readonly tool: OtherTool;
  /** The keys that lead from `Metadata` to a list. */
  readonly path: readonly string[];
  /** The keys of its elements; where an element is a text, that is the id. */
  readonly idKey: string;
  readonly reasonKey: string;
}

/**
 * https://github.com/stelligent/cfn_nag#per-resource-rule-suppression
 * https://github.com/aws-cloudformation/cfn-lint#metadata
 */
export const FOREIGN_METADATA: readonly ForeignMetadata[] = [
  { tool: 'checkov', path: ['checkov', 'skip'], idKey: 'id', reasonKey: 'comment' },
  { tool: 'cfn_nag', path: ['cfn_nag', 'rules_to_suppress'], idKey: 'id', reasonKey: 'reason' },
  { tool: 'cfn-lint', path: ['cfn-lint', 'config', 'ignore_checks'], idKey: 'id', reasonKey: 'reason' },
];
