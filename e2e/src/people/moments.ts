import { setTimeout as pause } from 'node:timers/promises';

/** Lets the time until `at` (epoch ms) pass; for stories that are about a moment. */
export async function until(at: number): Promise<void> {
  const ms = at - Date.now();
  if (ms > 0) await pause(ms);
}

export const ms = (instant: string): number => Date.parse(instant);

/** ms after the end of a grace in which its timer has fired and the look has been taken: a timer is due on whole seconds. */
export const lookTakes = 5_000;

/** The local stack's alarm period, ms. */
const alarmPeriod = 10_000;

/** The end of the alarm period that `at` lies in. All in epoch ms. */
export const endOfPeriod = (at: number): number => Math.ceil(at / alarmPeriod) * alarmPeriod;

/** ms in which a datapoint of the local stack is there and an evaluation of its alarm follows. */
const beforeAnEvaluation = 3_000;

/** The next moment (epoch ms) of which an alarm tells within seconds: soon enough to beat a sweep and a short grace. */
export const nextTellingMoment = (): number =>
  endOfPeriod(Date.now() + beforeAnEvaluation) - beforeAnEvaluation;
