import { readData } from './data-file.js';

/**
 * A policy template of AWS SAM: a policy with parameters, which a function names under `Policies`.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html,
 * see the head of `data/policy-templates.txt`. The file is read on first use; of the documents none is parsed here.
 */
export interface PolicyTemplate {
  readonly parameters: readonly string[];
  /** The policy document: JSON in CloudFormation's terms, where `{"Ref": "‹parameter›"}` stands for a parameter. */
  readonly document: string;
}

let loaded: ReadonlyMap<string, PolicyTemplate> | undefined;

function load(): ReadonlyMap<string, PolicyTemplate> {
  const text = readData('policy-templates.txt');
  const blocks = text.split('\n@').slice(1);
  return new Map(
    blocks.map((block) => {
      const end = block.indexOf('\n');
      const [name = '', ...parameters] = block.slice(0, end).split(' ');
      return [name, { parameters, document: block.slice(end + 1) }];
    }),
  );
}

/** The policy template of a name; SAM heeds its case. */
export function policyTemplate(name: string): PolicyTemplate | undefined {
  loaded ??= load();
  return loaded.get(name);
}
