import type { Agenda } from '../../state/agenda.ts';
import type { Collection } from '../../state/collection.ts';
import type { Directory } from '../directories/directory.ts';
import type { Place, World } from '../world.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Lifecycle } from './lifecycle.ts';
import { fortnight, type MaintenanceWindow, windowAfter } from './maintenance-windows.ts';

const key = 'maintenance';

/**
 * AWS's own maintenance, when the setting says so. One appointment for a whole fleet. Its calendar runs as fast as
 * everything that WorkSpaces does, and begins at the clock's time when it is switched on.
 */
export class Maintenance {
  private readonly world: World;
  private readonly place: Place;
  private readonly fleet: Fleet;
  private readonly agenda: Agenda;
  private readonly lifecycle: Lifecycle;
  private readonly directories: Collection<Directory>;

  constructor(parts: {
    world: World;
    place: Place;
    fleet: Fleet;
    agenda: Agenda;
    lifecycle: Lifecycle;
    directories: Collection<Directory>;
  }) {
    this.world = parts.world;
    this.place = parts.place;
    this.fleet = parts.fleet;
    this.agenda = parts.agenda;
    this.lifecycle = parts.lifecycle;
    this.directories = parts.directories;
    this.agenda.on('maintenanceOpens', (opened) => this.opens(Number(opened)));
  }

  /** After the branch was opened, and after a change of the settings. */
  obeySettings(): void {
    if (!this.world.settings().maintenance) this.agenda.cancel(key);
    else if (this.agenda.write(key) === undefined) this.bookAfter(this.world.clock.now());
  }

  /** `since`: the calendar's time now, epoch ms. */
  private bookAfter(since: number): void {
    const { opensAt } = windowAfter(since, this.place.region);
    this.agenda.book(key, opensAt - since, 'maintenanceOpens', String(opensAt));
  }

  private opens(at: number): void {
    const window = windowAfter(at - 1, this.place.region);
    for (const desktop of this.fleet.desktops) {
      if (this.isMeant(desktop, window)) this.lifecycle.maintain(desktop);
    }
    this.bookAfter(at);
  }

  private isMeant(desktop: Desktop, { isAlwaysOn, autoStopDay }: MaintenanceWindow): boolean {
    switch (desktop.properties.RunningMode) {
      case 'ALWAYS_ON':
        return isAlwaysOn && desktop.state === 'AVAILABLE';
      case 'AUTO_STOP':
        // Choice: whose turn is which day follows from the order in which they were made.
        return (
          desktop.order % fortnight === autoStopDay &&
          (desktop.state === 'AVAILABLE' || desktop.state === 'STOPPED') &&
          this.isMaintained(desktop)
        );
      case 'MANUAL':
        return false;
    }
  }

  /** "You can disable the maintenance window for your AutoStop WorkSpaces" (AG, WorkSpace maintenance): by directory. */
  private isMaintained({ directoryId }: Desktop): boolean {
    return this.directories.get(directoryId)?.registration.creationProperties.EnableMaintenanceMode !== false;
  }
}
