import { durations } from '../domain/workspaces/durations.ts';
import { newComputerName } from '../domain/workspaces/naming.ts';
import { type DesktopState, type Refusal, runsIn, sessionLivesIn } from '../domain/workspaces/states.ts';
import type { Desktop, Purpose } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Sessions } from './sessions.ts';

const longestHistory = 50;

/** Moves desktops from state to state, each move in AWS's time. */
export class Lifecycle {
  private readonly fleet: Fleet;
  private readonly sessions: Sessions;

  constructor(fleet: Fleet, sessions: Sessions) {
    this.fleet = fleet;
    this.sessions = sessions;
  }

  /** From the accepted create until the desktop stands, or stands in ERROR. */
  create(desktop: Desktop, failure: Refusal | undefined): void {
    const { random } = this.fleet.world;
    this.tellMove(desktop);
    this.fleet.world.pace.after(durations.idBecomesVisible, () => {
      desktop.listed = true;
    });
    const encrypted = desktop.rootVolumeEncrypted === true || desktop.userVolumeEncrypted === true;
    this.after(desktop, 'transition', encrypted ? durations.createEncrypted : durations.create, () => {
      if (failure !== undefined) return this.fail(desktop, failure);
      const ipAddress = this.fleet.newAddress(desktop.directoryId);
      desktop.ipAddress = ipAddress;
      desktop.computerName = newComputerName(desktop.properties.OperatingSystemName, ipAddress, random);
      this.enter(desktop, 'AVAILABLE');
      this.snapshotSoon(desktop);
    });
  }

  rebuild(desktop: Desktop, failure: Refusal | undefined): void {
    desktop.error = undefined;
    this.enter(desktop, 'REBUILDING');
    this.after(desktop, 'transition', durations.rebuild, () => {
      if (failure !== undefined) return this.fail(desktop, failure);
      // The primary network interface is made again: the address changes, name and id stay.
      desktop.ipAddress = this.fleet.newAddress(desktop.directoryId);
      // The user volume is a new one: until its own first snapshot there is nothing to rebuild from again.
      desktop.snapshots = [];
      this.enter(desktop, 'AVAILABLE');
      this.snapshotSoon(desktop);
    });
  }

  reboot(desktop: Desktop): void {
    this.enter(desktop, 'REBOOTING');
    this.after(desktop, 'transition', durations.reboot, () => this.enter(desktop, 'AVAILABLE'));
  }

  start(desktop: Desktop): void {
    this.enter(desktop, 'STARTING');
    this.after(desktop, 'transition', durations.resume, () => {
      this.enter(desktop, 'AVAILABLE');
      if (desktop.loginWaits) this.login(desktop);
    });
  }

  stop(desktop: Desktop): void {
    this.enter(desktop, 'STOPPING');
    this.after(desktop, 'transition', durations.stop, () => this.enter(desktop, 'STOPPED'));
  }

  terminate(desktop: Desktop): void {
    if (desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED') return;
    this.cancel(desktop, 'snapshot');
    this.enter(desktop, 'TERMINATING');
    this.after(desktop, 'transition', durations.terminate, () => {
      this.enter(desktop, 'TERMINATED');
      this.after(desktop, 'transition', durations.terminatedIsShown, () => {
        this.fleet.unlist(desktop);
        this.after(desktop, 'transition', durations.seatIsFreed, () => this.fleet.freeSeat(desktop));
      });
    });
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
    desktop.session.droppedAt = this.fleet.world.clock.now();
    this.after(desktop, 'drop', durations.droppedReadsConnected, () => this.close(desktop));
    return undefined;
  }

  /** Takes a snapshot of the user volume now, and the next one 12 h later. */
  snapshot(desktop: Desktop): void {
    desktop.snapshots = [this.fleet.world.clock.now()];
    this.after(desktop, 'snapshot', durations.snapshotInterval, () => this.snapshot(desktop));
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

  private fail(desktop: Desktop, failure: Refusal): void {
    desktop.error = failure;
    this.enter(desktop, 'ERROR');
  }

  private enter(desktop: Desktop, state: DesktopState): void {
    desktop.state = state;
    this.tellMove(desktop);
    desktop.history.push({ at: this.fleet.world.clock.now(), state });
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
  }

  private tellMove({ id, directoryId, userName, state, session }: Desktop): void {
    const { world } = this.fleet;
    world.moved({
      at: world.clock.now(),
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
    this.after(desktop, 'autoStop', minutes * 60_000 + durations.autoStopLag, () => this.stop(desktop));
  }

  private snapshotSoon(desktop: Desktop): void {
    this.after(desktop, 'snapshot', durations.firstSnapshot, () => this.snapshot(desktop));
  }

  private after(desktop: Desktop, purpose: Purpose, ms: number, run: () => void): void {
    this.cancel(desktop, purpose);
    desktop.underWay.set(purpose, this.fleet.world.pace.after(ms, run));
  }

  private cancel(desktop: Desktop, purpose: Purpose): void {
    desktop.underWay.get(purpose)?.();
    desktop.underWay.delete(purpose);
  }
}

const noSession: Refusal = { code: 'NoSession', message: 'Nobody is connected to this desktop.' };
