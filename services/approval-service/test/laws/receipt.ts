import { resetCompletedV1 } from '@cleandesk/contracts';

/** The receipt of a reset that somebody asked for. */
export const receiptOf = (seat: { directoryId: string; userName: string }, requestId: string) => {
  const desktop = { workspaceId: `ws-${seat.userName}00000000` };
  return [
    resetCompletedV1,
    {
      resetId: `request:${requestId}`,
      seat,
      cause: { kind: 'request' as const, requestId, requestedBy: seat.userName },
      strategy: 'rebuild' as const,
      policy: { name: 'kiosks', version: '1' },
      oldDesktop: desktop,
      newDesktop: desktop,
      bundleId: 'wsb-standard01',
      snapshotAt: null,
      lastSeenAt: '2026-08-03T12:00:00Z',
      startedAt: '2026-08-03T12:01:00Z',
      completedAt: '2026-08-03T12:41:00Z',
      timeToReadyMs: 2_400_000,
    },
  ] as const;
};
