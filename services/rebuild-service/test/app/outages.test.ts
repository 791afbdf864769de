import { expect, it } from 'vitest';
import { rebuildPolicy } from '../domain/given.ts';
import { awaySeat, dueLook, leftDesktop, Office } from './given.ts';

it('an outage that many open in the same moment is told of once', async () => {
  const office = new Office();
  const policy = { ...rebuildPolicy, outage: { ...rebuildPolicy.outage, least: 3 } };
  office.policies = [policy];
  const names = Array.from({ length: 12 }, (_, n) => `user${n}`);
  for (const name of names) {
    const seat = awaySeat(name);
    if (seat.phase.status !== 'away') throw new Error('It was away.');
    const { countedBy: _nobody, ...leave } = seat.phase.leave;
    await office.seats.put({ ...seat, phase: { ...seat.phase, leave } });
    office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name, { policy }));
  }
  await office.hear(...names.map((name): [string, ReturnType<typeof dueLook>] => [name, dueLook(name)]));
  expect(office.said('ResetsPaused')).toHaveLength(1);
});
