import { event } from '@cleandesk/bus';
import { desktopConnectedV1, desktopDisconnectedV1, type OutgoingEvent } from '@cleandesk/contracts';
import type { Done } from '../domain/api-call.ts';
import type { Interval } from '../domain/disconnect.ts';
import { followCalls } from './follow-calls.ts';
import { timeLeft } from './time-left.ts';
import type { World } from './world.ts';

/** What an event of AWS's means to this service. Times in epoch ms. */
export type Heard = { correlationId: string } & (
  | { type: 'LoggedIn'; workspaceId: string; loginAt: number }
  | { type: 'Left'; workspaceId: string; interval: Interval; alarmName: string }
  | { type: 'Called'; done: Done }
  /** An alarm that went back to OK, or one of a directory: nobody left. */
  | { type: 'Nothing' }
);
export type Arrival = { messageId: string; receiveCount: number; heard: Heard };

/**
 * One batch of what AWS tells.
 * @returns the messages that have to come again, with the reason.
 */
export async function hear(
  arrivals: readonly Arrival[],
  world: World,
  remainingMs: () => number,
): Promise<Map<string, unknown>> {
  const time = timeLeft(remainingMs);
  const failed = new Map<string, unknown>();
  await tellWhoCameAndLeft(arrivals, world, failed);
  const calls = arrivals.flatMap(({ messageId, receiveCount, heard }) =>
    heard.type === 'Called' ? [{ messageId, receiveCount, ...heard }] : [],
  );
  return new Map([...failed, ...(await followCalls(calls, world, time))]);
}

/**
 * Goes before the calls of its batch, all in one: a grace begins here, and alarms can wait.
 * Said of every desktop. Whether one is managed would cost a look at it, each time somebody in the account logs in, of
 * a rate that resets need; who owns seats knows its own and ignores strangers.
 */
async function tellWhoCameAndLeft(
  arrivals: readonly Arrival[],
  world: World,
  failed: Map<string, unknown>,
): Promise<void> {
  const told = arrivals.flatMap(({ messageId, heard }) => {
    const news = newsOf(heard);
    return news ? [{ messageId, news }] : [];
  });
  try {
    await world.bus.publish(told.map(({ news }) => news));
  } catch (error) {
    for (const { messageId } of told) failed.set(messageId, error);
  }
}

function newsOf(heard: Heard): OutgoingEvent | undefined {
  const { correlationId } = heard;
  switch (heard.type) {
    case 'LoggedIn': {
      const detail = { workspaceId: heard.workspaceId, loginAt: iso(heard.loginAt) };
      return event(desktopConnectedV1, detail, { correlationId });
    }
    case 'Left': {
      const interval = { start: iso(heard.interval.start), end: iso(heard.interval.end) };
      const { workspaceId, alarmName } = heard;
      return event(desktopDisconnectedV1, { workspaceId, interval, alarmName }, { correlationId });
    }
    case 'Called':
    case 'Nothing':
      return undefined;
  }
  return heard satisfies never;
}

const iso = (ms: number): string => new Date(ms).toISOString();
