import type { Scenario } from '../scenario.js';
import { CERTAIN_ACTIONS } from './certain-actions.js';
import { CONDITION } from './condition.js';
import { CONDITIONS_IN_VAIN } from './conditions-in-vain.js';
import { DEPUTIES } from './deputies.js';
import { ESCALATION } from './escalation.js';
import { EVERY_RESOURCE } from './every-resource.js';
import { EXPOSURE } from './exposure.js';
import { EXPOSURE_OF_POLICIES } from './exposure-of-policies.js';
import { EXPOSURE_OF_SETTINGS } from './exposure-of-settings.js';
import { IDENTITY } from './identity.js';
import { IDENTITY_IN_EXCESS } from './identity-in-excess.js';
import { INVARIANT } from './invariant.js';
import { ORGANIZATION } from './organization.js';
import { PRIVILEGE } from './privilege.js';
import { SECRET } from './secret.js';
import { TRUST } from './trust.js';
import { TRUST_OF_ACCOUNTS } from './trust-of-accounts.js';
import { VALIDITY } from './validity.js';
import { VALIDITY_OF_CONDITIONS } from './validity-of-conditions.js';
import { VALIDITY_OF_PRINCIPALS } from './validity-of-principals.js';
import { VALIDITY_OF_WORDS } from './validity-of-words.js';

/** What each rule says of which access. A rule has at least one that it reports and one that it does not. */
export const SCENARIOS: readonly Scenario[] = [
  ...PRIVILEGE,
  ...ESCALATION,
  ...EVERY_RESOURCE,
  ...CERTAIN_ACTIONS,
  ...IDENTITY,
  ...IDENTITY_IN_EXCESS,
  ...SECRET,
  ...EXPOSURE,
  ...EXPOSURE_OF_POLICIES,
  ...EXPOSURE_OF_SETTINGS,
  ...CONDITION,
  ...CONDITIONS_IN_VAIN,
  ...DEPUTIES,
  ...TRUST,
  ...TRUST_OF_ACCOUNTS,
  ...VALIDITY,
  ...VALIDITY_OF_PRINCIPALS,
  ...VALIDITY_OF_CONDITIONS,
  ...VALIDITY_OF_WORDS,
  ...ORGANIZATION,
  ...INVARIANT,
];
