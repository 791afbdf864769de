import type { World } from '../../src/app/world.ts';
import type { Dice } from './dice.ts';

export class Died extends Error {
  override readonly name = 'Lambda.Unknown';
}

const ports = [
  'requests',
  'seats',
  'leases',
  'pauses',
  'links',
  'limits',
  'mailbook',
  'mailer',
  'workflows',
  'bus',
] as const;

/**
 * One run of a function: every call of every port takes a while, in which others go on, and after some of them the process is dead,
 * before the call or right after it was done and before anybody knew.
 */
export function mortalWorld(world: World, dieAfter: number | undefined, dice: Dice): World {
  let calls = 0;
  const live = async (call: () => unknown): Promise<unknown> => {
    for (let turns = dice.roll(4); turns > 0; turns -= 1) await Promise.resolve();
    if (dieAfter !== undefined && calls >= dieAfter) throw new Died();
    calls += 1;
    const result = await call();
    if (dieAfter !== undefined && calls >= dieAfter && dice.percent(50)) throw new Died();
    return result;
  };
  const mortal = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, key, receiver) {
        const found: unknown = Reflect.get(target, key, receiver);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => live(() => Reflect.apply(found, target, given));
      },
    });
  const copy = { ...world };
  for (const name of ports) Object.assign(copy, { [name]: mortal(world[name]) });
  return copy;
}
