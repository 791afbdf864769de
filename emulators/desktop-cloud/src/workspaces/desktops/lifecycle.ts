import { durations } from '../../domain/workspaces/durations.ts';
import { newComputerName } from '../../domain/workspaces/naming.ts';
import { type DesktopState, type Refusal, runsIn, sessionLivesIn } from '../../domain/workspaces/states.ts';
import type { Agenda } from '../../state/agenda.ts';
import type { Collection } from '../../state/collection.ts';
import type { Directory } from '../directories/directory.ts';
import type { World } from '../world.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Sessions } from './sessions.ts';

const longestHistory = 50;

/** Work of a desktop that is under way; each purpose has one at a time. */
type Purpose = 'listing' | 'transition' | 'snapshot' | 'autoStop' | 'drop';

/** What happens to a desktop when its time has come. */
type Step =
  | 'becomesVisible'
  | 'wasCreated'
  | 'wasRebuilt'
  | 'wasRebooted'
  | 'wasStarted'
  | 'wasStopped'
  | 'wasTerminated'
  | 'isForgotten'
  | 'freesSeat'
  | 'isSnapped'
  | 'autoStops'
  | 'losesConnection';

/** Moves desktops from state to state, each move in AWS's time. */
export class Lifecycle {
  private readonly world: World;
  private readonly fleet: Fleet;
  private readonly sessions: Sessions;
  private readonly agenda: Agenda;
  private readonly directories: Collection<Directory>;

  constructor(parts: {
    world: World;
    fleet: Fleet;
    sessions: Sessions;
    agenda: Agenda;
    directories: Collection<Directory>;
  }) {
    this.world = parts.world;
    this.fleet = parts.fleet;
    this.sessions = parts.sessions;
    this.agenda = parts.agenda;
    this.directories = parts.directories;
    const steps: Record<Step, (desktop: Desktop) => void> = {
      becomesVisible: (desktop) => {
        desktop.listed = true;
        this.fleet.changed(desktop);
      },
      wasCreated: (desktop) => this.wasCreated(desktop),
      wasRebuilt: (desktop) => this.wasRebuilt(desktop),
      wasRebooted: (desktop) => this.enter(desktop, 'AVAILABLE'),
      wasStarted: (desktop) => {
        this.enter(desktop, 'AVAILABLE');
        if (desktop.loginWaits) this.login(desktop);
      },
      wasStopped: (desktop) => this.enter(desktop, 'STOPPED'),
      wasTerminated: (desktop) => {
        this.enter(desktop, 'TERMINATED');
        this.after(desktop, 'transition', durations.terminatedIsShown, 'isForgotten');
      },
      isForgotten: (desktop) => {
        this.fleet.unlist(desktop);
        this.after(desktop, 'transition', durations.seatIsFreed, 'freesSeat');
      },
      freesSeat: (desktop) => this.fleet.freeSeat(desktop),
      isSnapped: (desktop) => this.snapshot(desktop),
      autoStops: (desktop) => this.stop(desktop),
      losesConnection: (desktop) => this.close(desktop),
    };
    for (const [step, run] of Object.entries(steps)) {
      this.agenda.on(step, (id) => {
        const desktop = this.fleet.evenGone(id);
        if (desktop !== undefined) run(desktop);
      });
    }
  }

  /** From the accepted create until the desktop stands, or stands in ERROR. */
  create(desktop: Desktop, failure: Refusal | undefined): void {
    desktop.failure = failure;
    this.tellMove(desktop);
    this.after(desktop, 'listing', durations.idBecomesVisible, 'becomesVisible');
    const encrypted = desktop.rootVolumeEncrypted === true || desktop.userVolumeEncrypted === true;
    this.after(desktop, 'transition', encrypted ? durations.createEncrypted : durations.create, 'wasCreated');
  }

  rebuild(desktop: Desktop, failure: Refusal | undefined): void {
    desktop.failure = failure;
    desktop.error = undefined;
    this.enter(desktop, 'REBUILDING');
    this.after(desktop, 'transition', durations.rebuild, 'wasRebuilt');
  }

  reboot(desktop: Desktop): void {
    this.enter(desktop, 'REBOOTING');
    this.after(desktop, 'transition', durations.reboot, 'wasRebooted');
  }

  start(desktop: Desktop): void {
    this.enter(desktop, 'STARTING');
    this.after(desktop, 'transition', durations.resume, 'wasStarted');
  }

  stop(desktop: Desktop): void {
    this.enter(desktop, 'STOPPING');
    this.after(desktop, 'transition', durations.stop, 'wasStopped');
  }

  terminate(desktop: Desktop): void {
    if (desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED') return;
    this.cancel(desktop, 'snapshot');
    this.enter(desktop, 'TERMINATING');
    this.after(desktop, 'transition', durations.terminate, 'wasTerminated');
  }

  /** While an image is made of it, nobody can use the desktop (service model, SUSPENDED); what was under way is dropped. */
  suspend(desktop: Desktop): void {
    this.cancel(desktop, 'transition');
    this.enter(desktop, 'SUSPENDED');
  }

  /** The image is made, or given up. A desktop that somebody put into another state meanwhile stays there. */
  resume(desktop: Desktop): void {
    if (desktop.state === 'SUSPENDED') this.enter(desktop, 'AVAILABLE');
  }

  /** Puts a desktop into a state by hand; what was under way is dropped. */
  force(desktop: Desktop, state: DesktopState): void {
    this.cancel(desktop, 'transition');
    this.enter(desktop, state);
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
    this.close(desktop);
    return undefined;
  }

  /** The connection breaks: it goes on reading CONNECTED until AWS gives it up. */
  drop(desktop: Desktop): Refusal | undefined {
    if (desktop.session === undefined) return noSession;
    if (desktop.session.droppedAt !== undefined) return undefined;
    desktop.session.droppedAt = this.world.clock.now();
    this.after(desktop, 'drop', durations.droppedReadsConnected, 'losesConnection');
    this.fleet.changed(desktop);
    return undefined;
  }

  /** Takes a snapshot of the user volume now, and the next one 12 h later. */
  snapshot(desktop: Desktop): void {
    desktop.snapshots = [this.world.clock.now()];
    this.after(desktop, 'snapshot', durations.snapshotInterval, 'isSnapped');
    this.fleet.changed(desktop);
  }

  private login(desktop: Desktop): void {
    desktop.loginWaits = false;
    this.cancel(desktop, 'drop');
    this.cancel(desktop, 'autoStop');
    this.sessions.open(desktop);
  }

  private close(desktop: Desktop): void {
    this.cancel(desktop, 'drop');
    this.sessions.close(desktop, 'DISCONNECTED');
    this.armAutoStop(desktop);
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
    this.enter(desktop, 'AVAILABLE');
    this.snapshotSoon(desktop);
  }

  private wasRebuilt(desktop: Desktop): void {
    if (this.failed(desktop)) return;
    // The primary network interface is made again: the address changes, name and id stay.
    desktop.ipAddress = this.newAddress(desktop);
    // The user volume is a new one: until its own first snapshot there is nothing to rebuild from again.
    desktop.snapshots = [];
    this.enter(desktop, 'AVAILABLE');
    this.snapshotSoon(desktop);
  }

  /** Whether what was under way ends in ERROR, as a fault asked for. */
  private failed(desktop: Desktop): boolean {
    if (desktop.failure === undefined) return false;
    desktop.error = desktop.failure;
    desktop.failure = undefined;
    this.enter(desktop, 'ERROR');
    return true;
  }

  private newAddress({ directoryId }: Desktop): string {
    return this.fleet.newAddress(this.directories.get(directoryId)?.network ?? 0);
  }

  private enter(desktop: Desktop, state: DesktopState): void {
    desktop.state = state;
    this.tellMove(desktop);
    desktop.history.push({ at: this.world.clock.now(), state });
    if (desktop.history.length > longestHistory) desktop.history.shift();
    if (!sessionLivesIn.has(state)) {
      this.cancel(desktop, 'drop');
      this.cancel(desktop, 'autoStop');
      if (state !== 'STARTING' && state !== 'AVAILABLE') desktop.loginWaits = false;
      this.sessions.close(desktop, runsIn.has(state) ? 'DISCONNECTED' : 'UNKNOWN');
    } else if (desktop.session === undefined) {
      this.sessions.close(desktop, 'DISCONNECTED');
      this.armAutoStop(desktop);
    }
    this.fleet.changed(desktop);
  }

  private tellMove({ id, directoryId, userName, state, session }: Desktop): void {
    this.world.moved({
      at: this.world.clock.now(),
      workspaceId: id,
      directoryId,
      userName,
      state,
      session: session && { ...session },
    });
  }

  private armAutoStop(desktop: Desktop): void {
    const { RunningMode: mode, RunningModeAutoStopTimeoutInMinutes: minutes = 60 } = desktop.properties;
    if (mode !== 'AUTO_STOP' || desktop.state !== 'AVAILABLE') return;
    this.after(desktop, 'autoStop', minutes * 60_000 + durations.autoStopLag, 'autoStops');
  }

  private snapshotSoon(desktop: Desktop): void {
    this.after(desktop, 'snapshot', durations.firstSnapshot, 'isSnapped');
  }

  private after(desktop: Desktop, purpose: Purpose, ms: number, step: Step): void {
    this.agenda.book(`${desktop.id}/${purpose}`, ms, step, desktop.id);
  }

  private cancel(desktop: Desktop, purpose: Purpose): void {
    this.agenda.cancel(`${desktop.id}/${purpose}`);
  }
}

const noSession: Refusal = { code: 'NoSession', message: 'Nobody is connected to this desktop.' };
