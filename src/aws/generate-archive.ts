import { writeFileSync } from 'node:fs';
import { archiveOf } from './data-archive.js';
import { readData } from './data-file.js';

/*
 * Writes the facts of src/aws/data as one file, which `leastwise --aws-data` takes. Run from the repository's root:
 *
 *   node bin/run.js src/aws/generate-archive.ts leastwise-aws-data.txt
 */
const [, , file] = process.argv;
if (file === undefined) throw new Error('name the file to write');
writeFileSync(file, archiveOf(readData), 'latin1');
