import { expect, test } from 'vitest';
import { fleetOf, hour, minute } from '../src/scenarios/fleet.ts';

/** Through everything that is deployed: alarm, bus, queues, timers, looks, calls. */
test.each(['rebuild', 'recreate'] as const)(
  'a user who leaves and stays away finds a clean desktop (%s), and nothing is left to do',
  async (strategy) => {
    const { world, town, names } = await fleetOf(3, { strategy });
    const [name = '', stays = ''] = names;
    const beginning = world.time.now();
    const [before, used] = [town.desktops.ofUser(name), town.desktops.ofUser(stays)];
    town.session(name, 'connect');
    // A desktop that has stopped takes 90 s to resume.
    const since = world.time.now() + 90_000;
    town.session(stays, 'connect');
    await world.time.runUntil(world.time.now() + 30 * minute);
    town.session(name, 'disconnect');
    await world.time.runUntil(world.time.now() + 3 * hour);
    const after = town.desktops.ofUser(name);
    expect(after?.state).toMatch(/AVAILABLE|STOPPED/);
    expect(after?.id === before?.id).toBe(strategy === 'rebuild');
    const ended = world.cloud.moves.list().filter(({ at }) => at > beginning);
    const resets = ended.filter(({ state }) => state === 'REBUILDING' || state === 'TERMINATING');
    expect(resets.map(({ userName }) => userName)).toEqual([name]);
    expect(world.tally.of('ResetCompleted.v1')).toBe(1);
    // Somebody else's session goes on.
    expect(town.desktops.ofUser(stays)).toBe(used);
    expect(used?.session).toEqual({ since });
    expect(world.isQuiet).toBe(true);
    expect(world.queues.flatMap(({ dead, unreadable }) => [...dead, ...unreadable])).toEqual([]);
  },
);
