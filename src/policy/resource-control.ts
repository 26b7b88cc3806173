import { supportsRcp } from '../aws/resources.js';
import { displayText, literalOf, type Text } from '../document/value.js';
import { faultAt } from './elements.js';
import type { Fault, Principal, Statement } from './model.js';

/**
 * What is not well-formed in a statement of a resource control policy, whose grammar takes less than that of others: it
 * denies, to everybody, actions of services that support such policies. The one that allows is AWS's own.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function resourceControlFaults(statement: Statement): readonly Fault[] {
  return [...principalFaults(statement), ...actionFaults(statement), ...allowFaults(statement)];
}

function principalFaults({ principal }: Statement): readonly Fault[] {
  const code = 'RCP_SYNTAX_ERROR_PRINCIPAL';
  if (principal?.negated === true) {
    return [faultAt(principal, '`NotPrincipal` is not allowed in a resource control policy', code)];
  }
  const named = (principal?.items ?? []).filter((item) => !isEverybody(item));
  return named.map(({ value }) =>
    faultAt(
      value,
      `\`${displayText(value)}\` is no principal of a resource control policy: its only one is \`*\``,
      code,
    ),
  );
}

function isEverybody({ type, value }: Principal): boolean {
  return (type === '*' || type === 'AWS') && literalOf(value) === '*';
}

function actionFaults({ effect, action }: Statement): readonly Fault[] {
  if (action === undefined) return [];
  if (action.negated) {
    const message = '`NotAction` is not allowed in a resource control policy: it lists actions';
    return [faultAt(action, message, 'RCP_SYNTAX_ERROR_NOTACTION')];
  }
  return action.items.flatMap((item) => {
    const why = effect === 'Allow' && isStar(item) ? undefined : refusalOf(item);
    return why === undefined ? [] : [faultAt(item, why, 'RCP_SYNTAX_ERROR_ACTION')];
  });
}

/** Why an action cannot stand in a resource control policy; undefined where it can, or names no service at all. */
function refusalOf(item: Text): string | undefined {
  const written = literalOf(item);
  if (written === undefined) return undefined;
  if (/^\*+$/.test(written)) return '`*` is not allowed in a resource control policy: it names services, as in `s3:*`';
  const colon = written.indexOf(':');
  const service = written.slice(0, colon);
  if (colon < 0 || supportsRcp(service)) return undefined;
  return `\`${written}\` is not allowed here: resource control policies do not reach \`${service}\``;
}

/** AWS's own RCPFullAWSAccess is the only form of an Allow. */
function allowFaults(statement: Statement): readonly Fault[] {
  const { effect, action, resource, conditions } = statement;
  if (effect !== 'Allow') return [];
  const isFull =
    conditions.length === 0 &&
    action?.items.every(isStar) === true &&
    resource?.negated === false &&
    resource.items.every(isStar);
  if (isFull) return [];
  const message = '`Allow` is not allowed in a resource control policy of your own: only what it denies has an effect';
  return [faultAt(statement, message, 'RCP_SYNTAX_ERROR_ALLOW')];
}

function isStar(item: Text): boolean {
  return literalOf(item) === '*';
}
