import { describe, expect, it } from 'vitest';
import { bundleInQuestion } from '../../src/domain/image.ts';
import type { Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byGroup,
  context,
  desktop,
  live,
  look,
  noon,
  type Outcome,
  provisioning,
  rebuilding,
  recreating,
  seatThatIs,
  stateOnly,
  successor,
  when,
  workspaceId,
} from './given.ts';

const { bundleId } = desktop;
const july = { imageId: 'wsi-july00001', readAt: at(-9999), workspaceId, ipAddress: '10.0.0.1' };
const rebuilt = { ...desktop, ipAddress: '10.0.0.9' };

/** A look at what is in flight, with the image that the bundle has then. */
const seen = (state: string, imageId?: string, which = desktop): Signal => ({
  type: 'Looked',
  look: { ...stateOnly(state, which), ...(imageId === undefined ? {} : { imageId }) },
});

function images({ seat }: Outcome): unknown[] {
  const record = seat.pending.find(({ type }) => type === 'Record');
  if (record?.type !== 'Record') throw new Error('Nothing is recorded');
  const { oldDesktop, newDesktop } = JSON.parse(record.text);
  return [oldDesktop.imageId, newDesktop.imageId];
}

/** The reset of a user who is away, until it is ready: decided, called, seen. */
function reset(seat: Seat, ...looks: Signal[]): Outcome {
  const decided = when(seat, { type: 'Looked', look: look() });
  const call = decided.seat.pending.find(({ type }) => type === 'Rebuild');
  let outcome = when(decided.seat, { type: 'CallAccepted', id: call?.id ?? '', at: noon });
  for (const signal of looks) outcome = when(outcome.seat, signal);
  return outcome;
}

describe('The image that a desktop is made from', () => {
  it('is read while it is rebuilt or made, and as long as nobody knows it', () => {
    expect(bundleInQuestion(seatThatIs(rebuilding()))).toBe(bundleId);
    expect(bundleInQuestion(seatThatIs(recreating({ workspaceId: successor.workspaceId })))).toBe(bundleId);
    expect(bundleInQuestion(seatThatIs(provisioning()))).toBe(bundleId);
    expect(bundleInQuestion(seatThatIs(rebuilding({ call: 'decided' })))).toBeUndefined();
    expect(bundleInQuestion(seatThatIs(live))).toBeUndefined();
    expect(bundleInQuestion(seatThatIs(away()))).toBeUndefined();
    const known = when(seatThatIs(rebuilding()), seen('REBUILDING', 'wsi-august001')).seat;
    expect(bundleInQuestion(known)).toBeUndefined();
    expect(bundleInQuestion(seatThatIs(rebuilding(), { image: july }))).toBe(bundleId);
  });

  it('stands on the receipt, with the one before it', () => {
    const done = reset(
      seatThatIs(away(), { image: july }),
      seen('REBUILDING', 'wsi-august001'),
      seen('REBUILDING', 'wsi-september1'),
      seen('AVAILABLE', undefined, rebuilt),
    );
    expect(images(done)).toEqual(['wsi-july00001', 'wsi-august001']);
    expect(done.seat.image).toMatchObject({ imageId: 'wsi-august001', ipAddress: '10.0.0.9' });
  });

  it('is known of a desktop that was ready at the first look, too', () => {
    expect(images(reset(seatThatIs(away()), seen('AVAILABLE', 'wsi-august001', rebuilt)))).toEqual([
      'unknown',
      'wsi-august001',
    ]);
  });

  it('is unknown when nobody could read it', () => {
    const done = reset(seatThatIs(away()), seen('REBUILDING'), seen('AVAILABLE'));
    expect(images(done)).toEqual(['unknown', 'unknown']);
  });

  it('is not taken for that of the desktop before, when this one was never read', () => {
    const done = reset(seatThatIs(away(), { image: july }), seen('REBUILDING'), seen('AVAILABLE'));
    expect(images(done)).toEqual(['wsi-july00001', 'unknown']);
  });

  it('stays what it was, when a rebuild shows no effect', () => {
    const seat = when(seatThatIs(rebuilding(), { image: july }), seen('AVAILABLE', 'wsi-august001')).seat;
    expect(seat.image).toEqual(july);
  });

  it('is not known any more when somebody else has rebuilt the desktop, or it is another one', () => {
    const moved = { ...july, ipAddress: '10.0.0.7' };
    const done = reset(seatThatIs(away(), { image: moved }), seen('AVAILABLE', 'wsi-august001', rebuilt));
    expect(images(done)).toEqual(['unknown', 'wsi-august001']);
    const other = { ...july, workspaceId: 'ws-000000000' };
    const again = reset(seatThatIs(away(), { image: other }), seen('AVAILABLE', 'wsi-august001', rebuilt));
    expect(images(again)).toEqual(['unknown', 'wsi-august001']);
  });

  it('is known from the first desktop on, when it was made here', () => {
    const made = when(
      seatThatIs(provisioning({ workspaceId }), { claims: byGroup }),
      seen('AVAILABLE', 'wsi-july00001'),
      context(),
    );
    expect(made).toMatchObject({ status: 'live', seat: { image: { imageId: 'wsi-july00001' } } });
  });
});
