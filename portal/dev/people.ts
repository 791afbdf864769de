import type { Role } from '@cleandesk/portal-api';

/** Who can sign in at the stub's issuer. */
export type Person = { login: string; name: string; roles: Role[] };

export const people = {
  ada: { login: 'ada.berg', name: 'Ada Berg', roles: ['requester'] },
  ben: { login: 'ben.roth', name: 'Ben Roth', roles: ['requester', 'approver'] },
  olga: { login: 'olga.weiss', name: 'Olga Weiss', roles: ['requester', 'operator'] },
  tom: { login: 'tom.falk', name: 'Tom Falk', roles: ['requester'] },
  nina: { login: 'nina.lund', name: 'Nina Lund', roles: ['requester'] },
} as const satisfies Record<string, { login: string; name: string; roles: readonly Role[] }>;

export type PersonKey = keyof typeof people;
export const isPersonKey = (key: string): key is PersonKey => key in people;
export const personOf = (key: PersonKey): Person => ({ ...people[key], roles: [...people[key].roles] });
