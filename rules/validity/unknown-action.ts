import {
  actionId,
  actionName,
  lowerCase,
  type ServiceActions,
  serviceActions,
  serviceEntries,
  serviceEntry,
  services,
} from '../../src/aws/actions.js';
import { permissionOf } from '../../src/aws/operation-names.js';
import { arnServices } from '../../src/aws/resources.js';
import { isRetiredService, isWrittenByAws } from '../../src/aws/retired-services.js';
import { remembered } from '../../src/document/remembered.js';
import { mostSimilar } from '../../src/document/similar.js';
import { hasWildcard, literalOf, matches, parseArn, shortened, type Text } from '../../src/policy/index.js';
import type { Problem, Rule } from '../../src/rule.js';

export default {
  id: 'unknown-action',
  category: 'validity',
  severity: 'medium',
  preset: 'recommended',
  summary: 'An action or a service is named that AWS does not have',
  why: `
AWS saves a policy with an action that does not exist, and says nothing: the entry matches no request. In an Allow the
access that somebody counted on is missing, and is then often "fixed" with a wildcard. In a Deny the thing that was to be
forbidden stays allowed, and the policy looks as if it were not. The same holds of an ARN whose service does not exist.

Most are slips: the name of the API operation where the permission is called otherwise (\`s3:ListObjects\`,
\`s3:HeadObject\`), a plural, the service's name in place of its prefix (\`cloudwatchlogs:PutLogEvents\`).`,
  fix: `
Write the action as the [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
has it; \`leastwise expand 's3:List*'\` shows what a pattern stands for:

\`\`\`json
"Action": ["s3:ListBucket", "s3:GetObject", "logs:PutLogEvents"]
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-action',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  aliases: [
    'access-analyzer:INVALID_ACTION',
    'access-analyzer:INVALID_SERVICE',
    'access-analyzer:INVALID_SERVICE_IN_ACTION',
    'parliament:UNKNOWN_ACTION',
    'parliament:UNKNOWN_PREFIX',
  ],

  *statement({ action, resource }): Iterable<Problem> {
    for (const item of action?.items ?? []) {
      const written = literalOf(item);
      const fault = written === undefined ? undefined : actionFault(written);
      if (fault !== undefined) yield problem(item, fault);
    }
    for (const item of resource?.items ?? []) {
      const fault = arnFault(item);
      if (fault !== undefined) yield problem(item, fault);
    }
  },
} satisfies Rule;

interface Fault {
  readonly message: string;
  readonly code: string;
  /** What was probably meant. */
  readonly meant?: string | undefined;
  /** Whether that is to be written in place of all that was written. */
  readonly isWhole?: boolean;
}

function problem(at: Text, { message, code, meant, isWhole }: Fault): Problem {
  const aliases = [`access-analyzer:${code}`];
  const asked = meant === undefined ? message : `${message} (did you mean \`${meant}\`?)`;
  if (isWhole !== true) return { at, message: asked, aliases };
  return { at, message: asked, edits: meant === undefined ? [] : [{ at: at.place, text: meant }], aliases };
}

const actionFault = remembered((written): Fault | undefined => {
  const colon = written.indexOf(':');
  // Without a colon it is no action at all, which the grammar says.
  if (colon < 0) return undefined;
  const prefix = lowerCase(written.slice(0, colon));
  const name = lowerCase(written.slice(colon + 1));
  if (hasWildcard(prefix) || isRetiredService(prefix) || isWrittenByAws(`${prefix}:${name}`)) return undefined;
  const service = serviceActions(prefix);
  if (service === undefined) {
    const message = `\`${shortened(written, 45)}\` matches nothing: the service \`${shortened(prefix, 30)}\` does not exist`;
    const meant = prefixFor(prefix, name, written.slice(colon + 1));
    return { message, code: 'INVALID_SERVICE_IN_ACTION', meant, isWhole: true };
  }
  const isKnown = hasWildcard(name)
    ? service.lowerCase.some((known) => matches(name, known))
    : actionId(written) !== undefined;
  if (isKnown) return undefined;
  const code = 'INVALID_ACTION';
  if (hasWildcard(name)) return { message: `\`${shortened(written, 45)}\` matches no action of ${service.name}`, code };
  const message = `\`${shortened(written, 45)}\` matches nothing: ${service.name} has no such action`;
  const meant = permissionOf(`${prefix}:${name}`) ?? similarIn(service, name) ?? elsewhere(name);
  return { message, code, meant, isWhole: true };
});

function similarIn({ prefix, actions }: ServiceActions, name: string): string | undefined {
  const similar = mostSimilar(name, actions);
  return similar === undefined ? undefined : `${prefix}:${similar}`;
}

/** An action with the prefix that was probably meant: a similar one that has it, or the only one that has it. */
function prefixFor(prefix: string, name: string, asWritten: string): string | undefined {
  const having = servicesWith(name);
  const similar = mostSimilar(prefix, having) ?? (having.length === 1 ? having[0] : undefined);
  if (similar !== undefined) return actionIn(similar, name);
  const near = mostSimilar(prefix, services());
  return near === undefined || !hasWildcard(name) ? undefined : `${near}:${asWritten}`;
}

/** Shorter names than this are words that any service may use: `Receive`. */
const TELLING_NAME = 10;

/** The action of this name in another service, where only one has it. */
function elsewhere(name: string): string | undefined {
  if (name.length < TELLING_NAME) return undefined;
  const [only, ...others] = servicesWith(name);
  return only === undefined || others.length > 0 ? undefined : actionIn(only, name);
}

function servicesWith(name: string): readonly string[] {
  if (hasWildcard(name)) return [];
  return serviceEntries().flatMap(({ prefix }) => (actionIn(prefix, name) === undefined ? [] : [prefix]));
}

/** The action of a service by its name, as AWS writes it. */
function actionIn(prefix: string, name: string): string | undefined {
  const id = actionId(`${prefix}:${name}`);
  return id === undefined ? undefined : actionName(id);
}

/** What is wrong with the service of an ARN, where that is told. */
function arnFault(item: Text): Fault | undefined {
  const service = parseArn(item)?.service;
  const [name] = service ?? [];
  return service?.length === 1 && typeof name === 'string' ? serviceFault(name) : undefined;
}

const serviceFault = remembered((name): Fault | undefined => {
  const prefix = lowerCase(name);
  // Nearly all are in the catalogue; the list of all ARNs' services takes reading.
  if (hasWildcard(name) || serviceEntry(prefix) !== undefined || isRetiredService(prefix)) return undefined;
  if (arnServices().has(prefix)) return undefined;
  const message = `\`${shortened(name)}\` is no service: the ARN is of nothing`;
  return { message, code: 'INVALID_SERVICE', meant: mostSimilar(prefix, arnServices()) };
});
