import * as z from 'zod';

/** Opaque: a hash of directory and user, so that no address of the API holds a person's name. */
export const seatId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** A ULID, sorted by time. */
export const requestId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
/** As the events of the bus have them: what they would refuse is refused here. */
export const directoryId = z.string().regex(/^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$/);
export const bundleId = z.string().regex(/^wsb-[0-9a-z]{8,63}$/);
/** ISO 8601 with `Z`. */
export const instant = z.iso.datetime();
export const offerId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);

/** What a person writes: one paragraph. Control characters are refused; a line end is not one of them. */
export const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^(?:\n|\P{Cc})*$/u, 'has control characters');

export const role = z.enum(['requester', 'approver', 'operator']);
export type Role = z.infer<typeof role>;

export const requestKind = z.enum(['desktop', 'reboot', 'reset', 'extend', 'return']);
export type RequestKind = z.infer<typeof requestKind>;

/**
 * `waiting`: for an approver. `doing`: decided, and not seen done yet. `overdue` says on top that it takes longer than it should.
 * `refused`: Cleandesk did not do it, for a reason. `failed`: it was tried, and a person is needed.
 */
export const requestState = z.enum([
  'waiting',
  'doing',
  'done',
  'rejected',
  'expired',
  'withdrawn',
  'refused',
  'failed',
]);
export type RequestState = z.infer<typeof requestState>;

/** As `SeatChanged.v1` says it. */
export const seatStatus = z.enum([
  'absent',
  'provisioning',
  'live',
  'away',
  'dirty',
  'rebuilding',
  'terminating',
  'recreating',
  'removing',
  'clearing',
  'failed',
]);
export type SeatStatus = z.infer<typeof seatStatus>;

/**
 * As `SeatChanged.v1` says it: what a reset leaves to the desktop's user. The user volume as of its last snapshot, that only where the
 * snapshot is recent enough, nothing, or everything, where resets are only rehearsed.
 */
export const resetKeeps = z.enum(['userVolume', 'userVolumeIfRecent', 'nothing', 'everything']);
export type ResetKeeps = z.infer<typeof resetKeeps>;

/** How a page is asked for and given. A cursor is opaque, and good for its own list only. */
export const pageQuery = z.strictObject({
  cursor: z.string().min(1).max(1024).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.string().optional() });
