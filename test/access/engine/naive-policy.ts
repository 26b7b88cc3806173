import fc from 'fast-check';
import { conditionHolds, type Present, type SmallCondition } from './naive-condition.js';
import { likes, likesArn } from './naive-match.js';

/** A statement of a small world, as JSON has it. */
export interface SmallStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Principal?: { readonly AWS: readonly string[] };
  readonly NotPrincipal?: { readonly AWS: readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

interface Target {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
}

export interface SmallRequest extends Target {
  readonly context: Readonly<Record<string, Present>>;
}

/** Whether a statement speaks of a request, whatever its effect. */
export function speaksOf(statement: SmallStatement, request: SmallRequest): boolean {
  return speaksOfTarget(statement, request) && holdsIn(statement, request.context);
}

const answers = new WeakMap<object, Map<unknown, boolean>>();

/** Each answer is computed once: `owner` is what is asked, `value` by identity of what. */
function once(owner: object, value: unknown, compute: () => boolean): boolean {
  const known = answers.get(owner) ?? new Map<unknown, boolean>();
  answers.set(owner, known);
  const answer = known.get(value) ?? compute();
  known.set(value, answer);
  return answer;
}

/** Whether a statement speaks of the action, resource and principal of a request. */
function speaksOfTarget(statement: SmallStatement, { action, resource, principal }: Target): boolean {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal } = statement;
  const likesAction = (pattern: string) => likes(pattern.toLowerCase(), action.toLowerCase());
  const isOne = (name: string) => name === '*' || name === principal;
  return once(
    statement,
    `${action} ${resource} ${principal}`,
    () =>
      among(Action, NotAction, likesAction) &&
      among(Resource, NotResource, (pattern) => likesArn(pattern, resource)) &&
      among(Principal?.AWS, NotPrincipal?.AWS, isOne),
  );
}

const NO_CONDITION = {};

function holdsIn({ Condition = NO_CONDITION }: SmallStatement, context: SmallRequest['context']): boolean {
  return conditionsOf(Condition).every((one) => {
    const present = context[one.key.toLowerCase()];
    return once(one, present, () => conditionHolds(one, present));
  });
}

function among(
  listed: readonly string[] | undefined,
  others: readonly string[] | undefined,
  fits: (each: string) => boolean,
): boolean {
  if (listed !== undefined) return listed.some(fits);
  return others === undefined || !others.some(fits);
}

const conditions = new WeakMap<object, readonly SmallCondition[]>();

function conditionsOf(block: NonNullable<SmallStatement['Condition']>): readonly SmallCondition[] {
  const known = conditions.get(block);
  if (known !== undefined) return known;
  const found = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  conditions.set(block, found);
  return found;
}

/** Whether statements allow a request: one does, none denies. */
export function allowsRequest(statements: readonly SmallStatement[], request: SmallRequest): boolean {
  const speaking = statements.filter((statement) => speaksOf(statement, request));
  return speaking.length > 0 && speaking.every(({ Effect }) => Effect === 'Allow');
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'nosuch:Thing'];
const ACTION_PATTERNS = [...ACTIONS, 's3:*', '*', 's3:?etObject', 'S3:getobject', 'nosuch:*', '*Object'];
const RESOURCES = ['arn:aws:s3:::a', 'arn:aws:s3:::a/b', 'arn:aws:s3:::b', 'arn:aws:sqs:x:1:a', 'arn:aws:sqs:x:1:ab'];
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::a*',
  'arn:*',
  'arn:aws:s3:::?',
  'arn:*:a',
];
const PRINCIPALS = ['arn:aws:iam::111122223333:user/a', 'arn:aws:iam::444455556666:user/b'];

/** The operators, values and domain of each key. */
const KEYS = {
  'aws:username': {
    operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIfExists'],
    written: ['a', 'b', 'a*', '?', '*'],
    domain: [undefined, ['a'], ['b'], ['ab'], ['c'], ['cc']],
  },
  'aws:multifactorauthage': {
    operators: ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEqualsIfExists'],
    written: ['1', '2', '1.0'],
    domain: [undefined, ['0'], ['1'], ['1.5'], ['2'], ['3']],
  },
  'aws:tagkeys': {
    operators: ['ForAnyValue:StringEquals', 'ForAllValues:StringEquals', 'ForAllValues:StringNotLike'],
    written: ['a', 'b', '*'],
    domain: [undefined, ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c']],
  },
} as const;

type Key = keyof typeof KEYS;
const NAMES: readonly Key[] = ['aws:username', 'aws:multifactorauthage', 'aws:tagkeys'];

const some = (words: readonly string[], most = 2) =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: most });

const anyCondition = (key: Key) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...KEYS[key].operators), some(KEYS[key].written)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('Null'), some(['true', 'false'])) },
  );

const anyBlock = fc
  .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 })
  .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), anyCondition(key)))))
  .map((conditions) => {
    const block: Record<string, Record<string, readonly string[]>> = {};
    for (const [key, [operator, values]] of conditions) block[operator] = { ...block[operator], [key]: values };
    return block;
  });

/** A statement; with principals where it is of a resource policy. */
export function anyStatement(isOfResource = false): fc.Arbitrary<SmallStatement> {
  const principals = fc.tuple(fc.constantFrom('Principal', 'Principal', 'NotPrincipal'), some([...PRINCIPALS, '*']));
  return fc
    .record({
      Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
      actions: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTION_PATTERNS)),
      resources: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), some(RESOURCE_PATTERNS)),
      principals: isOfResource ? principals : fc.constant(undefined),
      Condition: fc.oneof(fc.constant({}), anyBlock),
    })
    .map(({ Effect, actions, resources, principals: who, Condition }) => ({
      Effect,
      [actions[0]]: actions[1],
      [resources[0]]: resources[1],
      ...(who === undefined ? {} : { [who[0]]: { AWS: who[1] } }),
      Condition,
    }));
}

export function anyStatements(isOfResource = false, most = 4): fc.Arbitrary<readonly SmallStatement[]> {
  return fc.array(anyStatement(isOfResource), { minLength: 1, maxLength: most });
}

export const anyActionPattern = fc.constantFrom(...ACTION_PATTERNS);
export const anyResourcePattern = fc.constantFrom(...RESOURCE_PATTERNS);

const TARGETS: readonly Target[] = [...ACTIONS, 'newone:Action'].flatMap((action) =>
  [...RESOURCES, 'arn:aws:new:::new'].flatMap((resource) =>
    [...PRINCIPALS, 'arn:aws:iam::777788889999:user/c'].map((principal) => ({ action, resource, principal })),
  ),
);

/** Every request of the small world, with those keys alone for which a statement asks that speaks of the rest of it. */
export function* requestsFor(statements: readonly SmallStatement[]): Generator<SmallRequest> {
  const isOfResource = statements.some(({ Principal, NotPrincipal }) => Principal ?? NotPrincipal);
  for (const target of TARGETS) {
    if (!isOfResource && target.principal !== PRINCIPALS[0]) continue;
    const speaking = statements.filter((statement) => speaksOfTarget(statement, target));
    const asked = new Set(speaking.flatMap(({ Condition = {} }) => conditionsOf(Condition).map(({ key }) => key)));
    for (const context of contextsOf(NAMES.filter((key) => asked.has(key)))) yield { ...target, context };
  }
}

function contextsOf([key, ...others]: readonly Key[]): readonly SmallRequest['context'][] {
  if (key === undefined) return [{}];
  const rest = contextsOf(others);
  return KEYS[key].domain.flatMap((value) => rest.map((context) => ({ ...context, [key]: value })));
}
