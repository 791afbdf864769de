import { beforeAll, describe, expect, test } from 'vitest';
import { queryOf } from '../src/domain/shard.ts';
import type { ShardAlarms } from '../src/ports.ts';

const topicArn = 'arn:aws:sns:us-east-1:000000000000:people';
const rules = { periodSeconds: 10, topicArn, tags: { Team: 'desk' } };
const all = { name: 'all', query: queryOf({ name: 'all', tags: {} }), plan: 'watches' } as const;

/** What the reconcile run relies on; the fake and CloudWatch both pass it. `leave`: a desktop of every shard is left. */
export function shardsContract(
  on: string,
  start: () => Promise<{
    shards: ShardAlarms;
    leave: () => Promise<void>;
    pass: (ms: number) => Promise<void>;
    now: () => number;
  }>,
) {
  describe(`alarms on shards on ${on}`, () => {
    let made: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      made = await start();
    });

    test('one that was put stands as it was asked for, in whole minutes', async () => {
      const before = made.now();
      await made.shards.put(all, rules);
      const [standing, ...more] = await made.shards.standing();
      expect(more).toEqual([]);
      expect(standing).toMatchObject({ ...all, periodSeconds: 60, actions: [topicArn], sound: true });
      expect(standing?.evaluation).toBe('whole');
      expect(standing?.since).toBeGreaterThanOrEqual(before);
      expect(standing?.since).toBeLessThanOrEqual(made.now());
    });

    test('it tells nobody whether it hears, until a desktop was left', async () => {
      const since = made.now();
      // AWS tells of a disconnect minutes later, and an alarm looks back on three periods.
      await made.shards.put(all, { ...rules, periodSeconds: 300 });
      expect(await made.shards.hasTold('all', since)).toBe(false);
      await made.leave();
      expect(await made.shards.hasTold('all', since)).toBe(true);
      expect(await made.shards.hasTold('all', made.now() + 60_000)).toBe(false);
      expect((await made.shards.standing())[0]?.state).toBe('known');
    }, 90_000);

    test.each(['outgrown', 'leaves', 'watches'] as const)('its plan is written on it: %s', async (plan) => {
      const before = made.now();
      await made.shards.put({ ...all, plan }, { ...rules, periodSeconds: 300 });
      const [standing] = await made.shards.standing();
      expect(standing).toMatchObject({ ...all, plan, periodSeconds: 300 });
      expect(standing?.since).toBeGreaterThanOrEqual(before);
    });

    test('that a desktop goes back to OK, for a query that finds nobody, shows nothing', async () => {
      await made.shards.put(all, { ...rules, periodSeconds: 300 });
      await made.leave();
      const since = made.now() + 1;
      await made.pass(1000);
      const query = all.query.replace(' GROUP', " WHERE WorkspaceId = 'ws-nobody123' GROUP");
      await made.shards.put({ ...all, query }, { ...rules, periodSeconds: 300 });
      await made.pass(1_800_000);
      expect(await made.shards.hasTold('all', since)).toBe(false);
    });

    test('removing takes it away, and is success when it is not there', async () => {
      await made.shards.remove('all');
      await made.shards.remove('all');
      expect(await made.shards.standing()).toEqual([]);
    });
  });
}
