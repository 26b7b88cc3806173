import { areDisjoint, expandAll, minus } from '../../src/access/action-set.js';
import { deniedOn } from '../../src/access/denied-on.js';
import { actionsOf } from '../../src/access/statement-set.js';
import { displayText, type Text } from '../../src/document/value.js';
import { isOfDevices } from '../../src/inventory/model.js';
import { isEveryResource } from '../../src/policy/arn.js';
import { conditionKeyName } from '../../src/policy/condition-key.js';
import type { Condition } from '../../src/policy/model.js';
import type { Rule } from '../../src/rule.js';

export default {
  id: 'iot-policy-wildcard',
  category: 'exposure',
  severity: 'high',
  preset: 'recommended',
  summary: 'An IoT policy lets a device act as any client, or on any topic',
  why: `
An IoT policy hangs on the certificates of devices: everything that it allows, each of them may do, and so may whoever
takes the key out of one. A device that may connect as any client throws others off, one after the other, under their
names. One that may publish to or subscribe to any topic reads what all others send, answers in their place, and takes
jobs and shadows that are not its own.

A policy variable of the thing (\`\${iot:Connection.Thing.ThingName}\`) or of the certificate ties each device to what is
its own; so does a condition on \`iot:Connection.Thing.IsAttached\` for connecting.`,
  fix: `
Let each device be itself, and speak on topics below its own name:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iot:Connect",
  "Resource": "arn:aws:iot:eu-west-1:111122223333:client/\${iot:Connection.Thing.ThingName}",
  "Condition": { "Bool": { "iot:Connection.Thing.IsAttached": "true" } }
},
{
  "Effect": "Allow",
  "Action": ["iot:Publish", "iot:Receive"],
  "Resource": "arn:aws:iot:eu-west-1:111122223333:topic/devices/\${iot:Connection.Thing.ThingName}/*"
}
\`\`\``,
  references: [
    'https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html',
    'https://docs.aws.amazon.com/iot-device-defender/latest/devguide/audit-chk-iot-policy-permissive.html',
    'https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html',
  ],
  aliases: [
    'cwe:CWE-732',
    'cfn_nag:W38',
    'cfn_nag:W39',
    'kics:iot_policy_allows_action_as_wildcard',
    'kics:iot_policy_allows_wildcard_resource',
  ],
  coversStatement: true,

  policyKinds: ['identity'],

  *statement(statement, policy) {
    const { effect, resource, conditions } = statement;
    if (!isOfDevices(policy) || effect !== 'Allow' || resource === undefined) return;
    if (conditions.some(isOfTheThing)) return;
    const actions = minus(actionsOf(statement), deniedOn(statement, [policy]));
    const found = DEEDS.filter((deed) => !areDisjoint(actions, expandAll(deed.actions))).flatMap(({ words, type }) => {
      const at = resource.negated ? resource : resource.items.find((item) => isAny(item, type));
      return at === undefined ? [] : [{ at, words }];
    });
    const [first] = found;
    if (first === undefined) return;
    const listed = 'name' in first.at ? first.at.name : displayText(first.at);
    yield { at: first.at, message: `\`${listed}\` lets each device ${found.map(({ words }) => words).join(', ')}` };
  },
} satisfies Rule;

/**
 * What devices do, and the resources that decide whose part they take in it.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-action-resources.html
 */
const DEEDS = [
  { type: 'client', actions: ['iot:Connect'], words: 'connect as any client' },
  { type: 'topic', actions: ['iot:Publish', 'iot:RetainPublish'], words: 'publish to any topic' },
  { type: 'topic', actions: ['iot:Receive'], words: 'receive from any topic' },
  { type: 'topicfilter', actions: ['iot:Subscribe'], words: 'subscribe to any topic' },
  {
    type: 'thing',
    actions: ['iot:DeleteThingShadow', 'iot:GetThingShadow', 'iot:UpdateThingShadow'],
    words: 'use the shadow of any thing',
  },
] as const;

/** Whether a resource stands for all of a type, or for all there is. `#` is the filter that every topic matches. */
function isAny(item: Text, type: string): boolean {
  const words = displayText(item);
  if (words.endsWith(`:${type}/*`) || (type === 'topicfilter' && words.endsWith(':topicfilter/#'))) return true;
  return isEveryResource(item) && !/:[a-z]+\/\*+$/.test(words);
}

/** A condition on the thing that the certificate is attached to, which the device does not choose. */
function isOfTheThing(condition: Condition): boolean {
  return conditionKeyName(condition)?.startsWith('iot:connection.thing.') === true;
}
