import { conditionKeyName, literalOf, shortText, type Text } from '../../src/policy/index.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'service-principal-format',
  category: 'validity',
  severity: 'medium',
  preset: 'validity',
  summary: 'A service principal is not written as `service.amazonaws.com`',
  why: `
AWS services act under names such as \`lambda.amazonaws.com\`. A principal that is written otherwise (\`lambda\`,
\`lambda.amazon.com\`, an ARN) is refused in a \`Principal\`, and in a condition is compared with what no request holds, so
that an Allow grants nothing. In \`aws:CalledVia\`, which lists the services that called on the caller's behalf, names have
one word before \`.amazonaws.com\`.`,
  fix: `
Write the name as the service's documentation has it:

\`\`\`json
{
  "Effect": "Allow",
  "Principal": { "Service": "lambda.amazonaws.com" },
  "Action": "sts:AssumeRole"
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-principal-format',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services',
  ],
  aliases: ['access-analyzer:INVALID_SERVICE_PRINCIPAL_FORMAT'],

  *statement({ principal, conditions }) {
    const services = (principal?.items ?? []).filter(({ type }) => type === 'Service').map(({ value }) => value);
    const called = conditions
      .filter((condition) => conditionKeyName(condition) === 'aws:calledvia')
      .filter(({ operator }) => operator.name?.startsWith('String') === true && !operator.name.endsWith('Like'))
      .flatMap(({ values }) => values);
    for (const value of [...wrong(services, isPrincipal), ...wrong(called, isCaller)]) {
      yield {
        at: value,
        message: `\`${shortText(value)}\` is no service principal: those are \`service.amazonaws.com\``,
        aliases: ['access-analyzer:INVALID_SERVICE_PRINCIPAL_FORMAT'],
      };
    }
  },
} satisfies Rule;

function wrong(values: readonly Text[], isRight: (name: string) => boolean): readonly Text[] {
  return values.filter((value) => {
    const name = literalOf(value);
    return name !== undefined && !isRight(name);
  });
}

/** A service may have words before its name (`delivery.logs`), a region behind it, and the domain of a partition. */
function isPrincipal(name: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|amazon\.com|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov)$/i.test(
    name,
  );
}

function isCaller(name: string): boolean {
  return /^[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/i.test(name);
}
