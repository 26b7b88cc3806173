import { SEVERITIES } from '../rule.js';
import type { Finding } from './report.js';

/** Sorts findings: the worst first, what is proven before what is possible, else as they come. */
export function worstFirst<Each extends Pick<Finding, 'severity' | 'confidence'>>(
  findings: readonly Each[],
): readonly Each[] {
  // Sorting keeps the order of equal ones.
  return [...findings].sort((a, b) => rankOf(a) - rankOf(b));
}

/** The worst so many of some findings, in the order in which they come. */
export function worstOf<Each extends Pick<Finding, 'severity' | 'confidence'>>(
  findings: readonly Each[],
  most: number,
): readonly Each[] {
  if (findings.length <= most) return findings;
  const ranked = worstFirst(findings.map(({ severity, confidence }, index) => ({ severity, confidence, index })));
  const kept = new Set(ranked.slice(0, most).map(({ index }) => index));
  return findings.filter((_, index) => kept.has(index));
}

function rankOf({ severity, confidence }: Pick<Finding, 'severity' | 'confidence'>): number {
  return SEVERITIES.indexOf(severity) + (confidence === 'possible' ? 0.5 : 0);
}
