import { join } from 'node:path';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parsePolicies } from '@cleandesk/policies';
import { keptSamples } from '@cleandesk/samples';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { dynamoSafeguards } from '../../src/adapters/dynamo-safeguards.ts';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { keys, shapes } from '../../src/adapters/safeguard-items.ts';
import { budgetAccount, type Spend } from '../../src/domain/safeguards.ts';
import { breakerKey, type Counted, pauseKinds, SafeguardSpent } from '../../src/ports.ts';
import { live, noon } from './seat-samples.ts';

const folder = join(import.meta.dirname, '../samples');
const item = z.looseObject({ pk: z.string() });
const amount = z.record(z.string(), z.number());

const kiosks = 'kiosks';
/** With each of the accounts that a budget has. */
const policies = parsePolicies(
  JSON.stringify([
    {
      name: kiosks,
      match: { directoryIds: ['d-9067000001'] },
      strategy: 'rebuild',
      graceSeconds: 600,
      budget: { resets: 3 },
    },
  ]),
).flatMap((policy) => [false, true].map((dryRun) => ({ ...policy, dryRun })));

type OpenTable = () => Promise<{
  client: DynamoDBDocumentClient;
  tableName: string;
  close: () => Promise<void>;
}>;

/** What all seats share, as each release stored it: it is read, and gone on with. On the real thing, whose conditions read it, too. */
export function keptSafeguards(openTable: OpenTable): void {
  const stored = async (value: unknown) => {
    const table = await openTable();
    onTestFinished(() => table.close());
    const Item = item.parse(value);
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    const { pk, ...entries } = Item;
    const seats = dynamoSeats({ ...table, clock: { now: () => noon } });
    let users = 0;
    const spend = (spent: Spend) => {
      users += 1;
      return seats.commit(live(`user-${users}`), undefined, [spent]);
    };
    const safeguards = dynamoSafeguards(table);
    return { pk, entries, safeguards, spend, state: () => safeguards.read(policies, noon) };
  };
  const samplesOf = (kind: string) => {
    const samples = keptSamples(folder, kind);
    if (samples.length === 0) throw new Error(`There is no sample of ${kind}`);
    return samples;
  };

  test.each(samplesOf('breakers'))(
    '$file of $version: is open, and closes for what began since',
    async ({ value }) => {
      const { entries, safeguards, state } = await stored(value);
      for (const [key, entry] of Object.entries(entries)) {
        const { at } = shapes.breakers.parse(entry);
        const [directoryId = '', bundleId = ''] = key.split('/');
        const scope = { directoryId, bundleId };
        await safeguards.trip(scope, 'one that began earlier', at - 1);
        await safeguards.close(scope, at - 1);
        expect((await state()).breakers.get(breakerKey(scope))).toBe(at);
        await safeguards.close(scope, at);
        expect((await state()).breakers.has(key)).toBe(false);
      }
    },
  );

  const first = (key: string, now: number): Spend => ({
    type: 'Spend',
    of: 'first',
    key,
    resetId: 'another',
    now,
    until: now + 1,
  });

  test.each(samplesOf('firsts'))(
    '$file of $version: nobody else goes until it is over',
    async ({ value }) => {
      const { entries, safeguards, spend, state } = await stored(value);
      expect(Object.fromEntries((await state()).firsts)).toEqual(entries);
      for (const [key, entry] of Object.entries(entries)) {
        const one = shapes.firsts.parse(entry);
        await expect(spend(first(key, noon))).rejects.toThrow(SafeguardSpent);
        if (one.proven) await safeguards.disprove(key);
        else await safeguards.giveBack(key, one.resetId);
        expect((await state()).firsts.has(key)).toBe(false);
      }
    },
  );

  test.each(samplesOf('firsts'))(
    '$file of $version: is proven, or free when it was never heard of again',
    async ({ value }) => {
      const { entries, safeguards, spend, state } = await stored(value);
      const alone = Object.entries(entries).flatMap(([key, entry]) => {
        const one = shapes.firsts.parse(entry);
        return one.proven ? [] : [{ key, until: one.until }];
      });
      for (const { key, until } of alone) {
        await expect(spend(first(key, until))).rejects.toThrow(SafeguardSpent);
        await spend(first(key, until + 1));
      }
      for (const key of Object.keys(entries)) {
        await safeguards.prove(key, noon);
        expect((await state()).firsts.get(key)?.proven).toBe(true);
      }
    },
  );

  test.each(samplesOf('times'))('$file of $version: are known, and one more is added', async ({ value }) => {
    const { entries, safeguards, state } = await stored(value);
    expect(Object.fromEntries((await state()).times)).toEqual(entries);
    for (const [name, times] of Object.entries(entries)) {
      await safeguards.recordTime(name, 1);
      expect((await state()).times.get(name)).toEqual([...shapes.times.parse(times), 1]);
    }
  });

  test.each(samplesOf('fleets'))(
    '$file of $version: are counted, and only a later count changes that',
    async ({ value }) => {
      const { entries, safeguards, state } = await stored(value);
      for (const [name, entry] of Object.entries(entries)) {
        const { desktops, at } = shapes.fleets.parse(entry);
        await safeguards.countFleets(new Map([[name, desktops + 1]]), at);
        expect((await state()).fleets.get(name)).toBe(desktops);
        await safeguards.countFleets(new Map([[name, desktops + 1]]), at + 1);
        expect((await state()).fleets.get(name)).toBe(desktops + 1);
      }
    },
  );

  test.each(samplesOf('pauses'))('$file of $version: pause, and can be changed', async ({ value }) => {
    const { pk, entries, safeguards, state } = await stored(value);
    const [kind] = pauseKinds.filter((one) => keys[one] === pk);
    if (kind === undefined) throw new Error(`Nobody looks for pauses under ${pk}`);
    for (const [name, entry] of Object.entries(entries)) {
      expect(entry).toMatchObject({ outages: (await state())[kind].get(name) });
      const known = await safeguards.changePauses(kind, name, () => undefined);
      const over = known.map((pause) => ({ ...pause, told: true, overSince: noon }));
      await safeguards.changePauses(kind, name, () => over);
      expect((await state())[kind].get(name)).toEqual(over);
    }
  });

  test.each(samplesOf('budgets'))(
    '$file of $version: is spent, and what is left of it can be',
    async ({ value }) => {
      const { pk, entries, spend, state } = await stored(value);
      const { spent = 0 } = amount.parse(entries);
      const window = policies
        .map((one) => budgetAccount(one, noon) ?? '')
        .find((one) => keys.budget({ policy: kiosks, window: one }) === pk);
      if (window === undefined) throw new Error(`Nobody looks for a budget under ${pk}`);
      expect([...(await state()).spent.values()]).toContain(spent);
      const budget = { type: 'Spend', of: 'budget', policy: kiosks, window } as const;
      await expect(spend({ ...budget, limit: spent })).rejects.toThrow(SafeguardSpent);
      await spend({ ...budget, limit: spent + 1 });
      expect([...(await state()).spent.values()]).toContain(spent + 1);
    },
  );

  test.each(samplesOf('counts'))(
    '$file of $version: is known by minute, and counted on',
    async ({ value }) => {
      const { pk, entries, safeguards } = await stored(value);
      const counts: readonly Counted[] = ['leavings', 'found', 'seen', 'failures'];
      const [what] = counts.filter((one) => keys.counted(one, kiosks) === pk);
      if (what === undefined) throw new Error(`Nobody looks for a count under ${pk}`);
      const known = await safeguards.counted(what, kiosks);
      expect(Object.fromEntries([...known].map(([minute, n]) => [`minute ${minute}`, n]))).toEqual(entries);
      const minute = Math.max(...known.keys());
      const next = await safeguards.count(what, kiosks, minute * 60_000);
      expect(next).toEqual(new Map(known).set(minute, (known.get(minute) ?? 0) + 1));
    },
  );

  test.each(samplesOf('drains'))(
    '$file of $version: goes on until its time is over, or it ends',
    async ({ value }) => {
      const { entries, safeguards } = await stored(value);
      const { until = 0 } = amount.parse(entries);
      expect(await safeguards.claimDrain(until, until + 1)).toBe(false);
      expect(await safeguards.claimDrain(until + 1, until + 2)).toBe(true);
      await safeguards.endDrain();
      expect(await safeguards.claimDrain(until, until + 1)).toBe(true);
    },
  );
}
