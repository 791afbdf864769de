import { fleetOf, hour, minute, type Scene } from '../../../../simulation/src/scenarios/fleet.ts';
import { Meter, metered } from '../../../../simulation/src/scenarios/meter.ts';
import type { Usage } from './bill.ts';
import { atLeastNone, noWork, plus, times, type Work } from './work.ts';

/** So slowly do they come and go that nobody takes it for an outage. */
const every = 1.2 * minute;
/** So many that each kind of recurring run is among them. */
const quietHours = 4;
/** Long enough for all that follows from a leaving: the grace, the reset, its looks. */
const afterwards = 3 * hour;

/** What our services use for each of so many desktops, in virtual time: one fleet is left alone, then its users come, go for a moment, go. */
export async function usageOf(desktops: number, strategy: 'rebuild' | 'recreate'): Promise<Usage> {
  const meter = new Meter();
  const scene = await fleetOf(desktops, { strategy }, meter);
  const { world } = scene;
  /** All that is used meanwhile, for each desktop. */
  const during = async (happens: () => Promise<void>): Promise<{ work: Work; hours: number }> => {
    const before = read(meter);
    const begun = world.time.now();
    await happens();
    const work = times(minus(read(meter), before), 1 / desktops);
    return { work, hours: (world.time.now() - begun) / hour };
  };
  const pass = (ms: number) => world.time.runUntil(world.time.now() + ms);

  await pass(hour);
  const alone = await during(() => pass(quietHours * hour));
  const beyond = ({ work, hours }: { work: Work; hours: number }) =>
    minus(work, times(alone.work, hours / quietHours));

  await during(() => oneByOne(scene, ['connect']));
  const comeback = await during(async () => {
    await oneByOne(scene, ['disconnect', 'connect']);
    await pass(afterwards);
  });
  const reset = await during(async () => {
    await oneByOne(scene, ['disconnect']);
    await pass(afterwards);
  });
  return { reset: beyond(reset), comeback: beyond(comeback), ...(await recurring(strategy)) };
}

/** What is used when nobody does anything, of two fleets: the part that grows with the desktops, and the one that does not. */
async function recurring(strategy: 'rebuild' | 'recreate'): Promise<Pick<Usage, 'desktopHour' | 'hour'>> {
  const [few, many] = [await quietHour(50, strategy), await quietHour(500, strategy)];
  const desktopHour = times(minus(many, few), 1 / 450);
  // Functions that wait for their turn among many are billed while they wait: more than in proportion. Nothing is less than none.
  return { desktopHour, hour: atLeastNone(minus(few, times(desktopHour, 50))) };
}

async function quietHour(desktops: number, strategy: 'rebuild' | 'recreate'): Promise<Work> {
  const meter = new Meter();
  const { world } = await fleetOf(desktops, { strategy }, meter);
  const before = read(meter);
  await world.time.runUntil(world.time.now() + quietHours * hour);
  return times(minus(read(meter), before), 1 / quietHours);
}

const read = (meter: Meter): Work => ({
  ...noWork,
  ...Object.fromEntries(metered.map((what) => [what, meter.of(what)])),
});

/** Each of them does this, with five minutes between one step and the next. */
async function oneByOne(
  { world, town, names }: Scene,
  steps: readonly ('connect' | 'disconnect')[],
): Promise<void> {
  const begun = world.time.now();
  for (const [n, name] of names.entries())
    for (const [number, step] of steps.entries())
      world.time.at(begun + n * every + number * 5 * minute, () => town.session(name, step));
  await world.time.runUntil(begun + names.length * every + steps.length * 5 * minute);
}

const minus = (one: Work, other: Work): Work => plus(one, times(other, -1));
