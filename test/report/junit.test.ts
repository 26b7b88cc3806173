import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../src/report/junit.js';
import { anyReport } from './any-report.js';
import { expectGolden } from './golden.js';
import { CLEAN_REPORT, FULL_REPORT, reportOf } from './sample.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** What may stand in XML 1.0: https://www.w3.org/TR/xml/#charsets */
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TEXT = /^(?:[^<&]|&(?:amp|lt|gt|quot);)*$/;

/** Reads XML without comments, processing instructions and the like; throws where it is not well-formed. */
function parseXml(xml: string): Element {
  const [declaration = '', ...rest] = xml.split('\n');
  expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  expect(CHARACTERS.test(xml)).toBe(true);
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, text = '', tag = ''] of rest.join('\n').matchAll(/([^<]*)(?:<([^>]*)>|$)/g)) {
    const parent = open.at(-1) ?? root;
    expect(text).toMatch(TEXT);
    parent.text += text;
    if (tag === '') continue;
    if (tag.startsWith('/')) {
      expect(open.pop()?.name).toBe(tag.slice(1));
      continue;
    }
    const parts = /^([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)$/.exec(tag);
    if (parts === null) throw new Error(`<${tag}> is no tag`);
    const [, name = '', list = '', slash] = parts;
    const pairs = [...list.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value] as const);
    for (const [, value] of pairs) expect(value).toMatch(TEXT);
    const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    expect(Object.keys(element.attributes)).toHaveLength(pairs.length);
    parent.children.push(element);
    if (slash === '') open.push(element);
  }
  expect(open).toEqual([root]);
  const [only, ...others] = root.children;
  if (only === undefined || others.length > 0) throw new Error('there is not one root');
  return only;
}

interface Declaration {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

/** https://github.com/jenkinsci/xunit-plugin, junit-10.xsd: what of it we use. */
const SCHEMA: Readonly<Record<string, Declaration>> = {
  testsuites: { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package', 'file'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  error: { required: [], optional: ['type', 'message'], children: [] },
  skipped: { required: [], optional: ['type', 'message'], children: [] },
};

function checkSchema(element: Element): void {
  const declared = SCHEMA[element.name];
  if (declared === undefined) throw new Error(`<${element.name}> is not in the schema`);
  const names = Object.keys(element.attributes);
  expect(declared.required.filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => ![...declared.required, ...declared.optional].includes(name))).toEqual([]);
  expect(element.children.filter(({ name }) => !declared.children.includes(name))).toEqual([]);
  for (const child of element.children) checkSchema(child);
}

function testsOf(root: Element): readonly Element[] {
  return root.children.flatMap(({ children }) => children);
}

function outcomes(root: Element): readonly (string | undefined)[] {
  return testsOf(root).map(({ children }) => children[0]?.name);
}

describe('renderJunit', () => {
  it('has a suite each file and a test each finding', () => {
    expectGolden('full.junit.xml', renderJunit(FULL_REPORT, { failOn: 'medium' }));
  });

  it('has one test that passed for a clean report', () => {
    expectGolden('clean.junit.xml', renderJunit(CLEAN_REPORT, { failOn: 'medium' }));
  });

  it('fails what fails the run', () => {
    const failuresAt = (failOn: 'high' | 'medium' | 'none', countPossible = false) =>
      outcomes(parseXml(renderJunit(FULL_REPORT, { failOn, countPossible }))).filter((name) => name === 'failure')
        .length;
    expect(failuresAt('high')).toBe(2);
    expect(failuresAt('medium')).toBe(3);
    expect(failuresAt('medium', true)).toBe(4);
    expect(failuresAt('none')).toBe(0);
  });

  it('has an error for what could not be read, even if nothing was found', () => {
    const failures = [{ file: 'a.json', message: 'cannot be read' }];
    expect(outcomes(parseXml(renderJunit(reportOf({ failures }), { failOn: 'medium' })))).toEqual(['error']);
  });

  it('is well-formed XML of the published schema, whatever was scanned, and loses nothing', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const root = parseXml(renderJunit(report, { failOn: 'medium' }));
        checkSchema(root);
        const { failures, findings, unresolved } = report;
        const clean = failures.length + findings.length === 0 ? 1 : 0;
        expect(testsOf(root)).toHaveLength(failures.length + findings.length + unresolved.length + clean);
        for (const suite of [root, ...root.children]) {
          const of = suite === root ? outcomes(root) : outcomes({ ...root, children: [suite] });
          expect(suite.attributes).toMatchObject({
            tests: String(of.length),
            failures: String(of.filter((name) => name === 'failure').length),
            errors: String(of.filter((name) => name === 'error').length),
          });
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
