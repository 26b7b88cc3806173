import type { Place } from '../document/place.js';
import { stretchOf } from '../document/place-in-text.js';
import type { SourceFile, SyntaxProblem } from '../document/source-file.js';
import type { ActiveRule } from './active-rules.js';
import type { Found } from './run-rules.js';

/** The finding that a file which cannot be parsed gets, beside the failure: AWS would refuse it too. */
export function syntaxFinding(file: SourceFile, problem: SyntaxProblem, active: ActiveRule): Found {
  return {
    active,
    problem: {
      at: { place: spotAt(file, problem.offset) },
      message: `The file cannot be parsed: ${problem.message}`,
      aliases: ['access-analyzer:JSON_SYNTAX_ERROR'],
    },
  };
}

/** The place of a single character. */
function spotAt(file: SourceFile, offset: number): Place {
  const start = Math.min(offset, Math.max(0, file.text.length - 1));
  return stretchOf(file, start, Math.min(start + 1, file.text.length));
}
