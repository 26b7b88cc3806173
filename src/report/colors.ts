import { Chalk } from 'chalk';
import type { Severity } from '../rule.js';
import type { Colors } from './terminal.js';

/**
 * Colours by chalk, at a level that the caller has found out: 1 for 16 colours, 2 for 256, 3 for all. In a file of its
 * own so that chalk is loaded only where colour is wanted. The 16 colours are used at every level: those are the
 * user's own.
 */
export function chalkColors(level: 1 | 2 | 3): Colors {
  const chalk = new Chalk({ level });
  const bySeverity: Readonly<Record<Severity, (text: string) => string>> = {
    critical: chalk.bold.magenta,
    high: chalk.bold.red,
    medium: chalk.bold.yellow,
    low: chalk.bold.cyan,
    info: chalk.bold.blue,
  };
  return {
    severity: (severity, text) => bySeverity[severity](text),
    bold: chalk.bold,
    dim: chalk.dim,
    gutter: chalk.blue,
    aside: chalk.cyan,
    good: chalk.bold.green,
    bad: chalk.bold.red,
  };
}
