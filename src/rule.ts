import type { Witness } from './access/answer.js';
import type { Located, Place } from './document/place.js';
import type { Guard } from './document/value.js';
import type { Estate, Identity, Inventory, PlacedPolicy, Resource } from './inventory/model.js';
import type { World } from './inventory/world.js';
import type { PolicyKind, Statement } from './policy/model.js';

/** What a rule's checks receive. */
export type {
  Attachment,
  DuplicateKey,
  Estate,
  Holder,
  Identity,
  Inventory,
  Membership,
  PlacedPolicy,
  Resource,
  SecretDestination,
  SecretUse,
} from './inventory/model.js';
export {
  accountName,
  isElsewhere,
  isTrustedIssuer,
  type NamedAccount,
  type Standing,
  standingOf,
  type World,
} from './inventory/world.js';
export type { Condition, Element, Policy, PolicyKind, Principal, PrincipalElement, Statement } from './policy/model.js';

/**
 * Decides what fails a build. Numbers are what code scanning sorts by:
 * critical 9.5, high 8.0, medium 5.5, low 3.0, info none.
 */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** `recommended` is the default; `strict` adds what an auditor would ask; `validity` is what AWS's own validator says. */
export type Preset = 'recommended' | 'strict' | 'validity';

/** `possible` where a problem rests on something that the input does not tell. */
export type Confidence = 'proven' | 'possible';

/** A rule's options after defaults: plain JSON, as its schema says. */
export type Options = Readonly<Record<string, unknown>>;

/** A JSON Schema of a rule's options: an object whose properties all have defaults. */
export interface OptionsSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly default: unknown }>>;
}

/** What a rule yields: one thing that is wrong, at the words that are wrong. */
export interface Problem {
  /** What to point at. Of something that is missing: the statement or identity that lacks it. */
  readonly at: Located;
  /** The concrete consequence, the thing in backticks first, present tense, one line, no full stop, no "should". */
  readonly message: string;
  /** Default: proven. */
  readonly confidence?: Confidence;
  /** The identities that it is about, where the check was not given one: all who have what it speaks of, the first first. */
  readonly holders?: readonly Identity[];
  /** A request that shows it. */
  readonly witness?: Witness;
  /** The template conditions under which it is there. Default: those of its statement, else of its resource. */
  readonly when?: readonly Guard[];
  /** Other places that a reader needs to see, each with a line about it. */
  readonly related?: readonly Note[];
  /** An ordered chain, where the problem is one: how access is gained, step by step. */
  readonly steps?: readonly Note[];
  /** Text to write in place of what stands there. */
  readonly edits?: readonly Edit[];
  /** Other tools' names for this very problem, such as `access-analyzer:PASS_ROLE_WITH_STAR_IN_RESOURCE`. */
  readonly aliases?: readonly string[];
}

export interface Note {
  readonly at: Located;
  readonly message: string;
}

export interface Edit {
  readonly at: Place;
  /** The decoded text to stand there instead. */
  readonly text: string;
}

/** The checks that a rule may have. Each is given what is told of the world around the input; an estate holds it. */
export interface Checks {
  readonly statement?: (
    statement: Statement,
    policy: PlacedPolicy,
    options: Options,
    world: World,
  ) => Iterable<Problem>;
  readonly policy?: (policy: PlacedPolicy, options: Options, world: World) => Iterable<Problem>;
  readonly identity?: (identity: Identity, options: Options, world: World) => Iterable<Problem>;
  readonly resource?: (resource: Resource, options: Options, world: World) => Iterable<Problem>;
  readonly inventory?: (inventory: Inventory, options: Options, world: World) => Iterable<Problem>;
  readonly estate?: (estate: Estate, options: Options) => Iterable<Problem>;
}

/**
 * A rule: a plain object whose checks are named after what they look at. A check is a pure generator; the engine calls
 * it once for each such thing in the input and catches nothing: a rule that throws is a bug.
 *
 * The id names the smell in kebab-case and reads as "allow ‹id›". It is the file's name and the fixture folder's, and
 * stable: a renamed rule keeps its old id in `formerIds`.
 */
export interface Rule extends Checks {
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly preset: Preset;
  /** One line for tables, no full stop. */
  readonly summary: string;
  /** Markdown, a paragraph or two: what goes wrong, concretely. */
  readonly why: string;
  /** Markdown: what to write instead, with text to paste. */
  readonly fix: string;
  readonly references: readonly string[];
  /** Other tools' and benchmarks' names: `checkov:CKV_AWS_40`, `cis-aws-3.0:1.15`, `cwe:CWE-732`. */
  readonly aliases?: readonly string[];
  readonly formerIds?: readonly string[];
  /** Rules that say the same thing more strongly: where one of them reports the same cause, this one is listed under it. */
  readonly coveredBy?: readonly string[];
  /**
   * Whether a problem of this rule speaks of all that its statement grants. Without it, it covers weaker problems at the
   * same words only.
   */
  readonly coversStatement?: true;
  /** Absent where there is nothing to choose. */
  readonly options?: OptionsSchema;
  /** The kinds of policies that `statement` and `policy` look at; all kinds where absent. */
  readonly policyKinds?: readonly PolicyKind[];

  /**
   * Brings checks that most runs have no use for, and that are better not loaded with all others: none where the options
   * give them nothing to look at.
   */
  readonly load?: (options: Options) => Promise<Checks>;
}

/** What a module has as its default export to bring rules of its own: `export default { rules: [rule] } satisfies Plugin`. */
export interface Plugin {
  readonly rules: readonly Rule[];
}

export type Category =
  | 'privilege'
  | 'identity'
  | 'exposure'
  | 'trust'
  | 'condition'
  | 'validity'
  | 'organization'
  | 'configuration';
