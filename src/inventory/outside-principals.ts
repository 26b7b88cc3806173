import { type Vendor, vendorOf } from '../aws/vendors.js';
import { literalOf, type Part, type Text } from '../document/value.js';
import { parseArn } from '../policy/arn.js';
import type { Principal, Statement } from '../policy/model.js';
import { isElsewhere, type Standing, standingOf, type World } from './world.js';

/** A principal of an account, as a statement names it. */
export interface AccountPrincipal {
  readonly principal: Principal;
  /** Twelve digits; absent where the input does not tell them. */
  readonly account?: string;
  /** Whether all identities of the account are meant. */
  readonly isWhole: boolean;
  /** Whether it is the account that the policy is in, as a template says it. */
  readonly isHere: boolean;
}

/** The principals of accounts that an Allow lets in, everybody and services apart. */
export function accountPrincipals({ effect, principal }: Statement): readonly AccountPrincipal[] {
  if (effect !== 'Allow' || principal === undefined || principal.negated) return [];
  return principal.items.flatMap((item) => (item.type === 'AWS' ? (accountPrincipal(item) ?? []) : []));
}

function accountPrincipal(principal: Principal): AccountPrincipal | undefined {
  const { value } = principal;
  const bare = bareAccount(value);
  if (bare !== undefined) return { principal, isWhole: true, ...bare };
  const arn = parseArn(value);
  // AWS takes no such ARN; what is meant is an account as a whole.
  if (arn === undefined) {
    return /^arn:[^:]*:iam::root$/.test(literalOf(value) ?? '')
      ? { principal, isWhole: true, isHere: false }
      : undefined;
  }
  const isWhole = arn.resource.length === 1 && arn.resource[0] === 'root';
  const told = accountOf(arn.account);
  return told && { principal, isWhole, ...told };
}

type Told = Pick<AccountPrincipal, 'account' | 'isHere'>;

/** An account by its number alone, or by a reference that is called an account. */
function bareAccount({ parts }: Text): Told | undefined {
  const [first, more] = parts;
  if (more !== undefined || first === undefined) return undefined;
  if (typeof first === 'string') return /^\d{12}$/.test(first) ? { account: first, isHere: false } : undefined;
  return first.kind === 'hole' && /Account(?:Id|Number)?$/.test(first.id) ? accountOf(parts) : undefined;
}

function accountOf(parts: readonly Part[]): Told | undefined {
  const [first, more] = parts;
  if (first === undefined || more !== undefined) return undefined;
  if (typeof first === 'string') return /^\d{12}$/.test(first) ? { account: first, isHere: false } : undefined;
  if (first.kind !== 'hole') return undefined;
  return { isHere: first.id === 'AWS::AccountId' || /\baws_caller_identity\b/.test(first.id) };
}

/** A principal of another account, or what may be one. */
export interface OutsidePrincipal extends AccountPrincipal {
  readonly standing: Exclude<Standing, 'own'>;
  /** Whether it is known to be another account than the one of the policy. */
  readonly isOther: boolean;
  readonly vendor?: Vendor;
}

/** The principals that an Allow lets in from accounts that are not one's own, as far as anything tells. */
export function outsidePrincipals(statement: Statement, world: World): readonly OutsidePrincipal[] {
  return accountPrincipals(statement).flatMap((found): readonly OutsidePrincipal[] => {
    const { account, isHere } = found;
    if (isHere) return [];
    if (account === undefined) return [{ ...found, standing: 'unknown', isOther: false }];
    const standing = standingOf(account, world);
    if (standing === 'own') return [];
    const vendor = vendorOf(account);
    const isOther = standing !== 'unknown' || vendor !== undefined || isElsewhere(account, world);
    return [{ ...found, standing, isOther, ...(vendor === undefined ? {} : { vendor }) }];
  });
}
