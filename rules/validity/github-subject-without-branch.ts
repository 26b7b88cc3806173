import {
  type Condition,
  conditionKeyName,
  displayText,
  isNegatedOperator,
  literalOf,
  type Text,
} from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';
import { GITHUB } from './oidc-principal-without-condition.js';

export default {
  id: 'github-subject-without-branch',
  category: 'validity',
  severity: 'low',
  preset: 'validity',
  summary: 'A trust policy for GitHub Actions does not fix repository and branch, as AWS’s validator reads it',
  why: `
The subject of a token of GitHub Actions tells where the workflow runs: \`repo:example/app:ref:refs/heads/main\`. Where the
policy leaves a part of it open, runs of every repository or branch that fits get the role: with \`repo:example/app:*\` a
pull request of anybody who may push a branch, with \`repo:example*\` those of organizations that begin like it.

AWS's validator says so of each value that does not name a repository and a branch, also of one that fixes an environment
(\`repo:example/app:environment:production\`), since GitHub and not the policy tells which branches may deploy to that. A
condition on \`token.actions.githubusercontent.com:ref\` beside it names the branch as well. \`unpinned-oidc-subject\` and \`broad-oidc-subject\` tell whom the conditions really let in.`,
  fix: `
\`\`\`json
"Condition": {
  "StringEquals": {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:example/app:ref:refs/heads/main"
  }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-specific-github-repo-and-branch-recommended',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub',
    'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
  ],
  aliases: ['access-analyzer:SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED'],
  coveredBy: ['unpinned-oidc-subject', 'broad-oidc-subject'],
  policyKinds: ['trust'],

  *statement({ effect, conditions }) {
    if (effect !== 'Allow') return;
    const isBranchAsked = conditions.some(fixesReference);
    for (const condition of conditions) {
      if (conditionKeyName(condition) !== `${GITHUB}:sub` || condition.operator.name === 'Null') continue;
      const isNegated = isNegatedOperator(condition.operator);
      for (const value of condition.values) {
        if (!isNegated && fixesRun(value, isBranchAsked)) continue;
        yield {
          at: value,
          message: `\`${displayText(value)}\` does not fix one branch of one repository`,
          aliases: ['access-analyzer:SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED'],
        };
      }
    }
  },
} satisfies Rule;

/** Whether a subject names a repository, and a branch or tag unless another claim does; what is not told may. */
function fixesRun(value: Text, isBranchAsked: boolean): boolean {
  const literal = literalOf(value);
  if (literal !== undefined) {
    if (/[*?]/.test(literal) || !/^repo:[^/:]+\/[^:]+:./.test(literal)) return false;
    return isBranchAsked || literal.includes(':ref:refs/');
  }
  const known = value.parts.filter((part) => typeof part === 'string').join('');
  return !/[*?]/.test(known) && (isBranchAsked || value.parts.some(isOpen) || known.includes(':ref:refs/'));
}

/** Whether a condition lets through runs of branches and tags that it names, and no others. */
function fixesReference(condition: Condition): boolean {
  const { operator, values, unknown } = condition;
  if (conditionKeyName(condition) !== `${GITHUB}:ref` || isNegatedOperator(operator)) return false;
  const mayBeAbsent = operator.name === 'Null' || operator.ifExists || operator.set === 'ForAllValues';
  const parts = values.flatMap((value) => value.parts);
  return !mayBeAbsent && unknown.length === 0 && !parts.some((part) => typeof part === 'string' && /[*?]/.test(part));
}

/** Whether a part may hold anything, the rest of the subject included. */
function isOpen(part: Text['parts'][number]): boolean {
  return typeof part === 'object' && part.kind === 'hole' && part.opaque === true;
}
