import type { Question } from '../domain/actions.ts';
import { bundleInQuestion } from '../domain/image.ts';
import type { Look } from '../domain/signals.ts';
import type { Fleet } from '../ports.ts';
import { groupsOf } from './calls.ts';
import type { Desk } from './desk.ts';

/** In flight only the state counts: whether it is ready, or gone. That is one call for 25 instead of three. */
const isInFlight = (desk: Desk): boolean =>
  !['live', 'away', 'absent', 'failed'].includes(desk.seat.phase.status);

/** A create waits for the desktop to be gone, and its user for that. */
const isGoing = ({ seat }: Desk): boolean => ['terminating', 'clearing'].includes(seat.phase.status);

/** What was done is stored; what was not comes again. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** Desktops in one call of the describing APIs (botocore model of `workspaces`, `WorkspaceIdList`). */
const perCall = 25;

/**
 * Answers what the deciders asked, grouped over all seats of the run. A question that cannot be answered fails its seat,
 * and so does one for which no time is left: a run that is killed while it asks has decided nothing, and would ask the
 * same again for ever.
 */
export async function answer(
  asked: ReadonlyMap<Desk, readonly Question[]>,
  fleet: Fleet,
  timeToAsk: () => boolean,
): Promise<void> {
  const looks = desksThatAsk(asked, 'Look');
  const going = looks.filter(([desk]) => isGoing(desk));
  const underWay = looks.filter(([desk]) => isInFlight(desk) && !isGoing(desk));
  const others = looks.filter(([desk]) => !isInFlight(desk));
  // Looks that can end in a destructive call come first; each group's answers count also when a later one fails.
  for (const group of groupsOf(others, perCall)) await lookAt(group, looking(fleet), true, timeToAsk);
  for (const group of groupsOf(going, perCall))
    await lookAt(group, (ids) => fleet.observe(ids, { isAwaited: true }), false, timeToAsk);
  for (const group of groupsOf(underWay, perCall))
    await lookAt(group, observing(fleet, group), false, timeToAsk);
  for (const [desk] of desksThatAsk(asked, 'FindDesktopOfUser')) {
    await guarded([desk], async () => {
      if (!timeToAsk()) throw new OutOfTime();
      desk.queue.push({ type: 'FoundDesktop', ...(await fleet.findOfUser(desk.ref)) });
    });
  }
  for (const [desk, { workspaceId }] of desksThatAsk(asked, 'FindSnapshot')) {
    await guarded([desk], async () => {
      if (!timeToAsk()) throw new OutOfTime();
      const { look } = desk;
      if (look === undefined) return;
      const seen = await withItsImage(look, fleet);
      desk.queue.push({ type: 'SnapshotFound', look: seen, ...(await fleet.snapshotOf(workspaceId)) });
    });
  }
  for (const [desk] of desksThatAsk(asked, 'Examine')) {
    await guarded([desk], async () => {
      if (!timeToAsk()) throw new OutOfTime();
      const { look } = desk;
      if (look === undefined || look.desktop === 'missing') return;
      const seen = await withItsImage(look, fleet);
      desk.queue.push({ type: 'Examined', look: seen, examination: await fleet.examine(look.desktop) });
    });
  }
}

/** Looks at what is in flight, and reads what new desktops are made from, where nobody knows it yet. */
function observing(
  fleet: Fleet,
  group: readonly [Desk, Extract<Question, { type: 'Look' }>][],
): Fleet['look'] {
  const bundles = new Map(
    group.flatMap(([{ seat }, { workspaceId }]) => {
      const bundleId = bundleInQuestion(seat);
      return bundleId === undefined ? [] : [[workspaceId, bundleId] as const];
    }),
  );
  if (bundles.size === 0) return (ids) => fleet.observe(ids);
  return async (ids) => {
    const [looks, images] = await Promise.all([
      fleet.observe(ids),
      fleet.imagesOf([...new Set(bundles.values())]),
    ]);
    const imageOf = (id: string) => images.get(bundles.get(id) ?? '');
    return new Map([...looks].map(([id, look]) => [id, withImage(look, imageOf(id))]));
  };
}

/** With the images that are known without a call: whoever waits for the first of one need not be asked for more. */
const looking =
  (fleet: Fleet): Fleet['look'] =>
  async (ids) => {
    const looks = [...(await fleet.look(ids))];
    const bundles = looks.flatMap(([, { desktop }]) => (desktop === 'missing' ? [] : [desktop.bundleId]));
    const images = await fleet.imagesOf([...new Set(bundles)], 'known');
    const imageOf = ({ desktop }: Look) => (desktop === 'missing' ? undefined : images.get(desktop.bundleId));
    return new Map(looks.map(([id, look]) => [id, withImage(look, imageOf(look))]));
  };

/** What a reset would make the desktop from now: the first of a new image goes alone. */
async function withItsImage(look: Look, fleet: Fleet): Promise<Look> {
  if (look.desktop === 'missing') return look;
  const { bundleId } = look.desktop;
  return withImage(look, (await fleet.imagesOf([bundleId], 'now')).get(bundleId));
}

const withImage = (look: Look, imageId: string | undefined): Look =>
  imageId === undefined ? look : { ...look, imageId };

function desksThatAsk<T extends Question['type']>(
  asked: ReadonlyMap<Desk, readonly Question[]>,
  type: T,
): [Desk, Extract<Question, { type: T }>][] {
  return [...asked].flatMap(([desk, questions]) => {
    const question = questions.findLast((one): one is Extract<Question, { type: T }> => one.type === type);
    return question === undefined ? [] : [[desk, question] as [Desk, Extract<Question, { type: T }>]];
  });
}

async function lookAt(
  asked: readonly [Desk, Extract<Question, { type: 'Look' }>][],
  look: Fleet['look'],
  complete: boolean,
  timeToAsk: () => boolean,
): Promise<void> {
  const desks = asked.map(([desk]) => desk);
  await guarded(desks, async () => {
    if (!timeToAsk()) throw new OutOfTime();
    const looks = await look(asked.map(([, question]) => question.workspaceId));
    for (const [desk, { workspaceId }] of asked) {
      const seen = looks.get(workspaceId);
      // Of this one nobody can say anything now. It comes again, and the others of the call are not hindered.
      if (seen === undefined) desk.failure ??= new Error(`AWS tells too little of ${workspaceId} to go by`);
      else {
        if (complete) desk.look = seen;
        desk.queue.push({ type: 'Looked', look: seen });
      }
    }
  });
}

async function guarded(desks: readonly Desk[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    for (const desk of desks) desk.failure ??= error;
  }
}
