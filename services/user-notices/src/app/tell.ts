import { type Happening, storyOf } from '../domain/happening.ts';
import { dueNotice, type Notice } from '../domain/notice.ts';
import { viewOf } from '../domain/view.ts';
import { type Item, NotTold, type Teller } from '../ports.ts';
import type { World } from './world.ts';

/** Another run has it in hand, and may have died: the queue asks again. */
export class InHand extends Error {
  override readonly name = 'InHand';
  constructor() {
    super('Another run is telling this');
  }
}

/**
 * Tells whoever is to be told of a happening, each of them once.
 * @throws what the first way failed with, when all have been tried: then the queue delivers the event again, and what was
 * told is not told again.
 */
export async function tell(happening: Happening, world: World): Promise<void> {
  const due = dueNotice(happening, world.wanted, world.clock.now());
  if (due === 'nothing') return;
  if ('tooLate' in due) {
    // A reset that was called off days ago is still one of which nothing may be announced.
    if (happening.type === 'ResetCancelled') await world.told.callOff(storyOf(happening), world.clock.now());
    world.meter.count('NoticeTooLate');
    world.journal.info('A notice came too late to be told', linesOf(happening, due.tooLate));
    return;
  }
  const failures: unknown[] = [];
  for (const teller of await tellersOf(happening, world)) {
    try {
      await tellOnce(teller, happening, due.tell, world);
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Who is told. What was never announced is not taken back. */
async function tellersOf(happening: Happening, { tellers, told, clock }: World): Promise<readonly Teller[]> {
  const reaching = tellers.filter((teller) => teller.reaches(happening.seat));
  if (happening.type !== 'ResetCancelled') return reaching;
  const announced = await told.callOff(storyOf(happening), clock.now());
  // It is announced at this moment, or the run that was to do so has died: when the event comes again, it shows.
  if (reaching.some(({ channel }) => announced.get(channel) === 'inHand')) throw new InHand();
  return reaching.filter(({ channel }) => announced.get(channel) === 'announced');
}

async function tellOnce(teller: Teller, happening: Happening, notice: Notice, world: World): Promise<void> {
  const { told, clock, meter, journal } = world;
  const letter = await world.wording.letter(notice, viewOf(happening, world.readers));
  const item: Item = { story: storyOf(happening), notice, channel: teller.channel };
  const until = clock.now() + world.leaseMs;
  const turn = await told.begin(item, { now: clock.now(), until });
  if (turn === 'inHand') throw new InHand();
  if (turn !== 'mayGo') return;
  const outcome = await teller.tell(letter, notice, happening).catch(async (failure: unknown) => {
    // What has perhaps gone out stays in hand until nobody can be telling it any more: better told twice than never.
    if (failure instanceof NotTold) await told.giveBack(item, until);
    throw failure;
  });
  await told.end(item, outcome === 'told' ? 'told' : 'refused', clock.now());
  meter.count(outcome === 'told' ? 'NoticeTold' : 'NoticeRefused');
  if (outcome === 'told') return;
  const lines = { ...linesOf(happening, notice), channel: teller.channel, because: outcome.refused };
  journal.warn('Somebody can not be told, and it is not tried again', lines);
}

const linesOf = ({ workspaceId }: Happening, notice: Notice) => ({ workspaceId, notice });
