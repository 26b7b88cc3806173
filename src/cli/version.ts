import { awsDataDate } from '../aws/actions.js';
import { VERSION } from '../lint/version.js';

/** What `--version` prints. */
export function version(): string {
  return `leastwise ${VERSION} (AWS data ${awsDataDate()}, Node ${process.versions.node})\n`;
}
