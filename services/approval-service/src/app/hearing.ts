import { kindsOf, type Outcome, onOutcome } from '../domain/outcome.ts';
import { learn, type News, unheardOf } from '../domain/projection.ts';
import type { SeatRef } from '../domain/seat.ts';
import type { Instant } from '../domain/time.ts';
import type { Pause, TimelineItem } from '../ports.ts';
import { again } from './again.ts';
import { leftovers } from './leftovers.ts';
import { tellWorkflow } from './workflow.ts';
import type { World } from './world.ts';

/** One event of the bus, as far as the portal cares. Any of the parts can be there. */
export type Heard = {
  at: Instant;
  about?: SeatRef;
  news?: News;
  note?: TimelineItem;
  outcome?: Outcome;
  pause?: Pause;
  due?: true;
};

export async function hear(heard: Heard, world: World): Promise<void> {
  if (heard.due) return leftovers(world);
  if (heard.pause !== undefined) await world.pauses.put(heard.pause, heard.at);
  const seatId = await seatIdOf(heard, world);
  if (seatId === undefined) return;
  if (heard.note !== undefined) await world.seats.note(seatId, heard.note);
  // Before the projection: a run that dies in between does this once more, and finds the news still new.
  if (heard.outcome !== undefined && !(await isOld(seatId, heard, world)))
    await settle(seatId, heard.outcome, heard.at, world);
  if (heard.news !== undefined) await project(seatId, heard.news, heard, world);
}

/** An event from before somebody asked says nothing of what they asked for. */
async function isOld(seatId: string, { news }: Heard, { seats }: World): Promise<boolean> {
  if (news?.type !== 'SeatChanged') return false;
  const stored = await seats.load(seatId);
  // guard: an-old-state-settles-nothing
  if (stored !== undefined && news.version <= stored.value.version) return true;
  return false;
}

/** Logins name a desktop only; one that nobody told of yet is shown from its next one on. */
async function seatIdOf({ about, news }: Heard, { seats, digest }: World): Promise<string | undefined> {
  if (about !== undefined) return digest.seatId(about);
  return news?.type === 'Connected' ? seats.ofDesktop(news.workspaceId) : undefined;
}

function project(seatId: string, news: News, { at, about }: Heard, { seats }: World): Promise<void> {
  return again(async () => {
    const stored = await seats.load(seatId);
    const before = stored?.value ?? (about === undefined ? undefined : unheardOf(seatId, about));
    if (before === undefined) return;
    const after = learn(before, news, at);
    if (after !== stored?.value) await seats.save(stored, after);
  });
}

/** An open request has its outcome. Nothing is lost when it is not open yet: it was asked for before this could come. */
async function settle(seatId: string, outcome: Outcome, at: Instant, world: World): Promise<void> {
  const { requests } = world;
  const ids = new Set(
    'requestId' in outcome
      ? [outcome.requestId]
      : await Promise.all(kindsOf[outcome.type].map((kind) => requests.openOf(seatId, kind))),
  );
  for (const id of ids) {
    if (id === undefined) continue;
    await again(async () => {
      const stored = await requests.load(id);
      const next = stored && onOutcome(stored.value, outcome, at);
      if (stored === undefined || next === undefined) return stored && tellWorkflow(stored, world);
      await tellWorkflow(await requests.save(stored, next), world);
    });
  }
}
