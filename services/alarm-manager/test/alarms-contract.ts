import { beforeAll, describe, expect, test } from 'vitest';
import type { Alarms } from '../src/ports.ts';
import { idOf, idsOf } from './fakes/world.ts';

const topicArn = 'arn:aws:sns:us-east-1:000000000000:people';
const rules = { periodSeconds: 300, topicArn, tags: { Team: 'desk' } };

/** What the use cases rely on; the fake and CloudWatch both pass it. */
export function alarmsContract(on: string, start: () => Promise<Alarms>) {
  describe(`alarms on ${on}`, () => {
    let alarms: Alarms;
    beforeAll(async () => {
      alarms = await start();
    });
    const listed = async () => {
      const found = [];
      let token: string | undefined;
      do {
        const page = await alarms.list(token);
        expect(page.items.length).toBeLessThanOrEqual(100);
        found.push(...page.items);
        token = page.next;
      } while (token !== undefined);
      return found.map(({ workspaceId }) => workspaceId).toSorted((a, b) => a.localeCompare(b));
    };

    test('an alarm that was put stands as it was asked for, and is ours', async () => {
      await alarms.put(idOf(1), rules);
      const standing = await alarms.standing([idOf(1), idOf(2)]);
      expect([...standing.values()]).toEqual([
        { workspaceId: idOf(1), ours: true, periodSeconds: 300, actions: [topicArn], sound: true },
      ]);
    });
    test('putting it again makes it right, and is no second alarm', async () => {
      await alarms.put(idOf(1), { periodSeconds: 60, tags: {} });
      expect((await alarms.standing([idOf(1)])).get(idOf(1))).toMatchObject({
        periodSeconds: 60,
        actions: [],
      });
      expect(await listed()).toEqual([idOf(1)]);
    });
    test('230 alarms are listed in pages, each once', async () => {
      for (const workspaceId of idsOf(230)) await alarms.put(workspaceId, rules);
      expect(await listed()).toEqual(idsOf(230));
    });
    test('removing takes a hundred at once, those that are not there included', async () => {
      await alarms.remove([...idsOf(50), ...idsOf(50, 1000)]);
      expect(await listed()).toEqual(idsOf(180, 50));
      await alarms.remove(idsOf(100, 1000));
      await alarms.remove([]);
      expect(await listed()).toHaveLength(180);
    });
  });
}
