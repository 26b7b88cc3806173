import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { positionIn } from '../../src/document/gap.js';
import { lineStarts } from '../../src/document/position.js';
import type { SourceText } from '../../src/document/source-file.js';
import { readDocuments, readSource, readStream } from '../../src/lint/read-file.js';

const MEGABYTES = 36;
const KEPT = '{"mode": "managed", "type": "aws_iam_policy", "values": {"policy": "{\\"Statement\\": []}"}}';

let folder = '';
let plan = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leastwise-big-'));
  plan = written('plan.json', '{"format_version": "1.2",\n "resource_drift": [', `],\n "resource_changes": [${KEPT}]}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file with many megabytes of elements of a list in its middle, an umlaut and two lines in each. */
function written(name: string, before: string, behind: string): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, before);
  const million = Array.from({ length: 1000 }, () => JSON.stringify({ filler: 'ü'.repeat(490) })).join(',\n');
  for (let i = 0; i < MEGABYTES; i++) writeSync(file, `${million},\n`);
  writeSync(file, `{}${behind}`);
  closeSync(file);
  return path;
}

function positionOf(source: SourceText | undefined, word: string): unknown {
  if (source === undefined) return undefined;
  return positionIn(source, lineStarts(source.text), source.text.indexOf(word));
}

async function* parts(path: string): AsyncGenerator<Buffer> {
  const { createReadStream } = await import('node:fs');
  yield* createReadStream(path);
}

describe('a big plan', () => {
  const text = `{"format_version": "1.2",\n "resource_drift": null,\n "resource_changes": [${KEPT}]}`;
  const position = { line: MEGABYTES * 1000 + 3, column: ' "resource_changes": [{"mode": "managed", "'.length };

  it('is abridged, and its lines are those of the file', async () => {
    const source = await readSource(plan);
    expect(source?.text.slice(0, 500)).toBe(text);
    expect(positionOf(source, '"type"')).toEqual(position);
  });

  it('is abridged as it comes in', async () => {
    const source = await readStream(parts(plan));
    expect(source?.text.slice(0, 500)).toBe(text);
    expect(positionOf(source, '"type"')).toEqual(position);
  });

  it.skipIf(process.platform === 'win32')('is abridged when it comes through a named pipe', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('sh', ['-c', `mkfifo "${pipe}"`]);
    const { spawn } = await import('node:child_process');
    const writer = spawn('sh', ['-c', `cat "${plan}" > "${pipe}"`]);
    const source = await readSource(pipe);
    writer.kill();
    expect(source?.text.slice(0, 500)).toBe(text);
  });

  it('may have a byte order mark', async () => {
    const source = await readSource(written('marked.json', '\ufeff{"format_version": "1.2", "checks": [', ']}'));
    expect(source?.text.slice(0, 500)).toBe('{"format_version": "1.2", "checks": null}');
  });

  it('that breaks off is read as far as it goes', async () => {
    const path = written('broken.json', `{"format_version": "1.2", "resource_changes": [${KEPT}], "checks": [`, ']}');
    truncateSync(path, statSync(path).size - '{}]}'.length);
    const source = await readSource(path);
    const { documents, problems } = await readDocuments({ path, text: '', ...source });
    expect(documents.length).toBe(1);
    expect(problems.map(({ message }) => message)).toEqual(['expected "]" before the end']);
    const broken = { text: '', ...source };
    expect(positionIn(broken, lineStarts(broken.text), problems[0]?.offset ?? 0)).toEqual({
      line: MEGABYTES * 1000 + 1,
      column: 1,
    });
  });
});

describe('another big file', () => {
  it('is read whole', async () => {
    const path = written('policies.json', '{"Policies": [', ']}');
    const source = await readSource(path);
    expect(source?.gaps).toBeUndefined();
    expect(source?.text.length).toBeGreaterThan(MEGABYTES * 500_000);
    expect((await readStream(parts(path)))?.text === source?.text).toBe(true);
  });

  it('is read whole where it only begins like a plan, unless it is gone by then', async () => {
    const path = written('values.json', '{"values": [', ']}');
    expect((await readSource(path))?.gaps).toBeUndefined();
    await expect(readStream(parts(path))).rejects.toThrow('begins like a Terraform plan');
  });

  it('that no string can hold is refused in words that help', async () => {
    const path = join(folder, 'huge.json');
    writeFileSync(path, '{"Policies": [');
    truncateSync(path, 600 * 2 ** 20);
    await expect(readSource(path)).rejects.toThrow('larger than 512 MiB; of that size only Terraform plans');
  });
});
