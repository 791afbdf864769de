import { expect, it } from 'vitest';
import { dueOf } from '../../src/app/due.ts';
import type { Seat } from '../../src/domain/seat.ts';
import { at, byGroup, byNobody, minute, noon, recreatePolicy, ref, resetBy, spec } from '../domain/given.ts';
import { Office, seatOf } from './given.ts';

const here = { directoryId: ref.directoryId, bundleId: spec.bundleId };
const elsewhere = 'wsb-another11';

const failed = (userName: string, bundleId = here.bundleId, over: Partial<Seat> = {}): Seat =>
  seatOf(
    userName,
    {
      status: 'failed',
      reason: 'ResourceLimitExceeded',
      spec: { ...spec, bundleId },
      reset: resetBy(recreatePolicy),
    },
    { claims: byGroup, ...over },
  );

/** As it was stored when it failed. */
const store = (office: Office, seat: Seat, when = at(-60)) => office.seats.commit(seat, dueOf(seat, when));

const resume = (office: Office, asked = noon) =>
  office.receive({
    messageId: 'resume',
    incoming: { correlationId: 'ops', at: asked, about: 'resume', scope: here, by: 'ops' },
  });

const making = (office: Office) =>
  office.seats.all().filter(({ phase }) => phase.status === 'recreating').length;

it('all that failed in a directory and bundle are made when a person resumes them, however many failed elsewhere', async () => {
  const office = new Office();
  for (let n = 0; n < 300; n += 1) await store(office, failed(`elsewhere${n}`, elsewhere), at(-90));
  for (let n = 0; n < 230; n += 1) await store(office, failed(`here${n}`));
  let deliveries = 0;
  for (let again = true; again && deliveries < 9; deliveries += 1) {
    office.endsAt = office.now + minute;
    again = (await resume(office)).has('resume');
    office.now += 6 * minute;
  }
  expect(making(office)).toBe(230);
  expect(deliveries).toBe(3);
});

it('what fails again, or is not wanted any more, is not tried again before somebody else resumes', async () => {
  const office = new Office();
  await store(office, failed('unwanted', here.bundleId, { claims: byNobody }));
  await store(office, failed('later'), at(5));
  expect((await resume(office)).size).toBe(0);
  expect(making(office)).toBe(0);
  office.now = at(10);
  office.endsAt = office.now + minute;
  expect((await resume(office, at(10))).size).toBe(0);
  expect(making(office)).toBe(1);
});
