import { join } from 'node:path';
import { type Diff, diff } from '../../src/diff/diff.js';
import { sidesOfPaths } from '../../src/diff/of-paths.js';
import { DEFAULT_SETTINGS, type Settings } from '../../src/lint/settings.js';
import type { Report } from '../../src/report/report.js';
import { folderWith } from '../project/folder.js';

type Files = Readonly<Record<string, unknown>>;

/** Compares two folders with these files. Their paths in the report begin with `base/` and `head/`. */
export async function compareFiles(base: Files, head: Files, settings: Partial<Settings> = {}): Promise<Report> {
  const within = (folder: string, files: Files) =>
    Object.fromEntries(Object.entries(files).map(([path, content]) => [join(folder, path), content]));
  const cwd = folderWith({ 'base/.keep': '', 'head/.keep': '', ...within('base', base), ...within('head', head) });
  return (await compareFolders(cwd, 'base', 'head', settings)).report;
}

/** Compares two folders that are there. */
export async function compareFolders(
  cwd: string,
  base: string,
  head: string,
  settings: Partial<Settings> = {},
): Promise<Diff> {
  const sides = await sidesOfPaths(base, head, { cwd });
  if ('problem' in sides) throw new Error(sides.problem);
  return diff(sides, { ...DEFAULT_SETTINGS, ...settings }, '0.0.0', cwd);
}

/** Findings as `file:line confidence message`. */
export function told({ findings }: Report): readonly string[] {
  return findings.map(({ file, line, confidence, message }) => `${file}:${line} ${confidence} ${message}`);
}

/** A CloudFormation template with these resources. */
export function template(resources: object): object {
  return { AWSTemplateFormatVersion: '2010-09-09', Resources: resources };
}

/** A policy document that allows each of these actions on all. */
export function document(...statements: readonly (string | object)[]): object {
  const Statement = statements.map((each) =>
    typeof each === 'string' ? { Effect: 'Allow', Action: each, Resource: '*' } : each,
  );
  return { Version: '2012-10-17', Statement };
}

/** A role that Lambda may assume. */
export function role(properties: object = {}): object {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: document(trust), ...properties },
  };
}

/** An inline policy as a role's `Policies` lists it. */
export function inline(name: string, content: object): object {
  return { PolicyName: name, PolicyDocument: content };
}
