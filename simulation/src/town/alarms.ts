import { alarmNamePrefix } from '@cleandesk/contracts';
import type { World } from '../world.ts';
import type { Desktops } from './desktops.ts';

const nameOf = (workspaceId: string): string => alarmNamePrefix + workspaceId;

/** What becomes of alarms that are not ours alone: they stand in an account that others have a key to, too. */
export class Alarms {
  readonly #world: World;
  readonly #desktops: Desktops;
  readonly #stuck = new Set<string>();

  constructor(world: World, desktops: Desktops) {
    this.#world = world;
    this.#desktops = desktops;
    world.isStuck = (alarmName) => this.#stuck.has(alarmName);
  }

  /** From now on nothing is heard of it any more: its desktop's leavings are found by looks and sweeps, or never. */
  stick(userName: string): void {
    const desktop = this.#desktops.ofUser(userName);
    if (desktop !== undefined) this.#stuck.add(nameOf(desktop.id));
  }

  /** Somebody takes it for rubbish. */
  remove(userName: string): void {
    const { tally, faults, cloud } = this.#world;
    const desktop = this.#desktops.ofUser(userName);
    const name = desktop && nameOf(desktop.id);
    if (!cloud.cloudwatch.alarms().some((alarm) => alarm.name === name)) return;
    this.#world.aws('GraniteServiceVersion20100801', 'DeleteAlarms', { AlarmNames: [name] }).then(
      () => tally.count('alarm deleted by a person'),
      (error: unknown) => void faults.push(`DeleteAlarms by a person: ${String(error)}`),
    );
  }
}
