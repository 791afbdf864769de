import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { desktopConnectedV1, desktopUnwatchedV1, resetRequestedV1 } from '@cleandesk/contracts';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { EntriesRefused, event, type OutgoingEvent, publisher, UnpublishableEvent } from '../src/index.ts';

const putEvents = z.object({
  Entries: z.array(
    z.object({ EventBusName: z.string(), Source: z.string(), DetailType: z.string(), Detail: z.string() }),
  ),
});
type Entry = z.infer<typeof putEvents>['Entries'][number];

/** A bus that takes entries, or refuses those that `refuses` names with a code. */
function bus(refuses: (entry: Entry, call: number) => string | undefined = () => undefined) {
  let call = 0;
  const taken: Entry[] = [];
  const aws = scriptedAws(({ input }) => {
    call += 1;
    const results = putEvents.parse(input).Entries.map((entry, index) => {
      const code = refuses(entry, call);
      if (code !== undefined) return { ErrorCode: code, ErrorMessage: 'refused' };
      taken.push(entry);
      return { EventId: `e-${call}-${index}` };
    });
    return { FailedEntryCount: results.filter((one) => 'ErrorCode' in one).length, Entries: results };
  });
  const client = new EventBridgeClient({ ...aws.config, maxAttempts: 1 });
  const sizes = () => aws.calls.map(({ input }) => putEvents.parse(input).Entries.length);
  return {
    publisher: publisher({ client, busName: 'cleandesk', wait: () => Promise.resolve() }),
    taken,
    sizes,
  };
}

const unwatched = (n: number) =>
  event(desktopUnwatchedV1, { workspaceId: `ws-${String(n).padStart(8, '0')}`, because: 'gone' });
const idsOf = (entries: Entry[]) =>
  entries.map((entry) => z.object({ workspaceId: z.string() }).parse(JSON.parse(entry.Detail)).workspaceId);
const many = (count: number) => Array.from({ length: count }, (_, n) => unwatched(n));

test('an event arrives under its names, on the bus', async () => {
  const { publisher, taken } = bus();
  await publisher.publish([unwatched(7)]);
  expect(taken).toEqual([
    {
      EventBusName: 'cleandesk',
      Source: 'cleandesk.alarm-manager',
      DetailType: 'DesktopUnwatched.v1',
      Detail: '{"workspaceId":"ws-00000007","because":"gone"}',
    },
  ]);
});

test('nothing to say is no call', async () => {
  const { publisher, sizes } = bus();
  await publisher.publish([]);
  expect(sizes()).toEqual([]);
});

test('23 events go in calls of ten, in order', async () => {
  const { publisher, taken, sizes } = bus();
  await publisher.publish(many(23));
  expect(sizes()).toEqual([10, 10, 3]);
  expect(idsOf(taken)).toEqual(many(23).map(({ detail }) => detail.workspaceId));
});

test('HTTP 200 is not success: only the refused entries go again', async () => {
  const { publisher, taken, sizes } = bus((entry, call) =>
    call === 1 && /0000000[36]/.test(entry.Detail) ? 'ThrottlingException' : undefined,
  );
  await publisher.publish(many(10));
  expect(sizes()).toEqual([10, 2]);
  expect(idsOf(taken).sort()).toEqual(many(10).map(({ detail }) => detail.workspaceId));
});

test('an entry that stays refused is thrown, and the others still go', async () => {
  const { publisher, taken, sizes } = bus((entry) =>
    entry.Detail.includes('00000003') ? 'NotAuthorizedForSourceException' : undefined,
  );
  await expect(publisher.publish(many(12))).rejects.toThrow(
    new EntriesRefused([{ detailType: 'DesktopUnwatched.v1', code: 'NotAuthorizedForSourceException' }]),
  );
  expect(sizes()).toEqual([10, 1, 1, 2]);
  expect(taken).toHaveLength(11);
});

test('an answer without an entry is no success', async () => {
  const aws = scriptedAws(() => ({ FailedEntryCount: 0, Entries: [] }));
  const silent = publisher({
    client: new EventBridgeClient(aws.config),
    busName: 'cleandesk',
    wait: () => Promise.resolve(),
  });
  await expect(silent.publish([unwatched(1)])).rejects.toThrow(EntriesRefused);
});

test('a call that fails as a whole is thrown as the SDK says it', async () => {
  const aws = scriptedAws(() => {
    throw new AwsRefusal('AccessDeniedException', 'no', 403);
  });
  const refused = publisher({ client: new EventBridgeClient(aws.config), busName: 'cleandesk' });
  await expect(refused.publish([unwatched(1)])).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('an event above the limit of a call is refused before anything is sent', async () => {
  const { publisher, sizes } = bus();
  const huge: OutgoingEvent = {
    source: 'cleandesk.operator',
    detailType: 'X.v1',
    detail: { text: 'x'.repeat(300_000) },
  };
  await expect(publisher.publish([unwatched(1), huge])).rejects.toThrow(UnpublishableEvent);
  expect(sizes()).toEqual([]);
});

test('no call is above 10 entries or 256 kB, and every event is sent once, in order', async () => {
  const events = fc.array(
    fc
      .integer({ min: 0, max: 200_000 })
      .map((size) => ({ source: 's', detailType: 'T.v1', detail: { text: 'é'.repeat(size / 2) } })),
    { maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(events, async (list) => {
      const calls: Entry[][] = [];
      const aws = scriptedAws(({ input }) => {
        const { Entries } = putEvents.parse(input);
        calls.push(Entries);
        return { FailedEntryCount: 0, Entries: Entries.map((_, n) => ({ EventId: `${n}` })) };
      });
      await publisher({ client: new EventBridgeClient(aws.config), busName: 'b' }).publish(list);
      for (const call of calls) {
        expect(call.length).toBeLessThanOrEqual(10);
        const bytes = call.reduce(
          (sum, entry) => sum + Buffer.byteLength(entry.Source + entry.DetailType + entry.Detail),
          0,
        );
        expect(bytes).toBeLessThanOrEqual(256 * 1024);
      }
      expect(calls.flat().map((entry) => entry.Detail)).toEqual(
        list.map(({ detail }) => JSON.stringify(detail)),
      );
    }),
    { numRuns: 30 },
  );
});

test('what a listener would refuse never leaves, and the refusal names the field only', () => {
  const wrong = { workspaceId: 'ws-abcdefgh1', loginAt: 'alice came' };
  expect(() => event(desktopConnectedV1, wrong)).toThrow(/DesktopConnected\.v1: loginAt: /);
  expect(() => event(desktopConnectedV1, wrong)).not.toThrow(/alice/);
});

test('a correlation id goes with the event, and a field that the contract does not name stays here', () => {
  const detail = { workspaceId: 'ws-abcdefgh1', because: 'gone', secret: 'x' } as const;
  expect(event(desktopUnwatchedV1, detail, { correlationId: 'c-1' }).detail).toEqual({
    workspaceId: 'ws-abcdefgh1',
    because: 'gone',
    correlationId: 'c-1',
  });
});

const stranger: string = 'cleandesk.stranger';
test('a request is said by who asks, and by nobody else', () => {
  const detail = {
    seat: { directoryId: 'd-90670a1b2c', userName: 'alice' },
    requestId: 'r-1',
    requestedBy: 'bob',
  };
  expect(event(resetRequestedV1, detail, { source: 'cleandesk.operator' }).source).toBe('cleandesk.operator');
  expect(() =>
    event(desktopUnwatchedV1, { workspaceId: 'ws-abcdefgh1', because: 'gone' }, { source: stranger }),
  ).toThrow(UnpublishableEvent);
});
