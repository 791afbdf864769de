import type { EventContract } from './index.ts';
import * as everything from './index.ts';

/** All event contracts, in the order of their detail-types. For generators and for tests over every event. */
export const catalogue: readonly EventContract[] = Object.values(everything)
  .filter(
    (value): value is EventContract & typeof value =>
      typeof value === 'object' && value !== null && 'detailType' in value,
  )
  .sort((a, b) => a.detailType.localeCompare(b.detailType));
