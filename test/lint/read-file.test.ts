import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments, readSource, readStream } from '../../src/lint/read-file.js';

const POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leastwise-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(POLICY)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${POLICY}`)],
    ['UTF-16', Buffer.from(`\uFEFF${POLICY}`, 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from(POLICY, 'utf16le')],
  ])('is the same in %s', async (name, bytes) => {
    expect(await readSource(written(`${name}.json`, bytes))).toEqual({ text: POLICY });
  });

  it('is none for a picture, but for a policy with a stray NUL it is what stands there', async () => {
    expect(
      await readSource(written('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))),
    ).toBeUndefined();
    const at = POLICY.indexOf('low');
    const broken = `${POLICY.slice(0, at)}\0${POLICY.slice(at)}`;
    expect(await readSource(written('stray.json', broken))).toEqual({ text: broken });
  });

  it('is none for a plan as `terraform plan -out` writes it, and that is said', async () => {
    const header = Buffer.from('PK\u0003\u0004\u0014\0\b\0\b\0Tfplan\0tfplan\u00ff', 'latin1');
    await expect(readSource(written('out.tfplan', header))).rejects.toThrow('terraform show -json');
    const stream = async function* () {
      yield header;
    };
    await expect(readStream(stream())).rejects.toThrow('terraform show -json');
  });

  it('cannot be read where there is no file', async () => {
    await expect(readSource(join(folder, 'missing.json'))).rejects.toThrow('ENOENT');
  });
});

describe('the documents of a file', () => {
  const kinds = async (path: string, text: string) =>
    (await readDocuments({ path, text })).documents.map(({ format }) => format);

  it('are JSON or YAML by what the text begins with, not by its name', async () => {
    expect(await kinds('policy', POLICY)).toEqual(['json']);
    expect(await kinds('policy.yaml', POLICY)).toEqual(['json']);
    expect(await kinds('policy.json', 'Version: 2012-10-17\n')).toEqual(['yaml']);
    expect(await kinds('commented.json', `// read only\n${POLICY}`)).toEqual(['json']);
    expect(await kinds('flow.yaml', '{ Version: 2012-10-17, Statement: [] }\n')).toEqual(['yaml']);
    expect(await kinds('many.yaml', 'a: 1\n---\nb: 2\n')).toEqual(['yaml', 'yaml']);
  });
});
