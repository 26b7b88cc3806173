import { describe, expect, it } from 'vitest';
import { locate } from '../../src/document/place.js';
import { parseYaml } from '../../src/document/yaml.js';
import { readWithMacros } from '../../src/sources/cloudformation/macros/read.js';

const KEY = 'Key: { Type: AWS::IAM::AccessKey, Properties: { UserName: deployer } }';

/** Each use of a template: where the secret goes, under which conditions, and the words that put it in. */
function usesIn(text: string): readonly string[] {
  const [document] = parseYaml({ path: 'template.yaml', text }).documents;
  if (document === undefined) throw new Error('no document');
  return (readWithMacros(document).secretUses ?? []).map(({ key, destination, target, when, place }) => {
    const { start, end } = locate(place);
    const guards = when.map(({ condition, is }) => ` ${is ? 'when' : 'unless'} ${condition}`).join('');
    return `${key.name} ${destination} ${target}${guards}: ${text.slice(start, end)}`;
  });
}

const worker = (value: string) =>
  usesIn(`
Resources:
  ${KEY}
  Worker:
    Type: AWS::Lambda::Function
    Condition: IsThere
    Properties: { Environment: { Variables: { V: ${value} } } }
`);

describe('the secret of an access key', () => {
  it.each([
    ['!GetAtt Key.SecretAccessKey', ['Key.SecretAccessKey']],
    ['!GetAtt [Key, SecretAccessKey]', ['[Key, SecretAccessKey]']],
    ['{ "Fn::GetAtt": [Key, SecretAccessKey] }', ['[Key, SecretAccessKey]']],
    ['{ "Fn::GetAtt": Key.SecretAccessKey }', ['Key.SecretAccessKey']],
    ["!Sub 'a ${ Key.SecretAccessKey } b'", ['${ Key.SecretAccessKey }']],
    [
      "!Sub ['${V} ${Key.SecretAccessKey}', { V: !GetAtt Key.SecretAccessKey }]",
      ['${Key.SecretAccessKey}', 'Key.SecretAccessKey'],
    ],
    ['!Base64 { "Fn::Sub": "${Key.SecretAccessKey}" }', ['${Key.SecretAccessKey}']],
    ['{ "Fn::Transform": { Name: M, Parameters: { P: !GetAtt Key.SecretAccessKey } } }', ['Key.SecretAccessKey']],
    ["!Sub '${!Key.SecretAccessKey} Key.SecretAccessKey'", []],
    ['!GetAtt Key.Status', []],
    ['!Ref Key', []],
    ['!GetAtt Other.SecretAccessKey', []],
    ['!GetAtt Key', []],
    ['!GetAtt []', []],
    ['!Sub []', []],
    ['!Sub { a: 1 }', []],
  ])('is put in by %s', (value, words) => {
    expect(worker(value)).toEqual(words.map((written) => `Key environment Worker when IsThere: ${written}`));
  });

  it('stands under the conditions of the branches that it stands in', () => {
    const inner = '!If [B, !GetAtt Key.SecretAccessKey, x]';
    const word = 'Key.SecretAccessKey';
    expect(worker(`!If [A, ${inner}, !GetAtt Key.SecretAccessKey]`)).toEqual([
      `Key environment Worker when IsThere when A when B: ${word}`,
      `Key environment Worker when IsThere unless A: ${word}`,
    ]);
    expect(worker(`[!If [A, x, y], !GetAtt Key.SecretAccessKey]`)).toEqual([
      `Key environment Worker when IsThere: ${word}`,
    ]);
  });

  it.each([
    ['AWS::SecretsManager::Secret', 'SecretString: SECRET', undefined],
    ['AWS::SecretsManager::Secret', 'Description: SECRET', 'other'],
    ['AWS::SSM::Parameter', 'Type: SecureString, Value: SECRET', undefined],
    ['AWS::SSM::Parameter', 'Type: StringList, Value: SECRET', 'parameter'],
    ['AWS::SSM::Parameter', 'Type: !Ref Kind, Value: SECRET', 'parameter'],
    ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData: { UserData: SECRET }', 'user data'],
    ['AWS::Batch::JobDefinition', 'ContainerProperties: { Environment: [{ Name: A, Value: SECRET }] }', 'environment'],
    ['AWS::Amplify::App', 'EnvironmentVariables: [{ Name: A, Value: SECRET }]', 'environment'],
    ['Custom::Anything', 'Secret: SECRET', 'other'],
  ])('in %s { %s }', (type, properties, expected) => {
    const written = properties.replace('SECRET', '!GetAtt Key.SecretAccessKey');
    const uses = usesIn(`Resources: {${KEY}, To: {Type: ${type}, Properties: {${written}}}}`);
    expect(uses).toEqual(expected === undefined ? [] : [`Key ${expected} To: Key.SecretAccessKey`]);
  });

  it('goes into outputs and metadata', () => {
    const text = `
Resources:
  ${KEY}
  Server: { Type: AWS::EC2::Instance, Metadata: { S: !GetAtt Key.SecretAccessKey } }
Outputs:
  Secret: { Condition: IsOpen, Value: !GetAtt Key.SecretAccessKey }
  Id: { Value: !Ref Key }
`;
    expect(usesIn(text)).toEqual([
      'Key output Secret when IsOpen: Key.SecretAccessKey',
      'Key metadata Server: Key.SecretAccessKey',
    ]);
  });

  it('goes to all functions of a serverless application', () => {
    const globals = 'Globals: {Function: {Environment: {Variables: {S: !GetAtt Key.SecretAccessKey}}}}';
    expect(usesIn(`${globals}\nResources: {${KEY}}`)).toEqual([
      'Key environment Globals.Function: Key.SecretAccessKey',
    ]);
  });

  it('is one use in all copies that a macro makes of it', () => {
    const globals = 'Globals: {Function: {Environment: {Variables: {S: !GetAtt Key.SecretAccessKey}}}}';
    const functions = 'First: {Type: AWS::Serverless::Function}, Second: {Type: AWS::Serverless::Function}';
    expect(usesIn(`${globals}\nResources: {${KEY}, ${functions}}`)).toEqual([
      'Key environment Globals.Function: Key.SecretAccessKey',
    ]);
  });

  it('goes into outputs that a loop writes', () => {
    const text = `
Transform: AWS::LanguageExtensions
Resources: { ${KEY.replace('Key', 'KeyEu')} }
Outputs:
  'Fn::ForEach::Outputs':
    - Region
    - [Eu, Us]
    - 'Secret\${Region}': { Value: !GetAtt 'Key\${Region}.SecretAccessKey' }
`;
    expect(usesIn(text)).toEqual(["KeyEu output SecretEu: 'Key${Region}.SecretAccessKey'"]);
  });

  it('is not looked for where no key is made', () => {
    expect(
      usesIn('Resources: {A: {Type: AWS::SSM::Parameter, Properties: {Value: !GetAtt Key.SecretAccessKey}}}'),
    ).toEqual([]);
  });
});
