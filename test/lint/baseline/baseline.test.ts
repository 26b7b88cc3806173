import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstBaseline, type FilesOfRun } from '../../../src/lint/baseline/against.js';
import { baselineOf } from '../../../src/lint/baseline/baseline.js';
import { baselineText, readBaseline } from '../../../src/lint/baseline/baseline-file.js';
import { DEFAULT_SETTINGS } from '../../../src/lint/settings.js';
import type { Finding, Report } from '../../../src/report/report.js';
import { CLEAN_REPORT, FULL_REPORT, findingAt, READER } from '../../report/sample.js';

const RULE = FULL_REPORT.rules[0]?.id ?? '';

interface Made {
  readonly file: string;
  readonly fingerprint: string;
  readonly contentFingerprint?: string;
}

function finding({ file, fingerprint, contentFingerprint }: Made): Finding {
  const base = findingAt(READER, '"s3:*"', { rule: RULE, severity: 'high', message: 'm' });
  return { ...base, file, fingerprint, ...(contentFingerprint === undefined ? {} : { contentFingerprint }) };
}

function report(findings: readonly Finding[]): Report {
  return { ...CLEAN_REPORT, rules: FULL_REPORT.rules, findings };
}

/** A run that looked at all files but those that are gone. */
function files(gone: readonly string[] = []): FilesOfRun {
  return {
    fromRoot: (file) => file,
    isLookedAt: (file) => !gone.includes(file),
    isGone: (file) => gone.includes(file),
  };
}

function compare(before: readonly Finding[], now: readonly Finding[], of = files()) {
  const { report: result, pruned } = againstBaseline(
    report(now),
    baselineOf(before, (file) => file),
    DEFAULT_SETTINGS,
    of,
  );
  const { inBaseline, fixed } = result.summary;
  return { fresh: result.findings, inBaseline, fixed, pruned };
}

/** Few of each, so that many are equal. A file counts for every second of the fingerprints. */
const made = fc
  .record({ file: fc.constantFrom('a.json', 'b.json', 'c.json'), what: fc.integer({ min: 0, max: 5 }) })
  .map(({ file, what }) => {
    const content = String(what).padStart(16, '0');
    const own = `${file.charCodeAt(0)}${what}`.padStart(16, 'f');
    return finding(
      what % 2 === 0 ? { file, fingerprint: content } : { file, fingerprint: own, contentFingerprint: content },
    );
  });
const many = fc.array(made, { maxLength: 30 });
const shuffled = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 });

function reordered(findings: readonly Finding[], order: readonly number[]): readonly Finding[] {
  return order.flatMap((start) => findings.filter((_, i) => i % 10 === start));
}

describe('a baseline', () => {
  it('knows all that it was made of, in any order', () => {
    fc.assert(
      fc.property(many, shuffled, (findings, order) => {
        const { fresh, inBaseline, fixed, pruned } = compare(findings, reordered(findings, order));
        expect([fresh, inBaseline, fixed]).toEqual([[], findings.length, 0]);
        expect(pruned).toEqual(baselineOf(findings, (file) => file));
      }),
    );
  });

  it('counts: what is new, known and fixed add up to both sides', () => {
    fc.assert(
      fc.property(many, many, (before, now) => {
        const { fresh, inBaseline = 0, fixed = 0 } = compare(before, now);
        expect(fresh.length + inBaseline).toBe(now.length);
        expect(fixed + inBaseline).toBe(before.length);
      }),
    );
  });

  it('never takes in more of anything than it has', () => {
    fc.assert(
      fc.property(many, many, (before, more) => {
        const { fresh } = compare(before, [...before, ...more]);
        expect(fresh).toHaveLength(more.length);
      }),
    );
  });

  it('keeps nothing that is fixed, and all else, when it is pruned', () => {
    fc.assert(
      fc.property(many, many, (before, now) => {
        const { pruned, inBaseline } = compare(before, now);
        expect(pruned.entries.reduce((sum, { count }) => sum + count, 0)).toBe(inBaseline);
      }),
    );
  });

  it('is read as it was written, and as its schema has it', () => {
    const schema: unknown = JSON.parse(
      readFileSync(new URL('../../../src/lint/baseline/baseline.schema.json', import.meta.url), 'utf8'),
      (_, value) => (value?.type === 'object' ? { additionalProperties: false, ...value } : value),
    );
    const validate = new Ajv2020().compile(Object(schema));
    fc.assert(
      fc.property(many, fc.string(), (findings, file) => {
        const strange = findings.map((one) => ({ ...one, file: one.file + file, resource: { type: 'T', name: file } }));
        const baseline = baselineOf(strange, (path) => path);
        const text = baselineText(baseline);
        expect(readBaseline(text, 'b.json')).toEqual(baseline);
        expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
      }),
    );
  });

  it('has a line for each finding', () => {
    const text = baselineText(
      baselineOf([finding({ file: 'b', fingerprint: '2' }), finding({ file: 'a', fingerprint: '1' })], (file) => file),
    );
    expect(text.split('\n').slice(4, 6)).toEqual([
      `    { "file": "a", "rule": "${RULE}", "fingerprint": "1" },`,
      `    { "file": "b", "rule": "${RULE}", "fingerprint": "2" }`,
    ]);
  });
});

describe('what has moved', () => {
  const policy = (file: string): Finding => finding({ file, fingerprint: file, contentFingerprint: 'same' });
  const role = (file: string): Finding => finding({ file, fingerprint: 'role' });

  it('is known in a renamed file', () => {
    expect(compare([policy('old.json')], [policy('new.json')], files(['old.json']))).toMatchObject({
      fresh: [],
      fixed: 0,
    });
  });

  it('is new in a copy', () => {
    expect(compare([policy('old.json')], [policy('old.json'), policy('new.json')]).fresh).toHaveLength(1);
    expect(compare([policy('old.json')], [policy('new.json')])).toMatchObject({
      fresh: [{ file: 'new.json' }],
      fixed: 1,
    });
  });

  it('is known where a resource goes to another file', () => {
    expect(compare([role('a.yaml')], [role('b.yaml')])).toMatchObject({ fresh: [], fixed: 0 });
    expect(compare([role('a.yaml')], [role('a.yaml'), role('b.yaml')]).fresh.map(({ file }) => file)).toEqual([
      'b.yaml',
    ]);
  });

  it('is new where the other file may still have it', () => {
    const partly = { ...files(), isLookedAt: (file: string) => file === 'b.yaml' };
    const { fresh, fixed, pruned } = compare([role('a.yaml')], [role('b.yaml')], partly);
    expect([fresh.length, fixed, pruned.entries.length]).toEqual([1, 0, 1]);
  });

  it('is kept under its new name when it is pruned', () => {
    const { pruned } = compare([policy('old.json')], [policy('new.json')], files(['old.json']));
    expect(pruned.entries.map(({ file, fingerprint }) => [file, fingerprint])).toEqual([['new.json', 'new.json']]);
  });
});

describe('what is fixed', () => {
  const one = finding({ file: 'a.json', fingerprint: '1' });
  const fixedWith = (settings: object, of = files()) => {
    const { report: result } = againstBaseline(
      report([]),
      baselineOf([one], (file) => file),
      { ...DEFAULT_SETTINGS, ...settings },
      of,
    );
    return result.summary.fixed;
  };

  it('is not what was not judged or is not shown', () => {
    expect(fixedWith({})).toBe(1);
    expect(fixedWith({}, { ...files(), isLookedAt: () => false })).toBe(0);
    expect(fixedWith({ minConfidence: 'proven' })).toBe(0);
    expect(fixedWith({ changesOnly: true })).toBe(0);
    const severity = FULL_REPORT.rules[0]?.severity;
    expect([severity, fixedWith({ minSeverity: 'critical' })]).toEqual(['critical', 1]);
  });
});

describe('a file that is no baseline', () => {
  it.each([
    ['', 'b.json:1:1', 'the baseline cannot be read'],
    ['{ "version": 1, "findings": [ }', 'b.json:1:31', 'the baseline cannot be read'],
    ['{\n<<<<<<< ours\n "version": 1,\n=======\n', 'b.json:2:1', 'marks of a merge that is not resolved'],
    ['{ "version": 2, "findings": [] }', 'b.json:1:14', 'no baseline of version 1'],
    ['[]', 'b.json:1:1', 'no baseline of version 1'],
    ['{ "version": 1 }', 'b.json:1:1', 'no list of findings'],
    ['{ "version": 1, "findings": [\n{ "file": "a", "rule": "r" }] }', 'b.json:2:1', 'no finding'],
    [
      '{ "version": 1, "findings": [\n{ "file": "a", "rule": "r", "fingerprint": "f", "count": 0 }] }',
      'b.json:2:1',
      'no finding',
    ],
    [
      '{ "version": 1, "findings": [\n{ "file": "a", "rule": "r", "fingerprint": "f", "count": "2" }] }',
      'b.json:2:1',
      'no finding',
    ],
  ])('is told what is wrong: %j', (text, place, message) => {
    const read = readBaseline(text, 'b.json');
    if (!('problem' in read)) throw new Error('was read');
    const { file, line, column, message: said } = read.problem;
    expect(`${file}:${line}:${column}`).toBe(place);
    expect(said).toContain(message);
  });
});
