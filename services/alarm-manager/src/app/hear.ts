import { event } from '@cleandesk/bus';
import { desktopConnectedV1, desktopDisconnectedV1, type OutgoingEvent } from '@cleandesk/contracts';
import type { Done } from '../domain/api-call.ts';
import type { Interval } from '../domain/disconnect.ts';
import { judge } from './judge.ts';
import { unwatchDesktops, watchDesktops } from './watch-desktops.ts';
import { OutOfTime, type World } from './world.ts';

/** What an event of AWS's means to this service. Times in epoch ms. */
export type Heard = { correlationId: string } & (
  | { type: 'LoggedIn'; workspaceId: string; loginAt: number }
  | { type: 'Left'; workspaceId: string; interval: Interval; alarmName: string }
  | { type: 'Called'; done: Done }
  /** An alarm that went back to OK: nobody left. */
  | { type: 'Nothing' }
);
export type Arrival = { messageId: string; receiveCount: number; heard: Heard };

/** ms that must be left to begin on a call, or on a further part of it. */
const leastMs = 4000;
/** Desktops that are dealt with together: what is done stays done when the time is up. */
const atOnce = 5;
/** Deliveries after which a desktop that is still not visible is left to the reconcile run. */
const patience = 3;

/** Made a moment ago and not visible yet: "the identifier it returns is not immediately available" (model of `workspaces`). */
class NotVisibleYet extends Error {
  override readonly name = 'NotVisibleYet';
  constructor(count: number) {
    super(`${count} desktops that were made are not visible yet`);
  }
}

/**
 * One batch of what AWS tells.
 * @returns the messages that have to come again, with the reason.
 */
export async function hear(
  arrivals: readonly Arrival[],
  world: World,
  remainingMs: () => number,
): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>();
  await tellWhoCameAndLeft(arrivals, world, failed);
  for (const { messageId, receiveCount, heard } of arrivals) {
    if (heard.type !== 'Called') continue;
    try {
      await followCall(heard, receiveCount, world, remainingMs);
    } catch (error) {
      failed.set(messageId, error);
    }
  }
  return failed;
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

async function followCall(
  { done: { made, ended, rebuilt }, correlationId }: Extract<Heard, { type: 'Called' }>,
  receiveCount: number,
  world: World,
  remainingMs: () => number,
): Promise<void> {
  const stillTime = () => {
    if (remainingMs() < leastMs) throw new OutOfTime();
  };
  stillTime();
  // Of every desktop that ended, also of one that had no alarm: had it one that was removed by a run that died before
  // it could say so, nobody could tell any more. Who does not know the desktop ignores it.
  await unwatchDesktops(world, ended, { because: 'terminated', correlationId });
  // The look comes now, not when the call was made: a create that is heard after its terminate finds the desktop going
  // or gone, and leaves no alarm behind.
  const seen = await world.fleet.look([...made, ...rebuilt]);
  for (const [ids, because] of [
    [made, 'created'],
    [rebuilt, 'reconciled'],
  ] as const) {
    const found = ids.flatMap((workspaceId) => {
      const desktop = seen.get(workspaceId);
      return desktop === undefined || desktop === 'unreadable' ? [] : [{ desktop }];
    });
    for (let start = 0; start < found.length; start += atOnce) {
      stillTime();
      const ours = await judge(world, found.slice(start, start + atOnce), { exactly: true });
      await watchDesktops(world, ours, { because, correlationId });
    }
  }
  // AWS may tell the rest of an unreadable one in a moment, too.
  const invisible = made.filter((workspaceId) => (seen.get(workspaceId) ?? 'unreadable') === 'unreadable');
  if (invisible.length === 0) return;
  if (receiveCount < patience) throw new NotVisibleYet(invisible.length);
  world.journal.warn(
    'Desktops that were made never became visible; the reconcile run will find them if they do',
    {
      desktops: invisible.length,
    },
  );
}

const iso = (ms: number): string => new Date(ms).toISOString();
