import type { CuratedActions } from './curated-actions.js';

/** Becoming a role: the one action for it that asks for the caller's own permissions. */
export const ASSUME_ROLE_ACTIONS: readonly CuratedActions[] = [
  {
    does: 'become any role of any account that lets him',
    actions: ['sts:AssumeRole'],
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  },
];
