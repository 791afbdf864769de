import { setTimeout as pause } from 'node:timers/promises';
import { connectionSweepCameDueV1, leftoversCameDueV1, reconcileCameDueV1 } from '@cleandesk/contracts';
import { functionProcesses, killFunction, restart } from '@cleandesk/launcher';
import type { Stage } from '../stack/stage.ts';
import type { Dice } from './dice.ts';
import type { Size } from './size.ts';

/** What is done over and over while a chaos lasts, until it is stopped. */
export type Round = {
  readonly done: number;
  /** Rejects when a turn failed: then there are no more. Never resolves. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
};

/** Does `work` now and then, from now on. `done` is the sum of what its turns came to. */
export function round(everyMs: number, work: () => Promise<number>): Round {
  const stopped = new AbortController();
  const { signal } = stopped;
  let done = 0;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(everyMs, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (!signal.aborted) done += await work();
    }
  };
  const ended = Promise.withResolvers<void>();
  const broken = new Promise<never>((_, reject) => {
    run().catch(reject).finally(ended.resolve);
  });
  // For whoever races with it; a chaos that is over is not sorry for its timers.
  broken.catch(() => undefined);
  return {
    get done() {
      return done;
    },
    broken,
    stop() {
      stopped.abort();
      return ended.promise;
    },
  };
}

/** What recurring timers say on AWS every few minutes comes as much sooner as desktops change faster. */
export function recurring(stage: Stage, size: Size): Round[] {
  const reason = 'its time has come';
  const say = (tell: () => Promise<void>) => async () => {
    await tell();
    return 1;
  };
  return [
    round(
      size.sweepEveryMs,
      say(() => stage.say(connectionSweepCameDueV1, { reason })),
    ),
    round(
      size.reconcileEveryMs,
      say(() => stage.say(reconcileCameDueV1, { reason })),
    ),
    round(
      size.leftoversEveryMs,
      say(() => stage.say(leftoversCameDueV1, { reason })),
    ),
  ];
}

/** Ends one function after the other where it is, by chance. */
export function killing(stage: Stage, dir: string, chance: Dice, size: Size): Round {
  return round(size.killEveryMs, async () => {
    const [first, ...others] = functionProcesses({ dir });
    if (first === undefined || !killFunction(chance.pick([first, ...others]))) return 0;
    stage.tell(undefined, 'a function is killed');
    return 1;
  });
}

/** The base emulator goes, with all functions that run, and comes again with what it held. */
export async function restartBase(stage: Stage, dir: string): Promise<number> {
  const begun = Date.now();
  stage.tell(undefined, 'the base emulator goes');
  await restart({ dir });
  stage.tell(undefined, 'the base emulator is back');
  return Date.now() - begun;
}
