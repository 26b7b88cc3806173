import { lowerCase, serviceEntry } from '../../src/aws/actions.js';
import { conditionKeysOf, findConditionKey } from '../../src/aws/condition-keys.js';
import { isRetiredService } from '../../src/aws/retired-services.js';
import { mostSimilar } from '../../src/document/similar.js';
import { literalOf, shortened } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'unknown-condition-key',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'A condition asks for a key that AWS does not have',
  why: `
A key that does not exist is in no request. The condition then does what it does without its key: in an Allow
\`StringEquals\` fails for everybody, \`StringNotEquals\` and everything with \`IfExists\` holds for everybody; in a Deny
with \`StringEquals\` nothing is ever denied. AWS refuses unknown \`aws:\` keys in most places and takes unknown keys of
services without a word.`,
  fix: `
Write the key as AWS's tables have it; a key by tag needs the tag's name behind the slash:

\`\`\`json
"Condition": {
  "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid", "aws:ResourceTag/team": "data" }
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-condition-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  aliases: [
    'access-analyzer:DEPRECATED_GLOBAL_CONDITION_KEY',
    'access-analyzer:INVALID_GLOBAL_CONDITION_KEY',
    'access-analyzer:INVALID_SERVICE_CONDITION_KEY',
    'access-analyzer:INVALID_CONDITION_KEY_FORMAT',
    'access-analyzer:INVALID_SERVICE',
    'access-analyzer:MISSING_TAG_KEY_IN_CONDITION',
    'access-analyzer:UNSUPPORTED_GLOBAL_CONDITION_KEY',
    'parliament:UNKNOWN_CONDITION_FOR_ACTION',
  ],

  *statement({ conditions }): Iterable<Problem> {
    for (const { key } of conditions) {
      const written = literalOf(key);
      const fault = written === undefined ? undefined : faultOf(written);
      if (fault === undefined) continue;
      const { message, codes, meant } = fault;
      yield {
        at: key,
        message: meant === undefined ? message : `${message} (did you mean \`${meant}\`?)`,
        edits: meant === undefined ? [] : [{ at: key.place, text: meant }],
        aliases: codes.map((code) => `access-analyzer:${code}`),
      };
    }
  },
} satisfies Rule;

interface KeyFault {
  readonly message: string;
  readonly codes: readonly string[];
  /** The key that was probably meant. */
  readonly meant?: string | undefined;
}

const TAG_KEYS = ['aws:requesttag', 'aws:resourcetag', 'aws:principaltag'];

/** What is wrong with the name of a key; undefined where nothing is. Identity providers have keys of their own. */
function faultOf(written: string): KeyFault | undefined {
  const name = lowerCase(written);
  const colon = name.indexOf(':');
  const prefix = name.slice(0, colon);
  if (colon <= 0 || colon === name.length - 1) {
    const message = `\`${shortened(written)}\` is no condition key: those are \`service:Name\``;
    return { message, codes: ['INVALID_CONDITION_KEY_FORMAT'], meant: mostSimilar(`aws:${name}`, namesOf('aws')) };
  }
  if (/[./]/.test(prefix) || isRetiredService(prefix) || findConditionKey(name) !== undefined) return undefined;
  if (prefix === 'aws') return globalFault(written, name);
  const known = namesOf(prefix);
  if (known.length === 0 && serviceEntry(prefix) === undefined) {
    return {
      message: `\`${shortened(written)}\` is a key of \`${shortened(prefix, 40)}\`, which is no service`,
      codes: ['INVALID_SERVICE'],
    };
  }
  const message = `\`${shortened(written)}\` is no condition key of \`${prefix}\`: no request holds it`;
  return { message, codes: ['INVALID_SERVICE_CONDITION_KEY'], meant: mostSimilar(name, known) };
}

function globalFault(written: string, name: string): KeyFault {
  if (name === 'aws:arn') {
    const message = `\`${shortened(written)}\` is not supported: the caller's ARN is \`aws:PrincipalArn\``;
    // The validator has an error and a warning for this one key, and does not say when which.
    return { message, codes: ['UNSUPPORTED_GLOBAL_CONDITION_KEY', 'DEPRECATED_GLOBAL_CONDITION_KEY'] };
  }
  if (TAG_KEYS.includes(name.replace(/\/$/, ''))) {
    const message = `\`${shortened(written)}\` lacks the tag's name: \`${written.replace(/\/$/, '')}/name\``;
    return { message, codes: ['MISSING_TAG_KEY_IN_CONDITION'] };
  }
  const message = `\`${shortened(written)}\` is no global condition key: no request holds it`;
  return { message, codes: ['INVALID_GLOBAL_CONDITION_KEY'], meant: mostSimilar(name, namesOf('aws')) };
}

/** The keys of a prefix to choose from: those with a part that varies are no words to propose. */
function namesOf(prefix: string): readonly string[] {
  return conditionKeysOf(prefix).flatMap(({ key }) => (key.includes('${') ? [] : [key]));
}
