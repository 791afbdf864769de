import { expect, it } from 'vitest';
import { minute, noon, recreating, terminating } from '../domain/given.ts';
import { desktopOf, leftDesktop, Office, refOf, seatOf } from './given.ts';

it('A seat in flight is looked at by its state only: one call instead of three', async () => {
  const office = new Office();
  const phase = recreating({ workspaceId: 'ws-00newada', observation: { count: 1, nextAt: noon } });
  await office.seats.commit(seatOf('ada', phase), { at: noon, kind: 'flight' });
  office.fleet.shows.set('ws-00newada', {
    ...leftDesktop('ada'),
    desktop: { ...desktopOf('ada'), workspaceId: 'ws-00newada', ...refOf('ada'), state: 'PENDING' },
  });
  office.now = noon + minute;
  office.endsAt = office.now + minute;
  await office.due('flight');
  expect(office.did('observe')).toEqual(['observe ws-00newada']);
  expect(office.did('look')).toEqual([]);
});

it('What goes is looked at before what can wait, for its user has no desktop until it is gone', async () => {
  const office = new Office();
  const old = desktopOf('ada');
  const phase = terminating({ desktop: old, observation: { count: 1, nextAt: noon } });
  await office.seats.commit(seatOf('ada', phase), { at: noon, kind: 'flight' });
  office.fleet.shows.set(old.workspaceId, {
    ...leftDesktop('ada'),
    desktop: { ...old, ...refOf('ada'), state: 'TERMINATING' },
  });
  office.now = noon + minute;
  office.endsAt = office.now + minute;
  await office.due('flight');
  expect(office.did('observeAtOnce')).toEqual([`observeAtOnce ${old.workspaceId}`]);
  expect(office.did('observe')).toEqual([]);
});
