import type { Element } from '../policy/model.js';
import { covers, intersectionWitness, intersects, matches } from '../policy/wildcard.js';
import { isOpen, patternOf, widest, widestPatternOf } from './text-pattern.js';

/** A resource to ask about, in the words of a request. It may hold the marks of `patternOf`: then it is one of many. */
export type RequestedResource = string;

/** More are not tried: where one of so many is not surely allowed, the question stays open. */
const MOST_TRIED = 64;

/** Resources that an element surely speaks of, one each for the ways in which it meets one of the asked patterns. */
export function sharedResources(element: Element | undefined, asked: readonly string[]): readonly RequestedResource[] {
  if (element === undefined) return asked.map((pattern) => example(pattern));
  const found = new Set<RequestedResource>();
  for (const pattern of asked) {
    if (element.negated) {
      const resource = example(pattern);
      if (!mayHold(element, resource)) continue;
      if (surelyHolds(element, resource)) found.add(resource);
    } else for (const item of element.items) for (const one of sharedBy(patternOf(item), pattern)) found.add(one);
    if (found.size > MOST_TRIED) break;
  }
  return [...found];
}

function sharedBy(pattern: string, asked: string): readonly RequestedResource[] {
  const text = intersectionWitness(pattern, asked);
  // What is not told may lie elsewhere, unless all of it is asked about.
  if (text === undefined || (widest(pattern) !== pattern && !covers(asked, pattern))) return [];
  return [text === '' && matches(pattern, '*') && matches(asked, '*') ? '*' : text];
}

/** A resource that a pattern stands for: `*` itself for all, as AWS asks for what has no resource. */
function example(pattern: string): RequestedResource {
  return sharedBy(pattern, pattern)[0] ?? pattern;
}

/** Whether an element may speak of something that one of the asked patterns stands for. */
export function mayMeet(element: Element | undefined, asked: readonly string[]): boolean {
  if (element === undefined || element.unknown.length > 0) return true;
  const { items } = element;
  if (!element.negated)
    return items.some((item) => asked.some((pattern) => intersects(widestPatternOf(item), pattern)));
  return !asked.every((pattern) => items.some((item) => !isOpen(item) && covers(patternOf(item), pattern)));
}

/** Whether an element may speak of a resource. */
export function mayHold(element: Element | undefined, resource: RequestedResource): boolean {
  if (element === undefined || element.unknown.length > 0) return true;
  if (element.negated) return !element.items.some((item) => matches(patternOf(item), resource));
  const open = widest(resource);
  return element.items.some((item) =>
    open === resource ? matches(widestPatternOf(item), resource) : intersects(widestPatternOf(item), open),
  );
}

/** Whether an element speaks of a resource, whatever the input does not tell. */
export function surelyHolds(element: Element | undefined, resource: RequestedResource): boolean {
  if (element === undefined) return true;
  if (!element.negated) return element.items.some((item) => matches(patternOf(item), resource));
  const open = widest(resource);
  return (
    element.unknown.length === 0 &&
    !element.items.some((item) =>
      open === resource ? matches(widestPatternOf(item), resource) : intersects(widestPatternOf(item), open),
    )
  );
}
