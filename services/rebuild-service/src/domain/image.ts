import type { Desktop, Image, Instant, Phase, Seat } from './seat.ts';
import type { Look } from './signals.ts';

/** A desktop that is being made, since when, and of which bundle. */
function making(phase: Phase): { since: Instant; bundleId: string } | undefined {
  if (phase.status === 'rebuilding' && phase.call === 'accepted')
    return { since: phase.reset.decidedAt, bundleId: phase.desktop.bundleId };
  if (phase.status !== 'provisioning' && phase.status !== 'recreating') return undefined;
  return { since: phase.creation.since, bundleId: phase.creation.spec.bundleId };
}

/** The bundle whose image this seat's desktop is being made from, as long as nobody knows that image. */
export function bundleInQuestion({ phase, image }: Seat): string | undefined {
  const made = making(phase);
  return made !== undefined && (image?.readAt ?? -1) < made.since ? made.bundleId : undefined;
}

/** The first image that is read while a desktop is made counts: it is nearest to the call. */
export function withImage(seat: Seat, { at, desktop, imageId }: Look): Seat {
  const { phase } = seat;
  const made = making(phase);
  if (made === undefined || desktop === 'missing') return seat;
  // A rebuild that AWS took and that shows no effect leaves the desktop what it was.
  const begun =
    phase.status !== 'rebuilding' ||
    phase.sawRebuilding ||
    desktop.state === 'REBUILDING' ||
    desktop.ipAddress !== phase.desktop.ipAddress;
  // guard: what-is-not-rebuilt-keeps-its-image
  if (!begun) return seat;
  const known = bundleInQuestion(seat) === undefined ? seat.image : undefined;
  const read = known ?? (imageId === undefined ? undefined : { imageId, readAt: at });
  if (read === undefined) return seat;
  const { workspaceId, ipAddress } = desktop;
  const image: Image = { imageId: read.imageId, readAt: read.readAt, workspaceId };
  return { ...seat, image: { ...image, ...(ipAddress === undefined ? {} : { ipAddress }) } };
}

/** @returns what this desktop was made from, if it was read then; and, with `since`, not before that. */
export function imageOf({ image }: Seat, desktop: Desktop, since: Instant = 0): string | undefined {
  if (image === undefined || image.readAt < since) return undefined;
  // guard: another-desktop-is-not-of-this-image
  if (image.workspaceId !== desktop.workspaceId || image.ipAddress !== desktop.ipAddress) return undefined;
  return image.imageId;
}
