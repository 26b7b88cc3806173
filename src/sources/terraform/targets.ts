import type { Node } from '../../document/document.js';
import type { TerraformResource } from './model.js';

/** More resources than this on the way are not looked at. */
const MOST_TARGETS = 500;

/** An attribute of a resource that an expression takes its value from. */
export interface Target {
  readonly resource: TerraformResource;
  /** Absent where the expression takes the resource as a whole: `aws_iam_role.all[*]`. */
  readonly attribute?: string;
}

/** The resources that an expression takes its value from. */
export interface Targets {
  readonly found: readonly Target[];
  /** Whether there may be others: local values, which plans do not hold, or more than can be followed. */
  readonly isOpen: boolean;
  /** Data sources beside those found that were read while planning: what they gave is known. */
  readonly read: readonly Target[];
  /** What variables on the way hold. */
  readonly values: readonly Node[];
  /** Whether a variable is given what functions make of constants: of such an expression the plan keeps nothing. */
  readonly isComputed: boolean;
}

/** A search for targets under way: what it has found, and where it has been. */
export class Search {
  readonly found: Target[] = [];
  readonly read: Target[] = [];
  /** Data sources without values: they count where nothing else is found, since those that were read are known. */
  readonly unread: Target[] = [];
  readonly values: Node[] = [];
  isOpen: boolean;
  isComputed = false;
  readonly #entered = new Set<string>();

  constructor(isOpen = false) {
    this.isOpen = isOpen;
  }

  get isFull(): boolean {
    return this.found.length > MOST_TARGETS || this.#entered.size > MOST_TARGETS;
  }

  /** Whether a reference has not been followed yet: references may lead in circles. */
  enter(reference: string): boolean {
    if (this.#entered.has(reference)) return false;
    this.#entered.add(reference);
    return true;
  }

  result(): Targets {
    const { isOpen, isComputed, values } = this;
    const [found, read] = this.found.length > 0 ? [this.found, this.read] : [this.read, []];
    const known = found.length > 0 ? found : this.unread;
    return { found: distinct(known), read: distinct(read), values, isOpen, isComputed };
  }
}

function distinct(targets: readonly Target[]): readonly Target[] {
  const byAddress = new Map(targets.map((target) => [`${target.resource.address} ${target.attribute ?? ''}`, target]));
  return [...byAddress.values()];
}
