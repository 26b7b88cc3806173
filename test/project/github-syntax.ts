import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Workflows from '@actions/workflow-parser';
import type * as Actions from '@actions/workflow-parser/actions/action-parser';
import { build } from 'esbuild';

/** What GitHub's own parser exports of what is used here. */
type Parser = Pick<typeof Workflows, 'NoOperationTraceWriter' | 'parseWorkflow'> & Pick<typeof Actions, 'parseAction'>;

/** GitHub's own parser, bundled: it imports JSON in a way that Node no longer takes. */
async function loadParser(): Promise<Parser> {
  const contents = `
    export { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
    export { parseAction } from '@actions/workflow-parser/actions/action-parser';`;
  const folder = mkdtempSync(join(tmpdir(), 'leastwise-parser-'));
  try {
    const outfile = join(folder, 'parser.mjs');
    const options = { bundle: true, format: 'esm', platform: 'node', write: false } as const;
    const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: import.meta.dirname } });
    writeFileSync(outfile, outputFiles[0]?.text ?? '');
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const parser = await loadParser();

/** What GitHub would say is wrong with a workflow. */
export function workflowProblems(content: string): readonly string[] {
  const { context } = parser.parseWorkflow({ name: 'workflow.yml', content }, new parser.NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** What GitHub would say is wrong with an action. */
export function actionProblems(content: string): readonly string[] {
  const { context } = parser.parseAction({ name: 'action.yml', content }, new parser.NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}
