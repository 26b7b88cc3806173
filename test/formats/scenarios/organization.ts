import type { PolicyDocument } from '../access.js';
import type { Scenario } from '../scenario.js';
import { allow, deny, documentOf } from './documents.js';

const asGuard = (document: PolicyDocument): Scenario['access'] => ({
  controlPolicies: { Guard: { type: 'SERVICE_CONTROL_POLICY', document } },
});

const EVERYTHING = allow('*');
const NO_USERS = deny(['iam:CreateUser', 'iam:CreateAccessKey']);
const NO_ROOT = deny('*', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } } });
export const ORGANIZATION: readonly Scenario[] = [
  {
    rule: 'scp-without-effect',
    what: 'reports what another statement denies already',
    access: asGuard(
      documentOf(
        EVERYTHING,
        NO_USERS,
        deny('iam:CreateUser', { Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'security' } } }),
      ),
    ),
    reports: [
      {
        message: '`iam:CreateUser` is denied by another statement already, whatever this one excepts',
        at: { 'plan of documents': 'actions', 'all others': 'Action' },
      },
    ],
  },
  {
    rule: 'scp-without-effect',
    what: 'is silent on what restricts',
    access: asGuard(documentOf(EVERYTHING, NO_USERS, NO_ROOT)),
    reports: [],
  },
];
