import {
  type OutgoingEvent,
  resetCancelledV1,
  resetCompletedV1,
  resetFailedV1,
  seatFailedV1,
  seatNotReadyV1,
  seatStuckV1,
  wouldResetV1,
} from '@cleandesk/contracts';
import { gates } from '../domain/safeguards.ts';
import { type Meter, pauseKinds, type Seats } from '../ports.ts';
import type { Safeguarding } from './safeguarding.ts';

/** What has been said, as numbers. Said twice after a crash is counted twice: receipts are exact, metrics are not. */
export function measureSaid(events: readonly OutgoingEvent[], meter: Meter): void {
  for (const { detailType, detail } of events) meanings.get(detailType)?.(detail, meter);
}

const meanings = new Map<string, (detail: unknown, meter: Meter) => void>([
  [
    resetCompletedV1.detailType,
    (detail, meter) => {
      const { policy, timeToReadyMs } = resetCompletedV1.detail.parse(detail);
      meter.count('Reset', 1, { outcome: 'completed', policy: policy.name });
      meter.gauge('TimeToReady', timeToReadyMs, { policy: policy.name });
    },
  ],
  [
    wouldResetV1.detailType,
    (detail, meter) => {
      const { policy } = wouldResetV1.detail.parse(detail);
      meter.count('Reset', 1, { outcome: 'rehearsed', policy: policy.name });
    },
  ],
  [
    resetCancelledV1.detailType,
    (detail, meter) => {
      meter.count('Reset', 1, { outcome: 'cancelled' });
      meter.count('ResetCancelled', 1, { because: resetCancelledV1.detail.parse(detail).because });
    },
  ],
  [resetFailedV1.detailType, (_detail, meter) => meter.count('Reset', 1, { outcome: 'failed' })],
  [seatFailedV1.detailType, (_detail, meter) => meter.count('SeatFailed')],
  [seatStuckV1.detailType, (_detail, meter) => meter.count('SeatStuck')],
  [seatNotReadyV1.detailType, (_detail, meter) => meter.count('SeatNotReady')],
]);

/**
 * What stands, as numbers: pauses, budgets, and who waits at which gate. Zeros are written, too: an alarm has to see that it is
 * over.
 */
export async function measureStanding(tools: {
  seats: Pick<Seats, 'waiting'>;
  safeguards: Safeguarding;
  meter: Meter;
}): Promise<void> {
  const { seats, safeguards, meter } = tools;
  meter.count('LeftoversRun');
  for (const kind of [...pauseKinds, 'breakers'] as const)
    meter.gauge('PauseOpen', safeguards.openPauses(kind), { kind });
  for (const { policy, percent } of safeguards.budgetsUsed()) meter.gauge('BudgetUsed', percent, { policy });
  const waiting = await seats.waiting();
  for (const gate of Object.keys(gates)) meter.gauge('SeatWaiting', waiting.get(gate) ?? 0, { gate });
}
