import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { minuteOf } from '../domain/outages.ts';
import { budgetAccount } from '../domain/safeguards.ts';
import { breakerKey, budgetKey, type Counted, type SafeguardState, type SafeguardStore } from '../ports.ts';
import { keys, shapes } from './safeguard-items.ts';

const item = z.looseObject({ pk: z.string() });

/** Keys of one BatchGetItem (DynamoDB API Reference). */
const perGet = 100;
/** Attempts at a change that another function was faster with, or at what DynamoDB did not get round to. */
const attempts = 8;
/** Minutes of leavings and failures that are remembered: what comes later than this of an outage is no news of it. */
const minutesKept = 240;
/** Of the latest resets of a policy it is known how long they took. */
const timesKept = 50;
/** Kinds of resets that are remembered to have worked: each name is some 200 characters of an item of 400 kB. */
const kindsKept = 1000;
/** Minutes or kinds that are forgotten at once, so that it is not done at every leaving. */
const forgottenAtOnce = 60;
/** ms for which a pause is remembered after it is over. */
const pauseKeptMs = 7 * 86_400_000;

export type DynamoSafeguardsOptions = {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** How many kinds of resets are remembered to have worked. */
  kindsKept?: number;
  /** How to wait, in ms, before trying again. */
  wait?: (ms: number) => Promise<void>;
};

/** What all seats share, beside them in their table: a few items of a fixed name, and one for each policy and window. */
export function dynamoSafeguards(options: DynamoSafeguardsOptions): SafeguardStore {
  const { client, tableName: TableName } = options;
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  async function getAll(pks: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
    const found = new Map<string, Record<string, unknown>>();
    for (let start = 0; start < pks.length; start += perGet) {
      let rest: BatchGetCommandOutput['UnprocessedKeys'] = {
        [TableName]: { Keys: pks.slice(start, start + perGet).map((pk) => ({ pk })), ConsistentRead: true },
      };
      for (let attempt = 0; rest !== undefined && Object.keys(rest).length > 0; attempt += 1) {
        if (attempt >= attempts) throw new Error('DynamoDB left safeguards out of a batch too often');
        if (attempt > 0) await wait(25 * 2 ** attempt);
        const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: rest }));
        for (const one of answer.Responses?.[TableName] ?? []) found.set(item.parse(one).pk, one);
        rest = answer.UnprocessedKeys;
      }
    }
    return found;
  }

  /** @returns false when the condition does not hold: it is so already, or something newer is. */
  async function change(
    pk: string,
    UpdateExpression: string,
    ConditionExpression: string,
    names: Record<string, string>,
    values: Record<string, unknown>,
  ): Promise<boolean> {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk },
          UpdateExpression,
          ConditionExpression,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    async read(policies, now): Promise<SafeguardState> {
      const windows = policies.flatMap((policy) => {
        const window = budgetAccount(policy, now);
        return window === undefined ? [] : [{ policy: policy.name, window }];
      });
      const found = await getAll([
        keys.breakers,
        keys.firsts,
        keys.fleets,
        keys.times,
        keys.outages,
        keys.failures,
        ...windows.map(keys.budget),
      ]);
      return {
        breakers: entriesOf(found.get(keys.breakers), (value) => shapes.breakers.parse(value).at),
        firsts: entriesOf(found.get(keys.firsts), (value) => shapes.firsts.parse(value)),
        times: entriesOf(found.get(keys.times), (value) => shapes.times.parse(value)),
        fleets: entriesOf(found.get(keys.fleets), (value) => shapes.fleets.parse(value).desktops),
        // Also of policies that are gone: whoever was counted by one of them still waits.
        outages: entriesOf(found.get(keys.outages), (value) => shapes.pauses.parse(value).outages),
        failures: entriesOf(found.get(keys.failures), (value) => shapes.pauses.parse(value).outages),
        spent: new Map(windows.map((one) => [budgetKey(one), spentIn(found.get(keys.budget(one)))])),
      };
    },

    async trip(scope, because, at) {
      await change(
        keys.breakers,
        'SET #breaker = :why',
        'attribute_not_exists(#breaker) OR #breaker.#at < :at',
        { '#breaker': breakerKey(scope), '#at': 'at' },
        { ':why': { because, at }, ':at': at },
      );
    },

    async close(scope, asOf) {
      await change(
        keys.breakers,
        'REMOVE #breaker',
        '#breaker.#at <= :asOf',
        { '#breaker': breakerKey(scope), '#at': 'at' },
        { ':asOf': asOf },
      );
    },

    async prove(key, at) {
      const isNew = await change(
        keys.firsts,
        'SET #first = :proven',
        'attribute_not_exists(#first) OR #first.#proven = :no',
        { '#first': key, '#proven': 'proven' },
        { ':proven': { proven: true, at }, ':no': false },
      );
      if (isNew) await forgetOldKinds(at);
    },

    async disprove(key) {
      await change(
        keys.firsts,
        'REMOVE #first',
        '#first.#proven = :yes',
        { '#first': key, '#proven': 'proven' },
        { ':yes': true },
      );
    },

    /** Two at once may lose one of them: it is a measurement. */
    async recordTime(policy, tookMs) {
      const known = entriesOf((await getAll([keys.times])).get(keys.times), (value) =>
        shapes.times.parse(value),
      );
      const times = [...(known.get(policy) ?? []), tookMs].slice(-timesKept);
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: keys.times },
          UpdateExpression: 'SET #policy = :times',
          ExpressionAttributeNames: { '#policy': policy },
          ExpressionAttributeValues: { ':times': times },
        }),
      );
    },

    async giveBack(key, resetId) {
      await change(
        keys.firsts,
        'REMOVE #first',
        '#first.#proven = :no AND #first.#resetId = :resetId',
        { '#first': key, '#proven': 'proven', '#resetId': 'resetId' },
        { ':no': false, ':resetId': resetId },
      );
    },

    async counted(what, policy) {
      const pk = keys.counted(what, policy);
      return countsIn((await getAll([pk])).get(pk));
    },

    async count(what, policy, at, by = 1) {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: keys.counted(what, policy) },
          UpdateExpression: 'ADD #minute :some',
          ExpressionAttributeNames: { '#minute': minuteName(minuteOf(at)) },
          ExpressionAttributeValues: { ':some': by },
          ReturnValues: 'ALL_NEW',
        }),
      );
      const counts = countsIn(Attributes);
      await forgetOld(what, policy, counts);
      return counts;
    },

    async changePauses(kind, policy, decide) {
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const item = (await getAll([keys[kind]])).get(keys[kind]);
        const known = shapes.pauses.optional().parse(item?.[policy]);
        const next = decide(known?.outages ?? []);
        if (next === undefined) return known?.outages ?? [];
        const newest = Math.max(0, ...next.map(({ to }) => to));
        const kept = next.filter(
          ({ overSince }) => overSince === undefined || newest - overSince < pauseKeptMs,
        );
        const written = await change(
          keys[kind],
          'SET #policy = :next',
          known === undefined ? 'attribute_not_exists(#policy)' : '#policy.#version = :version',
          { '#policy': policy, ...(known === undefined ? {} : { '#version': 'version' }) },
          {
            ':next': { version: (known?.version ?? 0) + 1, outages: kept },
            ...(known === undefined ? {} : { ':version': known.version }),
          },
        );
        if (written) return kept;
        await wait(Math.random() * 20 * 2 ** attempt);
      }
      throw new Error(`The ${kind} of policy ${policy} were changed by others again and again`);
    },

    claimDrain: (now, until) =>
      change(
        keys.drain,
        'SET #until = :until',
        'attribute_not_exists(#until) OR #until < :now',
        { '#until': 'until' },
        { ':until': until, ':now': now },
      ),

    async endDrain() {
      await change(
        keys.drain,
        'SET #until = :over',
        'attribute_exists(#until)',
        { '#until': 'until' },
        { ':over': 0 },
      );
    },

    async countFleets(desktops, at) {
      for (const [policy, count] of desktops) {
        await change(
          keys.fleets,
          'SET #policy = :count',
          'attribute_not_exists(#policy) OR #policy.#at < :at',
          { '#policy': policy, '#at': 'at' },
          { ':count': { desktops: count, at }, ':at': at },
        );
      }
    },
  };

  /** Of policies, images and code of long ago. Who is of a kind that is forgotten goes alone once more. */
  async function forgetOldKinds(now: number): Promise<void> {
    const known = entriesOf((await getAll([keys.firsts])).get(keys.firsts), (value) =>
      shapes.firsts.parse(value),
    );
    const most = options.kindsKept ?? kindsKept;
    // Whoever goes alone at this moment is not forgotten.
    const old = [...known]
      .map(([key, one]) => ({ key, at: one.proven ? (one.at ?? 0) : one.until }))
      .filter(({ at }) => at <= now)
      .sort((a, b) => b.at - a.at)
      .slice(most);
    if (old.length < forgottenAtOnce) return;
    const some = old.slice(-forgottenAtOnce);
    await client.send(
      new UpdateCommand({
        TableName,
        Key: { pk: keys.firsts },
        UpdateExpression: `REMOVE ${some.map((_kind, index) => `#k${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(some.map(({ key }, index) => [`#k${index}`, key])),
      }),
    );
  }

  /** The item must not grow for ever. What is lost here by a crash is forgotten with the next leaving. */
  async function forgetOld(
    what: Counted,
    policy: string,
    counts: ReadonlyMap<number, number>,
  ): Promise<void> {
    if (counts.size <= minutesKept + forgottenAtOnce) return;
    const old = [...counts.keys()].sort((a, b) => b - a).slice(minutesKept);
    await client.send(
      new UpdateCommand({
        TableName,
        Key: { pk: keys.counted(what, policy) },
        UpdateExpression: `REMOVE ${old.map((_minute, index) => `#m${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          old.map((minute, index) => [`#m${index}`, minuteName(minute)]),
        ),
      }),
    );
  }
}

const minuteName = (minute: number): string => `minute ${minute}`;

function entriesOf<T>(
  found: Record<string, unknown> | undefined,
  read: (value: unknown) => T,
): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(found ?? {}).flatMap(([key, value]) =>
      key === 'pk' ? [] : [[key, read(value)] as const],
    ),
  );
}

const spentIn = (found: Record<string, unknown> | undefined): number => z.number().parse(found?.spent ?? 0);

const countsIn = (found: Record<string, unknown> | undefined): ReadonlyMap<number, number> =>
  new Map(
    Object.entries(found ?? {}).flatMap(([name, value]) =>
      name.startsWith('minute ') && typeof value === 'number'
        ? [[Number(name.slice(7)), value] as const]
        : [],
    ),
  );
