import { setTimeout as pause } from 'node:timers/promises';
import { EndedOtherwise } from '../people/expectations.ts';
import { lookTakes } from '../people/moments.ts';
import { type Found, redriveAll, staysHiddenMs } from '../stack/dead-letters.ts';
import type { Stage } from '../stack/stage.ts';
import { type Books, openBooks } from './books.ts';
import { type Dice, dice } from './dice.ts';
import { type Ear, listen } from './ear.ts';
import { live } from './inhabitant.ts';
import { type Report, seconds } from './outcome.ts';
import { planOf } from './plan.ts';
import { verifyRecords } from './records.ts';
import { failure, notYet } from './report.ts';
import type { Size } from './size.ts';
import { stormOf } from './storm.ts';
import { table } from './table.ts';
import { claimSeat, giveUpSeat, type Seat, settle, stories } from './town.ts';
import { killing, recurring, restartBase, round } from './trouble.ts';
import { judge, type Rules, type Verdict } from './verdict.ts';

/**
 * ms that a look may be old when the call is made (`app/run.ts` of rebuild-service: 5 s), and the check that it reads
 * when it is taken: a minute of AWS's, some tenths of a second here.
 */
const lookAgeMs = 5_700;
/** Looks after the storm, one a second, between two lines that say what is not right yet. */
const saysEvery = 20;
/** Of all visits; then the base emulator is started again. */
const restartsAfter = 0.5;

/**
 * Plays a chaos: users come and go as the seed says, while calls fail, events are lost and functions die; then the
 * weather clears, and every seat is judged. Throws with the table and the evidence of what is not as it shall be.
 */
export async function chaos(
  stage: Stage,
  { size, seed, dir, print }: { size: Size; seed: number; dir: string; print: (line: string) => void },
): Promise<void> {
  print(`chaos of seed ${seed}: ${size.desktops} desktops, ${size.sessions} sessions`);
  const ear = listen(stage);
  const books = await openBooks(stage);
  const rounds = [round(250, () => books.read().then(() => 1)), ...recurring(stage, size)];
  try {
    const report = await Promise.race([
      play(stage, { ear, books }, { size, seed, dir, print }),
      ...rounds.map(({ broken }) => broken),
    ]);
    for (const line of table(report)) print(line);
    const wrong = await failure(stage, report);
    if (wrong !== undefined) throw new EndedOtherwise(wrong);
  } finally {
    await Promise.all(rounds.map((one) => one.stop()));
  }
}

async function play(
  stage: Stage,
  { ear, books }: { ear: Ear; books: Books },
  { size, seed, dir, print }: { size: Size; seed: number; dir: string; print: (line: string) => void },
): Promise<Report> {
  const rules: Rules = { graceMs: stage.graceMs, lookAgeMs };
  const seats = await settle(stage, ear, planOf(seed, size), size.settlesWithinMs);
  const judged = () => verdictsOf(stage, books, ear, seats, rules);
  const storm = await rage(stage, books, seats, { chance: dice(seed), dir, size });
  const calm = await clear(stage, judged, size, print);
  const verification = await verifyRecords(dir);
  return { seed, size, seats, verdicts: await judged(), books, ear, ...storm, ...calm, verification };
}

/** Everybody lives their plan while all goes wrong; over when the last one has left for good, and some time after that. */
async function rage(
  stage: Stage,
  books: Books,
  seats: readonly Seat[],
  { chance, dir, size }: { chance: Dice; dir: string; size: Size },
): Promise<Pick<Report, 'met' | 'killed' | 'restarts' | 'from' | 'to'>> {
  const from = Date.now();
  for (const fault of stormOf(chance, stage.graceMs)) await stage.cloud.fault(fault);
  const killer = killing(stage, dir, chance, size);
  const signal = AbortSignal.timeout(size.stormEndsAfterMs);
  const visits = () => seats.reduce((sum, { visited }) => sum + visited.length, 0);
  const restarts: number[] = [];
  const restarter = round(1000, async () => {
    if (restarts.length > 0 || visits() < size.sessions * restartsAfter) return 0;
    restarts.push(await restartBase(stage, dir));
    return 1;
  });
  try {
    await Promise.race([
      Promise.all(seats.map((seat) => liveOn(stage, books, seat, signal))),
      killer.broken,
      restarter.broken,
    ]);
    // The last ones who left are to be reset in the storm, too.
    await pause(stage.graceMs);
    const met = await stage.cloud.clearFaults();
    return { killed: killer.done, restarts, met, from, to: Date.now() };
  } finally {
    await Promise.all([killer, restarter].map((one) => one.stop()));
    await stage.cloud.clearFaults();
  }
}

async function liveOn(stage: Stage, books: Books, seat: Seat, signal: AbortSignal): Promise<void> {
  const { plan, userName, visited } = seat;
  const isClaimed = plan.kind === 'claimed' || plan.kind === 'givenUp';
  if (isClaimed) await claimSeat(stage, seat);
  const last = plan.visits.length - 1;
  const beforeLeaving = async (visit: number): Promise<void> => {
    if (plan.kind === 'givenUp' && plan.givenUp === 'atWork' && visit === last) await giveUpSeat(stage, seat);
  };
  await live(stage, books, { plan, userName }, visited, beforeLeaving, signal);
  if (plan.kind === 'givenUp' && plan.givenUp === 'left') await giveUpSeat(stage, seat);
}

/** Nothing goes wrong any more. An operator gives dead letters back; nobody does anything else. */
async function clear(
  stage: Stage,
  judged: () => Promise<ReadonlyMap<Seat, Verdict>>,
  size: Size,
  print: (line: string) => void,
): Promise<Pick<Report, 'redriven' | 'left' | 'settledMs'>> {
  const begun = Date.now();
  const redriven: Found[] = [];
  let left: Found[] = [];
  /** How many were given back. */
  const redrive = async (): Promise<number> => {
    const letters = await redriveAll(stage);
    redriven.push(...letters.redriven);
    left = letters.left;
    return letters.redriven.length;
  };
  let settledMs = 0;
  for (let look = 0; ; look += 1) {
    const given = await redrive();
    const verdicts = [...(await judged())];
    settledMs = Date.now() - begun;
    // What is wrong already can't be mended: what happened so far tells more than what comes of it.
    const isOver = settledMs > size.settlesWithinMs || verdicts.some(([, { wrong }]) => wrong.length > 0);
    if (isOver || (given === 0 && verdicts.every(([, { missing }]) => missing.length === 0))) {
      // Long enough for a second reset of the same absence, if there were one; and to see again what the last look has seen.
      await pause(Math.max(stage.graceMs + lookTakes, staysHiddenMs));
      if ((await redrive()) === 0 || isOver) break;
    }
    if (look > 0 && look % saysEvery === 0)
      print(`${seconds(settledMs)} s after the storm: ${notYet(new Map(verdicts))}`);
    await pause(1000);
  }
  return { redriven, settledMs, left };
}

async function verdictsOf(
  stage: Stage,
  books: Books,
  ear: Ear,
  seats: readonly Seat[],
  rules: Rules,
): Promise<Map<Seat, Verdict>> {
  const told = await stories(stage, books, ear, seats);
  return new Map([...told].map(([seat, story]) => [seat, judge(story, rules)]));
}
