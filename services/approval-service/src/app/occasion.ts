import type { Offer } from '../domain/offers.ts';
import type { Request } from '../domain/request.ts';
import type { Lease } from '../domain/seat.ts';

/** What people are written to about. */
export type Occasion =
  | {
      type: 'approve' | 'remind';
      request: Request;
      offer?: Offer;
      link: string;
      code?: string;
    }
  | { type: 'ended' | 'overdue'; request: Request; offer?: Offer; portalUrl: string }
  | { type: 'leaseEnds'; lease: Lease; offer?: Offer; portalUrl: string };
