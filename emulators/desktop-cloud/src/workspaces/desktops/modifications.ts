import { durations } from '../../domain/workspaces/durations.ts';
import { type Plan, type Wait, waits } from '../../domain/workspaces/modification.ts';
import type { WorkspaceProperties } from '../../service-model/generated/workspaces.ts';
import type { Agenda } from '../../state/agenda.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Fate } from './motion.ts';

const againAfter: Readonly<Record<Wait, number>> = {
  GROW: durations.growsAgain,
  ENLARGE: durations.growsAgain,
  SHRINK: durations.shrinksAgain,
};

/** Changes of properties, each in AWS's time. The desktop's state stays what it is (Terraform provider, wait.go). */
export class Modifications {
  private readonly fleet: Fleet;
  private readonly agenda: Agenda;
  private readonly lifecycle: Lifecycle;

  constructor(parts: { fleet: Fleet; agenda: Agenda; lifecycle: Lifecycle }) {
    this.fleet = parts.fleet;
    this.agenda = parts.agenda;
    this.lifecycle = parts.lifecycle;
    this.on('modificationBegins', (desktop) => this.begins(desktop));
    this.on('modificationEnds', (desktop) => this.ends(desktop));
    for (const wait of waits) {
      this.on(`mayAgain${wait}`, (desktop) => {
        desktop.waits = desktop.waits.filter((one) => one !== wait);
      });
    }
  }

  /** Takes a change: running mode and accelerator at once, what lasts when it is done. */
  take(
    desktop: Desktop,
    change: WorkspaceProperties,
    { resource, wait }: Omit<Plan, 'members'>,
    { failure, isHeldUp = false }: Fate,
  ): void {
    const { RunningMode, RunningModeAutoStopTimeoutInMinutes, GlobalAccelerator, ...lasting } = change;
    this.apply(desktop, { RunningMode, RunningModeAutoStopTimeoutInMinutes, GlobalAccelerator });
    desktop.modification = {
      change: lasting,
      resource,
      state: 'UPDATE_INITIATED',
      fails: failure !== undefined,
      isHeldUp,
    };
    if (resource === 'COMPUTE_TYPE' || resource === 'PROTOCOL') this.lifecycle.interrupt(desktop);
    if (wait !== undefined) {
      desktop.waits = [...desktop.waits, wait];
      this.agenda.book(`${desktop.id}/${wait}`, againAfter[wait], `mayAgain${wait}`, desktop.id);
    }
    this.fleet.changed(desktop);
    if (resource === undefined) this.next(desktop, durations.modificationMoment, 'modificationEnds');
    else this.next(desktop, durations.modificationBegins, 'modificationBegins');
  }

  /** The fault is over that kept a change from ending. */
  release(desktop: Desktop): void {
    const { modification } = desktop;
    if (modification?.isHeldUp !== true) return;
    desktop.modification = { ...modification, isHeldUp: false };
    this.next(desktop, 0, 'modificationEnds');
    this.fleet.changed(desktop);
  }

  private begins(desktop: Desktop): void {
    if (desktop.modification === undefined) return;
    desktop.modification = { ...desktop.modification, state: 'UPDATE_IN_PROGRESS' };
    this.next(desktop, durations.modification - durations.modificationBegins, 'modificationEnds');
  }

  private ends(desktop: Desktop): void {
    if (desktop.modification === undefined || desktop.modification.isHeldUp) return;
    const { change, fails } = desktop.modification;
    desktop.modification = fails ? { ...desktop.modification, state: 'UPDATE_FAILED' } : undefined;
    if (!fails) this.apply(desktop, change);
  }

  private apply(desktop: Desktop, change: WorkspaceProperties): void {
    const { RunningModeAutoStopTimeoutInMinutes: before = 60, ...current } = desktop.properties;
    const { RunningModeAutoStopTimeoutInMinutes: minutes = before, ...rest } = change;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const properties = { ...current, ...given };
    desktop.properties =
      properties.RunningMode === 'AUTO_STOP'
        ? { ...properties, RunningModeAutoStopTimeoutInMinutes: minutes }
        : properties;
    if ((change.RunningMode ?? change.RunningModeAutoStopTimeoutInMinutes) !== undefined) {
      this.lifecycle.obeyRunningMode(desktop);
    }
  }

  private next(desktop: Desktop, ms: number, step: 'modificationBegins' | 'modificationEnds'): void {
    this.agenda.book(`${desktop.id}/modification`, ms, step, desktop.id);
  }

  private on(step: string, run: (desktop: Desktop) => void): void {
    this.agenda.on(step, (id) => {
      const desktop = this.fleet.get(id);
      if (desktop === undefined) return;
      run(desktop);
      this.fleet.changed(desktop);
    });
  }
}
