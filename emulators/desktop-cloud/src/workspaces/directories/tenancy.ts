import type { Branch } from '../branch.ts';

/** Whether the account may have hardware, and Windows licenses, of its own. */
export const supportsDedicatedTenancy = ({ accountModifications }: Branch): boolean =>
  accountModifications.values().some(({ state }) => state === 'COMPLETED');
