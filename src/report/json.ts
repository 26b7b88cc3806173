import type { Report } from './report.js';

/** The report as JSON, two spaces a level, ending with a line feed. Its schema is `report.schema.json`. */
export function renderJson(report: Report): string {
  return toJson(report);
}

/** DEL, C1 controls, and characters that are invisible, reorder text or break lines: `JSON.stringify` passes them on. */
const UNESCAPED = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A value as JSON that is safe to show on a terminal: what steers one stands as `\uXXXX`. Ends with a line feed. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(UNESCAPED, escapeOf)}\n`;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
