import * as z from 'zod';
import { partOf } from './share.ts';
import { firstOpening, type Span, spanFields } from './span.ts';
import { given, second } from './wire.ts';

/** Hours in which more people leave at once, or fewer, than at other times. */
export type OutageHours = Span & { readonly least?: number; readonly share?: number };

/** From how many people leaving at once on it looks like an outage of theirs, not like the end of their work. */
export type Outage = {
  /** So many may always leave, however small the fleet. */
  readonly least: number;
  /** Such a part of the fleet may, 0 to 1. */
  readonly share: number;
  /** ms within which they left. */
  readonly withinMs: number;
  /** ms that its users have to come back once a person has said that it is over. */
  readonly returnMs: number;
  /** The first that is open counts. */
  readonly hours: readonly OutageHours[];
};

export const defaultOutage: Outage = {
  least: 20,
  share: 0.3,
  withinMs: 600 * second,
  returnMs: 3600 * second,
  hours: [],
};

const least = given(z.int().min(1));
const share = given(z.number().min(0).max(1));

const hours = z
  .strictObject({ ...spanFields, least, share })
  .refine((one) => one.least !== undefined || one.share !== undefined, 'names neither least nor share')
  .transform(
    ({ least, share, ...span }): OutageHours => ({
      ...span,
      ...(least === undefined ? {} : { least }),
      ...(share === undefined ? {} : { share }),
    }),
  );

export const outage = given(
  z.strictObject({
    least,
    share,
    /** At most two hours: leavings are counted for four. */
    withinSeconds: given(z.int().min(60).max(7200)),
    returnSeconds: given(z.int().min(0).max(86_400)),
    hours: given(z.array(hours).max(14)),
  }),
).transform(
  (wire): Outage => ({
    least: wire?.least ?? defaultOutage.least,
    share: wire?.share ?? defaultOutage.share,
    withinMs: wire?.withinSeconds === undefined ? defaultOutage.withinMs : wire.withinSeconds * second,
    returnMs: wire?.returnSeconds === undefined ? defaultOutage.returnMs : wire.returnSeconds * second,
    hours: wire?.hours ?? defaultOutage.hours,
  }),
);

/**
 * How many may leave within `outage.withinMs` before it counts as an outage: more than this does.
 * @param fleet desktops that the policy matches; unknown counts as few
 * @param at epoch ms
 */
export function outageThreshold(
  { outage }: { readonly outage: Outage },
  fleet: number | undefined,
  at: number,
): number {
  const named = outage.hours.find((span) => isWithin(span, at));
  const least = named?.least ?? outage.least;
  return fleet === undefined ? least : Math.max(least, partOf(fleet, named?.share ?? outage.share));
}

function isWithin(span: Span, at: number): boolean {
  const opening = firstOpening(span, at);
  return opening !== undefined && opening.opensAt <= at;
}
