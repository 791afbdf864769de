import { setTimeout as pause } from 'node:timers/promises';
import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  connectionSweepCameDueV1,
  desktopWatchedV1,
  leftoversCameDueV1,
  reconcileCameDueV1,
  resetCompletedV1,
} from '@cleandesk/contracts';
import type { StackEnvironment } from '@cleandesk/launcher';
import { enters, type Person } from '../../../../e2e/src/people/person.ts';
import { storyteller } from '../../../../e2e/src/stack/clients.ts';
import type { Stage } from '../../../../e2e/src/stack/stage.ts';
import { ourSide, type Spent, spentOn } from './window.ts';

type Ground = { stage: Stage; stack: StackEnvironment };
export type Strategy = 'recreate' | 'rebuild';

/** s that a user works before leaving. */
const sessionSeconds = 5;
/** ms without an invocation after which a reset is over, or a walk: observations back off to five seconds. */
const endsAfterMs = 7_000;
/** ms after the last one is watched: nothing is observed any more. */
const watchedEndsAfterMs = 4_000;

/** Recurring runs and how often a day they come (`tuning` in terraform/variables.tf). */
const recurring = [
  { what: 'reconcile', contract: reconcileCameDueV1, aDay: 24 },
  { what: 'sweep', contract: connectionSweepCameDueV1, aDay: 96 },
  { what: 'leftovers', contract: leftoversCameDueV1, aDay: 288 },
] as const;

export type Recurring = { what: string; aDay: number; gbSeconds: number; apiCalls: number };

/** Users with desktops of each strategy, whose kind of reset has worked before: the first one goes alone, and once only. */
export async function settleIn(
  { stage, stack }: Ground,
  desktops: number,
): Promise<Record<Strategy, Person[]>> {
  await endRecurring(stack);
  const of = (strategy: Strategy, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, number) =>
        enters(stage, { name: `${strategy}${number}`, tags: { Cleandesk: strategy } }),
      ),
    );
  const [recreate, rebuild] = await Promise.all([of('recreate', desktops + 1), of('rebuild', desktops + 1)]);
  const all = [...recreate, ...rebuild];
  await Promise.all(all.map((person) => person.isWatched()));
  const first = [...recreate.splice(desktops), ...rebuild.splice(desktops)];
  await Promise.all(first.map(cycle));
  return { recreate, rebuild };
}

/** All of them come, leave and do not come back, until their desktops are clean and watched. */
export function cycles(ground: Ground, people: readonly Person[], strategy: Strategy): Promise<Spent> {
  const happen = async () => {
    await Promise.all(
      people.map(async (person) => {
        const newDesktop = await cycle(person);
        if (strategy === 'recreate')
          await person.hears(desktopWatchedV1, ({ workspaceId }) => workspaceId === newDesktop);
      }),
    );
  };
  return spentOn(ground, ourSide, people.length, happen, {
    endsAfterMs: strategy === 'recreate' ? watchedEndsAfterMs : endsAfterMs,
  });
}

/** @returns the desktop that they have from then on. */
async function cycle(person: Person): Promise<string> {
  const resets = person.heard(resetCompletedV1).length;
  await person.arrives();
  await pause(sessionSeconds * 1000);
  await person.leaves();
  const { newDesktop } = await person.isReset(resets + 1);
  return newDesktop.workspaceId;
}

/** One of each, said by us: in the local stack they come too often to be told apart from what happens meanwhile. */
export async function recurringRuns(ground: Ground): Promise<Recurring[]> {
  const runs: Recurring[] = [];
  for (const { what, contract, aDay } of recurring) {
    const { gbSeconds, apiCalls } = await spentOn(ground, ourSide, 1, () => ground.stage.say(contract, {}), {
      endsAfterMs,
    });
    if (gbSeconds === 0) throw new Error(`Nobody ran for ${what}`);
    runs.push({ what, aDay, gbSeconds, apiCalls });
  }
  return runs;
}

async function endRecurring({ cloudUrl, region }: StackEnvironment): Promise<void> {
  const scheduler = new SchedulerClient({
    endpoint: cloudUrl,
    region,
    credentials: { accessKeyId: storyteller, secretAccessKey: 'none' },
  });
  try {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ NamePrefix: 'recurring-' }));
    for (const { Name, GroupName } of Schedules)
      await scheduler.send(new DeleteScheduleCommand({ Name, GroupName }));
    if (Schedules.length === 0) throw new Error('The stack has no recurring schedules to take away');
  } finally {
    scheduler.destroy();
  }
}
