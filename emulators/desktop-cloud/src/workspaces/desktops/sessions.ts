import {
  type ConnectionCheck,
  type ConnectionState,
  lastCheck,
  type Rhythm,
  seenAt,
  stillNeeded,
} from '../../domain/workspaces/connection.ts';
import {
  connectionCheckCadence,
  durations,
  intervalStart,
  metricCadence,
} from '../../domain/workspaces/durations.ts';
import { gaugesKeptMs } from '../../domain/workspaces/gauges.ts';
import type { Place, World } from '../world.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';

/** Who is connected, what the service last saw of it, and what it tells the world. */
export class Sessions {
  private readonly world: World;
  private readonly place: Place;
  private readonly fleet: Fleet;
  private rhythm: Rhythm;
  /** Desktops that were terminated, as long as gauges can be asked for them. */
  readonly gone = new Map<string, Desktop>();

  constructor(parts: { world: World; place: Place; fleet: Fleet }) {
    this.world = parts.world;
    this.place = parts.place;
    this.fleet = parts.fleet;
    this.rhythm = { anchor: parts.world.clock.now(), every: this.checkEvery() };
  }

  /** A user has logged in: also again, after a drop or from another device. */
  open(desktop: Desktop): void {
    const now = this.world.clock.now();
    if (desktop.session === undefined) this.beginVisit(desktop, now);
    desktop.session = { since: desktop.session?.since ?? now };
    desktop.lastLogin = now;
    this.record(desktop, 'CONNECTED', now);
    this.measure(desktop, 'ConnectionAttempt');
    this.measure(desktop, 'ConnectionSuccess');
    this.tellAccess(desktop, now);
  }

  /** Nobody is connected from now on. Closing a session counts as a SessionDisconnect, whoever closed it. */
  close(desktop: Desktop, reads: Exclude<ConnectionState, 'CONNECTED'>): void {
    const now = this.world.clock.now();
    const { session } = desktop;
    desktop.session = undefined;
    const last = desktop.connections.at(-1);
    if (desktop.state === 'TERMINATED') this.remember(desktop, now);
    if (session !== undefined) {
      const visit = desktop.visits?.at(-1);
      if (visit !== undefined) visit.to = now;
      const seen = this.world.settings().lastKnownConnection === 'seen';
      this.record(desktop, reads, seen ? now : last?.lastKnown);
      this.measure(desktop, 'SessionDisconnect');
    } else if (last?.state !== reads) {
      this.record(desktop, reads, last?.lastKnown);
    }
  }

  /** A connection that failed. AWS counts it as a SessionDisconnect too (CloudWatch metrics of WorkSpaces). */
  fail(desktop: Desktop): void {
    this.measure(desktop, 'ConnectionAttempt');
    this.measure(desktop, 'ConnectionFailure');
    this.measure(desktop, 'SessionDisconnect');
  }

  /** What the last check saw: it can be older than what is. */
  check(desktop: Desktop): ConnectionCheck {
    const check = seenAt(desktop.connections, lastCheck(this.rhythm, this.world.clock.now()));
    const looksOn = check.state === 'CONNECTED' && this.world.settings().lastKnownConnection === 'seen';
    return looksOn ? { ...check, lastKnown: check.checkedAt } : check;
  }

  /** After a change of the speed or the settings. Checks made stay made. */
  keepRhythm(): void {
    this.rhythm = {
      anchor: lastCheck(this.rhythm, this.world.clock.now()),
      every: this.checkEvery(),
    };
  }

  /** Gauges are worked out of visits; those that nobody can ask for any more are let go. */
  private beginVisit(desktop: Desktop, now: number): void {
    const kept = desktop.visits?.filter(({ to = now }) => to >= now - gaugesKeptMs) ?? [];
    desktop.visits = [...kept, { from: now }];
  }

  private remember(desktop: Desktop, now: number): void {
    for (const [id, { history }] of this.gone) {
      if ((history.at(-1)?.at ?? 0) >= now - gaugesKeptMs) break;
      this.gone.delete(id);
    }
    this.gone.set(desktop.id, desktop);
  }

  private checkEvery(): number {
    const { settings, pace } = this.world;
    const seconds = settings().connectionCheckSeconds;
    if (seconds !== null) return seconds * 1000;
    return connectionCheckCadence(pace.scaled(durations.connectionCheck));
  }

  private record(desktop: Desktop, state: ConnectionState, lastKnown: number | undefined): void {
    const { clock } = this.world;
    const needed = stillNeeded(desktop.connections, lastCheck(this.rhythm, clock.now()));
    desktop.connections = [...needed, { at: clock.now(), state, lastKnown }];
    this.fleet.changed(desktop);
  }

  /** Datapoints carry the start of their interval and arrive at its end. */
  private measure(desktop: Desktop, name: string): void {
    const { clock, pace, metrics } = this.world;
    const cadence = metricCadence(pace.scaled(durations.metricCadence));
    const timestamp = intervalStart(clock.now(), cadence);
    clock.at(timestamp + cadence, () => {
      for (const dimensions of [{ WorkspaceId: desktop.id }, { DirectoryId: desktop.directoryId }]) {
        metrics.put(
          { namespace: 'AWS/WorkSpaces', name, dimensions, timestamp, value: 1, unit: 'Count' },
          this.place,
        );
      }
    });
  }

  private tellAccess(desktop: Desktop, loginAt: number): void {
    const { clock, pace, events, random } = this.world;
    const detail = {
      clientIpAddress: `192.0.2.${1 + Math.floor(random() * 254)}`,
      actionType: 'successfulLogin',
      workspacesClientProductName: 'WorkSpaces Desktop client',
      loginTime: new Date(loginAt).toISOString(),
      clientPlatform: 'Windows',
      directoryId: `domain/${desktop.directoryId}`,
      workspaceId: desktop.id,
    };
    pace.after(durations.accessEventLag, () =>
      events.emit(
        {
          source: 'aws.workspaces',
          detailType: 'WorkSpaces Access',
          time: clock.now(),
          resources: [],
          detail,
        },
        this.place,
      ),
    );
  }
}
