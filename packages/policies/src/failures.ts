import * as z from 'zod';
import { partOf } from './share.ts';
import { given, second } from './wire.ts';

/** From how many rebuilds that end badly on it looks like a bad image, not like a bad desktop. */
export type Failures = {
  /** So many may always end badly, however small the fleet. */
  readonly least: number;
  /** Such a part of the fleet may, 0 to 1. */
  readonly share: number;
  /** ms within which they ended. */
  readonly withinMs: number;
};

export const defaultFailures: Failures = { least: 2, share: 0.002, withinMs: 3600 * second };

export const failures = given(
  z.strictObject({
    least: given(z.int().min(1)),
    share: given(z.number().min(0).max(1)),
    /** At most three hours: they are counted for four. */
    withinSeconds: given(z.int().min(60).max(10_800)),
  }),
).transform(
  (wire): Failures => ({
    least: wire?.least ?? defaultFailures.least,
    share: wire?.share ?? defaultFailures.share,
    withinMs: wire?.withinSeconds === undefined ? defaultFailures.withinMs : wire.withinSeconds * second,
  }),
);

/**
 * How many rebuilds may end badly within `failures.withinMs` before the policy's resets are paused: more than this do.
 * @param fleet desktops that the policy matches; unknown counts as few
 */
export const failuresAllowed = (
  { failures: { least, share } }: { readonly failures: Failures },
  fleet: number | undefined,
): number => (fleet === undefined ? least : Math.max(least, partOf(fleet, share)));
