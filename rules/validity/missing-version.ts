import { literalOf, type Statement, type Text } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'missing-version',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A policy does not say its version, so AWS reads it as of 2008',
  why: `
Without \`Version\` a policy is of \`2008-10-17\`. That version has no policy variables: \`\${aws:username}\` is then the
text itself, which no resource is called, so that an Allow by it grants nothing and a Deny by it denies nothing. Nothing
tells so.`,
  fix: `
Write the current version as the first element:

\`\`\`json
{ "Version": "2012-10-17", "Statement": [] }
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-missing-version',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  ],
  aliases: ['access-analyzer:MISSING_VERSION'],

  *policy({ versionElement, statements, unknown, faults }) {
    const [first] = statements;
    if (versionElement !== undefined || first === undefined || unknown.length > 0) return;
    if (faults.some(({ code }) => code === 'DATA_TYPE_MISMATCH')) return;
    const variable = variableIn(statements);
    const loss = variable === undefined ? 'policy variables are not read' : `\`${variable.name}\` is the text itself`;
    yield {
      at: variable?.at ?? first,
      message: `The policy has no \`Version\`, so it is of 2008: ${loss}`,
      aliases: ['access-analyzer:MISSING_VERSION'],
    };
  },
} satisfies Rule;

/** The first policy variable that is none, with the text that it stands in. */
function variableIn(statements: readonly Statement[]): { readonly name: string; readonly at: Text } | undefined {
  const texts = statements.flatMap(({ resource, conditions }) => [
    ...(resource?.items ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  for (const at of texts) {
    const name = /\$\{[a-z0-9-]+:[^}]{1,60}\}/i.exec(literalOf(at) ?? '')?.[0];
    if (name !== undefined) return { name, at };
  }
  return undefined;
}
