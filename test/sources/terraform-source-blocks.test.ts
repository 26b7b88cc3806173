import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceBlocks } from '../../src/sources/terraform/source-blocks.js';

/** Blocks as `line:column-endColumn address source`. */
function blocksOf(text: string): readonly string[] {
  return sourceBlocks(text).map(
    ({ address, line, column, endColumn, source }) =>
      `${line}:${column}-${endColumn} ${address}${source === undefined ? '' : ` ${source}`}`,
  );
}

describe('sourceBlocks', () => {
  it('finds resources, data sources, and modules with their source', () => {
    const text = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_iam_role" "deploy" {
  name = "deploy"
  lifecycle { prevent_destroy = true }
}
  data "aws_iam_policy_document" "trust"   {}
resource aws_iam_user bob {
}
module "app" {
  for_each = toset(["a", "b"])
  source   = "./modules/app" # here
  inner { source = "./no" }
}
module "one" { source = "../one" }
module "remote" {
  source = "git::https://example.com/x.git"
}
module "odd" {
  source = "./\${var.x}"
}
locals {
  source = "./locals"
}
`;
    expect(blocksOf(text)).toEqual([
      '7:1-33 aws_iam_role.deploy',
      '11:3-41 data.aws_iam_policy_document.trust',
      '12:1-26 aws_iam_user.bob',
      '14:1-13 module.app ./modules/app',
      '19:1-13 module.one ../one',
      '20:1-16 module.remote git::https://example.com/x.git',
      '23:1-13 module.odd',
    ]);
    expect(blocksOf(text.replaceAll('\n', '\r\n'))).toEqual(blocksOf(text));
  });

  it.each([
    ['a comment', '# resource "a" "b" {'],
    ['a comment of the other kind', '// {{{'],
    ['a comment over lines', '/*\nresource "a" "b" {\n*/'],
    ['a comment that ends within a line', '/* { */ locals {}'],
    ['a string', 'locals { x = "}{\\"{ # /*" }'],
    ['a template in a string', 'locals { x = "${join("}", ["{"])} $${ %%{ %{ if true }{%{ endif }" }'],
    ['a template over lines', 'locals {\n  x = "${merge({\n    a = "}"\n  })}"\n}'],
    ['a heredoc', 'locals {\n  x = <<EOF\nresource "a" "b" {\n"\nEOF\n}'],
    ['an indented heredoc', 'locals {\n  x = <<-EOT\n    }\n    resource "a" "b" {\n    EOTS\n    EOT\n}'],
    ['a heredoc with templates', 'locals {\n  x = <<EOF\n${jsonencode({\n  a = "EOF"\n})}\n$${ {\nEOF\n}'],
    ['a heredoc as an argument', 'locals {\n  x = f(<<EOF\n{\nEOF\n  )\n}'],
    ['a comparison', 'locals { x = 1 < 2 }'],
    ['a nested block', 'resource_like "a" {\nresource "a" "b" {\n}\n}'],
  ])('is not confused by %s', (_, text) => {
    const after = 'resource "aws_iam_role" "x" {';
    expect(blocksOf(`${text}\n${after}\n}\n`)).toEqual([`${text.split('\n').length + 1}:1-28 aws_iam_role.x`]);
  });

  it('gives what stands before that which it cannot follow', () => {
    expect(blocksOf('resource "a" "b" {\n}\n}\nresource "c" "d" {\n}')).toEqual(['1:1-17 a.b']);
    expect(blocksOf('resource "a" "b" {\n  x = <<EOF\n}\nresource "c" "d" {\n}')).toEqual(['1:1-17 a.b']);
  });

  it('finds each block of any configuration, and nothing in what stands between', () => {
    const between = fc.constantFrom(
      'locals {\n  a = { b = "${c["}"]}" }\n}',
      '# }\n// "',
      '/* "\n{ */',
      'variable "x" {\n  default = <<-E\n    resource "no" "no" {\n  E\n}',
      'output "o" {\n  value = "a\\\\"\n}',
      '',
    );
    const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/);
    const block = fc.record({ type: name, name, kind: fc.constantFrom('resource', 'data') });
    fc.assert(
      fc.property(fc.array(fc.tuple(between, block), { maxLength: 8 }), (parts) => {
        let text = '';
        const expected: string[] = [];
        for (const [before, { kind, type, name: label }] of parts) {
          text += `${before}\n`;
          const header = `${kind} "${type}" "${label}"`;
          const line = text.split('\n').length;
          expected.push(`${line}:1-${header.length + 1} ${kind === 'data' ? 'data.' : ''}${type}.${label}`);
          text += `${header} {\n  x = "{"\n}\n`;
        }
        expect(blocksOf(text)).toEqual(expected);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('ends, whatever the text, in time that grows with it', () => {
    const piece = fc.constantFrom(
      '"',
      '${',
      '%{',
      '{',
      '}',
      '<<A\n',
      'A\n',
      '\n',
      '\\',
      '/*',
      '*/',
      '#',
      '$${',
      'module "x" {\n',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(() => sourceBlocks(pieces.join(''))).not.toThrow();
      }),
      { seed: 6, numRuns: 500 },
    );
    const start = performance.now();
    for (const one of ['<<', '"${', '/*', '\n', '{', 'resource "a" "', '<<A\n', '"']) sourceBlocks(one.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
