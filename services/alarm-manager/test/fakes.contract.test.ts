import { alarmsContract } from './alarms-contract.ts';
import { fakeAlarms } from './fakes/fake-alarms.ts';
import { fakeFleet } from './fakes/fake-fleet.ts';
import { fakeShards } from './fakes/fake-shards.ts';
import { fakeWalks } from './fakes/fake-walks.ts';
import { idsOf } from './fakes/world.ts';
import { fleetContract } from './fleet-contract.ts';
import { shardsContract } from './shards-contract.ts';
import { walksContract } from './walks-contract.ts';

alarmsContract('the fake', async () => fakeAlarms());
shardsContract('the fake', async () => {
  let now = Date.now();
  const clock = { now: () => now };
  const shards = fakeShards(clock);
  return {
    shards,
    leave: async () => shards.tell('all'),
    now: clock.now,
    pass: async (ms: number) => {
      now += ms;
    },
  };
});
walksContract('memory', async () => fakeWalks());

fleetContract('the fake', async () => {
  const fleet = fakeFleet();
  let made = 1;
  return {
    fleet,
    make: async (count, tags) => {
      const ids = idsOf(count, made);
      made += count;
      for (const workspaceId of ids) fleet.add({ workspaceId }, tags);
      return ids;
    },
    end: async (workspaceId) => fleet.end(workspaceId, 'gone'),
  };
});
