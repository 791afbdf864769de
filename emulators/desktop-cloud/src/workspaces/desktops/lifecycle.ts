import { durations } from '../../domain/workspaces/durations.ts';
import { newComputerName } from '../../domain/workspaces/naming.ts';
import { ails, type DesktopState, type Refusal } from '../../domain/workspaces/states.ts';
import type { Agenda } from '../../state/agenda.ts';
import type { Collection } from '../../state/collection.ts';
import type { Directory } from '../directories/directory.ts';
import type { World } from '../world.ts';
import { asItem, type Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Fate, Motion, Step } from './motion.ts';
import type { Relatives } from './relatives.ts';
import type { Sessions } from './sessions.ts';

/** Moves desktops from state to state, each move in AWS's time. */
export class Lifecycle {
  private readonly world: World;
  private readonly fleet: Fleet;
  private readonly sessions: Sessions;
  private readonly directories: Collection<Directory>;
  private readonly relatives: Relatives;
  private readonly motion: Motion;

  constructor(parts: {
    world: World;
    fleet: Fleet;
    sessions: Sessions;
    agenda: Agenda;
    directories: Collection<Directory>;
    relatives: Relatives;
    motion: Motion;
  }) {
    this.world = parts.world;
    this.fleet = parts.fleet;
    this.sessions = parts.sessions;
    this.directories = parts.directories;
    this.relatives = parts.relatives;
    this.motion = parts.motion;
    const steps: Record<Step, (desktop: Desktop) => void> = {
      becomesVisible: (desktop) => {
        desktop.listed = true;
        this.fleet.changed(desktop);
      },
      wasCreated: (desktop) => this.wasCreated(desktop),
      wasRebuilt: (desktop) => this.wasRebuilt(desktop),
      wasRestored: (desktop) => this.wasRestored(desktop),
      wasMaintained: (desktop) => this.motion.enter(desktop, 'AVAILABLE'),
      wasRebooted: (desktop) => this.motion.enter(desktop, 'AVAILABLE'),
      wasStarted: (desktop) => {
        this.motion.enter(desktop, 'AVAILABLE');
        if (desktop.loginWaits) this.login(desktop);
      },
      wasStopped: (desktop) => {
        this.motion.enter(desktop, 'STOPPED');
        this.keepRunning(desktop);
      },
      wasTerminated: (desktop) => {
        this.motion.enter(desktop, 'TERMINATED');
        this.motion.after(desktop, 'transition', durations.terminatedIsShown, 'isForgotten');
      },
      isForgotten: (desktop) => {
        this.fleet.unlist(desktop);
        this.relatives.forget(desktop);
        this.motion.after(desktop, 'transition', durations.seatIsFreed, 'freesSeat');
      },
      freesSeat: (desktop) => this.fleet.freeSeat(desktop),
      isSnapped: (desktop) => {
        if (this.world.faultOfItem('noSnapshot', 'Snapshot', asItem(desktop)) === undefined) {
          this.snapshot(desktop);
        } else {
          this.motion.after(desktop, 'snapshot', durations.snapshotInterval, 'isSnapped');
        }
      },
      autoStops: (desktop) => this.stop(desktop),
      losesConnection: (desktop) => this.motion.close(desktop),
    };
    for (const [step, run] of Object.entries(steps)) {
      parts.agenda.on(step, (id) => {
        const desktop = this.fleet.evenGone(id);
        if (desktop !== undefined) run(desktop);
      });
    }
  }

  /** From the accepted create until the desktop stands, or stands in ERROR. `takes`: ms of AWS's time. */
  create(desktop: Desktop, fate: Fate, takes?: number): void {
    desktop.failure = fate.failure;
    this.motion.tellMove(desktop);
    this.motion.after(desktop, 'listing', durations.idBecomesVisible, 'becomesVisible');
    const encrypted = desktop.rootVolumeEncrypted === true || desktop.userVolumeEncrypted === true;
    const created = encrypted ? durations.createEncrypted : durations.create;
    this.motion.transit(desktop, takes ?? created, 'wasCreated', fate);
  }

  /** `target`, which is only pending, takes the place of `source`. */
  migrate(source: Desktop, target: Desktop, fate: Fate): void {
    this.motion.enter(source, 'UPDATING');
    this.create(target, fate, durations.migrate);
  }

  rebuild(desktop: Desktop, fate: Fate = {}): void {
    desktop.failure = fate.failure;
    desktop.error = undefined;
    this.motion.enter(desktop, 'REBUILDING');
    this.motion.transit(desktop, durations.rebuild, 'wasRebuilt', fate);
  }

  restore(desktop: Desktop, fate: Fate = {}): void {
    desktop.failure = fate.failure;
    desktop.error = undefined;
    this.motion.enter(desktop, 'RESTORING');
    this.motion.transit(desktop, durations.restore, 'wasRestored', fate);
  }

  reboot(desktop: Desktop, fate: Fate = {}): void {
    this.motion.enter(desktop, 'REBOOTING');
    this.motion.transit(desktop, durations.reboot, 'wasRebooted', fate);
  }

  start(desktop: Desktop, fate: Fate = {}): void {
    this.motion.enter(desktop, 'STARTING');
    this.motion.transit(desktop, durations.resume, 'wasStarted', fate);
  }

  stop(desktop: Desktop, fate: Fate = {}): void {
    this.motion.enter(desktop, 'STOPPING');
    this.motion.transit(desktop, durations.stop, 'wasStopped', fate);
  }

  terminate(desktop: Desktop, fate: Fate = {}): void {
    if (desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED') return;
    this.motion.cancelAll(desktop);
    desktop.modification = undefined;
    if (desktop.state === 'PENDING') this.giveBack(desktop);
    this.motion.enter(desktop, 'TERMINATING');
    this.motion.transit(desktop, durations.terminate, 'wasTerminated', fate);
  }

  /** Its maintenance window opens. A stopped one is started for it, and stopped again (AG, WorkSpace maintenance). */
  maintain(desktop: Desktop): void {
    const next = desktop.state === 'STOPPED' ? 'wasStopped' : 'wasMaintained';
    this.motion.enter(desktop, 'MAINTENANCE');
    this.motion.transit(desktop, durations.maintenance, next);
  }

  /** The fault is over that kept the desktop where it is. */
  release(desktop: Desktop): void {
    this.motion.release(desktop);
  }

  /** What follows from another running mode: an AlwaysOn desktop neither stops by itself nor stays stopped, as nothing could start it (choice). */
  obeyRunningMode(desktop: Desktop): void {
    this.motion.cancel(desktop, 'autoStop');
    if (desktop.session === undefined) this.motion.armAutoStop(desktop);
    this.keepRunning(desktop);
  }

  /** A new compute type or protocol: users are disconnected (AG, modify a WorkSpace). */
  interrupt(desktop: Desktop): void {
    if (desktop.session !== undefined) this.motion.close(desktop);
  }

  /** The administrator keeps the desktop to themselves, or gives it back. */
  administer(desktop: Desktop, state: 'AVAILABLE' | 'ADMIN_MAINTENANCE'): void {
    this.motion.enter(desktop, state);
  }

  /** While an image is made of it, nobody can use the desktop (service model, SUSPENDED); what was under way is dropped. */
  suspend(desktop: Desktop): void {
    this.motion.cancel(desktop, 'transition');
    this.motion.enter(desktop, 'SUSPENDED');
  }

  /** The image is made, or given up. A desktop that somebody put into another state meanwhile stays there. */
  resume(desktop: Desktop): void {
    if (desktop.state === 'SUSPENDED') this.motion.enter(desktop, 'AVAILABLE');
  }

  /** Puts a desktop into a state by hand; what was under way is dropped. */
  force(desktop: Desktop, state: DesktopState): void {
    this.motion.cancel(desktop, 'transition');
    const wasPending = desktop.state === 'PENDING';
    this.motion.enter(desktop, state);
    if (wasPending) this.takeOver(desktop);
  }

  /** A user comes. A stopped AutoStop desktop resumes first. Returns why not, if not. */
  connect(desktop: Desktop): Refusal | undefined {
    if (desktop.state === 'AVAILABLE') {
      this.login(desktop);
      return undefined;
    }
    const resumes = desktop.state === 'STOPPED' && desktop.properties.RunningMode === 'AUTO_STOP';
    if (!resumes && desktop.state !== 'STARTING') {
      return { code: 'NotAvailable', message: `The desktop is ${desktop.state}: nobody can log in.` };
    }
    desktop.loginWaits = true;
    this.fleet.changed(desktop);
    if (resumes) this.start(desktop);
    return undefined;
  }

  /** A user goes. Returns why not, if not. */
  disconnect(desktop: Desktop): Refusal | undefined {
    if (desktop.session === undefined) return noSession;
    this.motion.close(desktop);
    return undefined;
  }

  /** The connection breaks: it goes on reading CONNECTED until AWS gives it up. */
  drop(desktop: Desktop): Refusal | undefined {
    if (desktop.session === undefined) return noSession;
    if (desktop.session.droppedAt !== undefined) return undefined;
    desktop.session.droppedAt = this.world.clock.now();
    this.motion.after(desktop, 'drop', durations.droppedReadsConnected, 'losesConnection');
    this.fleet.changed(desktop);
    return undefined;
  }

  /** Takes snapshots now, of the user volume and, when it is healthy, of both; and the next ones 12 h later. */
  snapshot(desktop: Desktop): void {
    desktop.snapshots = [this.world.clock.now()];
    if (!ails.has(desktop.state)) {
      desktop.restorable = [...desktop.snapshots];
      this.relatives.replicate(desktop);
    }
    this.motion.after(desktop, 'snapshot', durations.snapshotInterval, 'isSnapped');
    this.fleet.changed(desktop);
  }

  private login(desktop: Desktop): void {
    desktop.loginWaits = false;
    this.motion.cancel(desktop, 'drop');
    this.motion.cancel(desktop, 'autoStop');
    this.sessions.open(desktop);
  }

  private wasCreated(desktop: Desktop): void {
    if (this.failed(desktop)) return;
    const ipAddress = this.newAddress(desktop);
    desktop.ipAddress = ipAddress;
    desktop.computerName = newComputerName(
      desktop.properties.OperatingSystemName,
      ipAddress,
      this.world.random,
    );
    this.motion.enter(desktop, 'AVAILABLE');
    this.snapshotSoon(desktop);
    this.takeOver(desktop);
  }

  private wasRebuilt(desktop: Desktop): void {
    if (this.failed(desktop)) return;
    // The primary network interface is made again: the address changes, name and id stay.
    desktop.ipAddress = this.newAddress(desktop);
    // The user volume is a new one: until its own first snapshot there is nothing to rebuild from again.
    desktop.snapshots = [];
    desktop.restorable = [];
    this.motion.enter(desktop, 'AVAILABLE');
    this.snapshotSoon(desktop);
  }

  /** Id, name and address stay: only a rebuild makes the network interface again. */
  private wasRestored(desktop: Desktop): void {
    if (this.failed(desktop)) return;
    this.motion.enter(desktop, 'AVAILABLE');
    this.snapshotSoon(desktop);
  }

  /** Whether what was under way ends in ERROR, as a fault asked for. */
  private failed(desktop: Desktop): boolean {
    if (desktop.failure === undefined) return false;
    desktop.error = desktop.failure;
    desktop.failure = undefined;
    // "The original WorkSpace is recovered …, and the new WorkSpace is terminated" (AG, migrate a WorkSpace).
    if (desktop.migratesFrom !== undefined && desktop.state === 'PENDING') this.terminate(desktop);
    else this.motion.enter(desktop, 'ERROR');
    return true;
  }

  /** What it was migrated from goes. */
  private takeOver({ migratesFrom }: Desktop): void {
    const source = migratesFrom && this.fleet.get(migratesFrom.id);
    if (source !== undefined) this.terminate(source);
  }

  /** A migration that comes to nothing leaves everything as it was. */
  private giveBack({ migratesFrom }: Desktop): void {
    if (migratesFrom === undefined) return;
    const source = this.fleet.get(migratesFrom.id);
    if (source === undefined || source.state === 'TERMINATING' || source.state === 'TERMINATED') return;
    this.fleet.takeSeat(source);
    if (source.state === 'UPDATING') this.motion.enter(source, migratesFrom.state);
  }

  private keepRunning(desktop: Desktop): void {
    if (desktop.state === 'STOPPED' && desktop.properties.RunningMode === 'ALWAYS_ON') this.start(desktop);
  }

  private newAddress({ directoryId }: Desktop): string {
    return this.fleet.newAddress(this.directories.get(directoryId)?.network ?? 0);
  }

  private snapshotSoon(desktop: Desktop): void {
    this.motion.after(desktop, 'snapshot', durations.firstSnapshot, 'isSnapped');
  }
}

const noSession: Refusal = { code: 'NoSession', message: 'Nobody is connected to this desktop.' };
