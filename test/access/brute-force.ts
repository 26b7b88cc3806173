import fc from 'fast-check';

/**
 * Policies of few words, judged by trying every request of a small world: the yardstick for reasoning. Written apart
 * from the code it judges, with regular expressions.
 */
export interface SmallStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
}

export interface Request {
  readonly action: string;
  readonly resource: string;
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'sqs:SendMessage', 'sqs:ReceiveMessage'];
const ACTION_PATTERNS = [...ACTIONS, 's3:*', 'sqs:*', 's3:*Object', 'S3:getobject', 's3:?etObject', '*', 's*:*e*'];
const RESOURCES = ['*', 'a', 'b', 'a/', 'a/a', 'a/b', 'b/a', 'b/a/b', 'ab', 'ba/a'];
const RESOURCE_PATTERNS = [...RESOURCES, 'a*', 'a/*', '*/a', '?/a', 'b/?', '*a*', '**', 'b/*/b'];

const some = (words: readonly string[]) => fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 });

export const anyStatement: fc.Arbitrary<SmallStatement> = fc
  .tuple(
    fc.constantFrom('Allow', 'Allow', 'Deny'),
    fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
    some(ACTION_PATTERNS),
    fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
    some(RESOURCE_PATTERNS),
  )
  .map(([effect, action, actions, resource, resources]) => ({
    Effect: effect === 'Deny' ? 'Deny' : 'Allow',
    [action]: actions,
    [resource]: resources,
  }));

export const anyStatements = fc.array(anyStatement, { minLength: 1, maxLength: 4 });
export const anyActionPattern = fc.constantFrom(...ACTION_PATTERNS);
export const anyResourcePattern = fc.constantFrom(...RESOURCE_PATTERNS);

/** Every request of the small world. */
export const REQUESTS: readonly Request[] = ACTIONS.flatMap((action) =>
  RESOURCES.map((resource) => ({ action, resource })),
);

/** Whether a pattern stands for a text. */
export function fits(pattern: string, text: string, flags = ''): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(text);
}

/** Whether a statement speaks of a request, whatever its effect. */
export function speaksOf(statement: SmallStatement, { action, resource }: Request): boolean {
  const { Action, NotAction = [], Resource, NotResource = [] } = statement;
  const acts =
    Action?.some((pattern) => fits(pattern, action, 'i')) ?? !NotAction.some((pattern) => fits(pattern, action, 'i'));
  const there =
    Resource?.some((pattern) => fits(pattern, resource)) ?? !NotResource.some((pattern) => fits(pattern, resource));
  return acts && there;
}

/** Whether statements allow a request: one does, none denies. */
export function allowsRequest(statements: readonly SmallStatement[], request: Request): boolean {
  const speaking = statements.filter((statement) => speaksOf(statement, request));
  return speaking.length > 0 && speaking.every(({ Effect }) => Effect === 'Allow');
}
