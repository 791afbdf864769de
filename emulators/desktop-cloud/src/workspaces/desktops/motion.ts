import { durations } from '../../domain/workspaces/durations.ts';
import { type DesktopState, type Refusal, runsIn, sessionLivesIn } from '../../domain/workspaces/states.ts';
import type { Agenda } from '../../state/agenda.ts';
import type { World } from '../world.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import type { Relatives } from './relatives.ts';
import type { Sessions } from './sessions.ts';

const longestHistory = 50;

/** Work of a desktop that ends with it. */
const livesWithIt = ['snapshot', 'modification', 'GROW', 'ENLARGE', 'SHRINK'] as const;

/** Work of a desktop that is under way; each purpose has one at a time. */
type Purpose = 'listing' | 'transition' | 'autoStop' | 'drop' | (typeof livesWithIt)[number];

/** What faults asked for a change that was taken: what it ends in, and whether it ends at all. */
export type Fate = { failure?: Refusal | undefined; isHeldUp?: boolean };

/** What happens to a desktop when its time has come. */
export type Step =
  | 'becomesVisible'
  | 'wasCreated'
  | 'wasRebuilt'
  | 'wasRestored'
  | 'wasMaintained'
  | 'wasRebooted'
  | 'wasStarted'
  | 'wasStopped'
  | 'wasTerminated'
  | 'isForgotten'
  | 'freesSeat'
  | 'isSnapped'
  | 'autoStops'
  | 'losesConnection';

/** A desktop's states, what follows from each of them at once, and what is booked for later. */
export class Motion {
  private readonly world: World;
  private readonly fleet: Fleet;
  private readonly sessions: Sessions;
  private readonly agenda: Agenda;
  private readonly relatives: Relatives;

  constructor(parts: {
    world: World;
    fleet: Fleet;
    sessions: Sessions;
    agenda: Agenda;
    relatives: Relatives;
  }) {
    this.world = parts.world;
    this.fleet = parts.fleet;
    this.sessions = parts.sessions;
    this.agenda = parts.agenda;
    this.relatives = parts.relatives;
  }

  enter(desktop: Desktop, state: DesktopState): void {
    desktop.state = state;
    desktop.heldUp = undefined;
    this.tellMove(desktop);
    this.relatives.tell(desktop);
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

  tellMove({ id, directoryId, userName, state, session }: Desktop): void {
    this.world.moved({
      at: this.world.clock.now(),
      workspaceId: id,
      directoryId,
      userName,
      state,
      session: session && { ...session },
    });
  }

  /** The fault is over that kept the desktop where it is. */
  release(desktop: Desktop): void {
    const { heldUp } = desktop;
    if (heldUp === undefined) return;
    desktop.heldUp = undefined;
    this.agenda.book(`${desktop.id}/transition`, 0, heldUp, desktop.id);
    this.fleet.changed(desktop);
  }

  /** Nobody is connected any more. */
  close(desktop: Desktop): void {
    this.cancel(desktop, 'drop');
    this.sessions.close(desktop, 'DISCONNECTED');
    this.armAutoStop(desktop);
  }

  armAutoStop(desktop: Desktop): void {
    const { RunningMode: mode, RunningModeAutoStopTimeoutInMinutes: minutes = 60 } = desktop.properties;
    if (mode !== 'AUTO_STOP' || desktop.state !== 'AVAILABLE') return;
    this.after(desktop, 'autoStop', minutes * 60_000 + durations.autoStopLag, 'autoStops');
  }

  /** The way out of the state that it has just entered. */
  transit(desktop: Desktop, ms: number, step: Step, { isHeldUp = false }: Fate = {}): void {
    if (isHeldUp) {
      // What was on its way before, such as the end of a first reboot, must not end this one.
      this.cancel(desktop, 'transition');
      desktop.heldUp = step;
      this.fleet.changed(desktop);
    } else {
      this.after(desktop, 'transition', ms, step);
    }
  }

  after(desktop: Desktop, purpose: Purpose, ms: number, step: Step): void {
    this.agenda.book(`${desktop.id}/${purpose}`, ms, step, desktop.id);
  }

  cancel(desktop: Desktop, purpose: Purpose): void {
    this.agenda.cancel(`${desktop.id}/${purpose}`);
  }

  /** What was booked for a desktop that is being terminated. */
  cancelAll(desktop: Desktop): void {
    for (const purpose of livesWithIt) this.cancel(desktop, purpose);
  }
}
