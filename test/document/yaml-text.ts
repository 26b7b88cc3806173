import fc from 'fast-check';
import { Document, isCollection, isScalar, Scalar, visit } from 'yaml';

const STYLES: readonly Scalar.Type[] = [
  Scalar.PLAIN,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
];

const word = fc.constantFrom(
  'a',
  'Bc',
  's3:Get*',
  "don't",
  '"x"',
  '#no',
  'a#b',
  '-',
  'k:v',
  '{}',
  '[',
  'é',
  '\u{1f600}',
  '%',
  '\\',
);
const gap = fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '  ', '\n ', ' \n', '\t', '\n\t', '\n\n\n', '');

/** Strings of words and of all the white space that YAML folds, keeps or chomps. */
const yamlString = fc.oneof(
  fc.array(fc.tuple(word, gap), { maxLength: 12 }).map((pairs) => pairs.flat().join('')),
  fc.array(fc.tuple(gap, word), { maxLength: 12 }).map((pairs) => pairs.flat().join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('2012-10-17', '012345678901', 'yes', '1e3', '~', 'null', 'true', '', ' ', '\n', '0x1F', '.inf'),
);

const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(yamlString, fc.constantFrom(null, true, false, 0, -1.5, 1e21)),
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'yaml' },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(yamlString, tie('value'), { maxKeys: 4 }),
  ),
}));

/** A YAML text in any mixture of styles, as the `yaml` package prints it. */
export const yamlText: fc.Arbitrary<string> = fc
  .record({
    value,
    taste: fc.array(fc.nat(999), { minLength: 8, maxLength: 40 }),
    lineWidth: fc.constantFrom(0, 20, 40, 80),
    indent: fc.constantFrom(2, 3, 4),
    indentSeq: fc.boolean(),
    crlf: fc.boolean(),
  })
  .map(({ value: content, taste, crlf, ...options }) => {
    const text = styled(content, taste).toString({ ...options, minContentWidth: 0 });
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

/** A document whose nodes are in the styles that a list of numbers chooses. */
function styled(content: unknown, taste: readonly number[]): Document {
  const document = new Document(content, { aliasDuplicateObjects: false });
  let used = 0;
  const choose = (most: number) => (taste[used++ % taste.length] ?? 0) % most;
  visit(document, {
    Node: (_key, node) => {
      if (isScalar(node)) node.type = STYLES[choose(STYLES.length)] ?? 'PLAIN';
      else if (isCollection(node)) node.flow = choose(3) === 0;
      if (choose(12) === 0) node.comment = ' a [comment] "with {all';
    },
  });
  return document;
}
