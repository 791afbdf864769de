import { desktopConnectedV1, workspacesAccess } from '@cleandesk/contracts';
import type { BusEvent } from '../bus/patterns.ts';
import type { World } from '../world.ts';

/**
 * What is known of something that was said. Between these two times the service took notice of it: a run that is killed
 * has stored what it was told, or not, and is told once more.
 */
export type Word = {
  /** When it was handed to the service first. */
  takenAt?: number;
  /** When the service had certainly dealt with it. */
  heardAt?: number;
};

/** And whoever waits for that. */
export type Known = Word & { whenHeard: (() => void)[] };

/** What rebuild-service has been told: of an event that lies in a queue it knows nothing. */
export class Told {
  readonly #world: World;
  readonly #events = new Map<string, Known>();
  /** Logins by desktop: when, and when it was told of them. */
  readonly #logins = new Map<string, { at: number; toldAt: number }[]>();

  constructor(world: World) {
    this.#world = world;
    for (const queue of world.queues) {
      if (queue.name !== 'seats') continue;
      queue.taken = ({ eventId }) => this.#taken(eventId);
      queue.done = ({ eventId, body }) => this.#heard(eventId, body);
    }
  }

  /** Said by a person or another service. @returns what it knows of that from now on */
  say(source: string, detailType: string, detail: object): Known {
    const known: Known = { whenHeard: [] };
    this.follow(this.#world.bus.put({ source, detailType, detail }), known);
    return known;
  }

  /** What this event says is known when it has been heard; it may be said by more than one. */
  follow(eventId: string, known: Known): void {
    this.#events.set(eventId, known);
  }

  /** Whether it knew before `by` of a login at this time or later. */
  ofLogin(workspaceId: string, at: number, by: number): boolean {
    // loginTime is given in ms, and by some in whole seconds.
    return (this.#logins.get(workspaceId) ?? []).some((login) => login.at >= at - 999 && login.toldAt < by);
  }

  #taken(eventId: string): void {
    const known = this.#events.get(eventId);
    if (known !== undefined) known.takenAt ??= this.#world.time.now();
  }

  #heard(eventId: string, body: string): void {
    const now = this.#world.time.now();
    const known = this.#events.get(eventId);
    if (known !== undefined && known.heardAt === undefined) {
      known.heardAt = now;
      for (const tell of known.whenHeard) tell();
    } else if (known !== undefined) this.#world.tally.count('heard twice');
    if (!body.includes(workspacesAccess.detailType) && !body.includes(desktopConnectedV1.detailType)) return;
    const login = loginIn(JSON.parse(body));
    if (login === undefined) return;
    const logins = this.#logins.get(login.workspaceId) ?? [];
    this.#logins.set(login.workspaceId, [...logins, { at: login.at, toldAt: now }]);
  }
}

function loginIn(event: BusEvent): { workspaceId: string; at: number } | undefined {
  const { 'detail-type': detailType, detail } = event;
  if (detailType === workspacesAccess.detailType) {
    const access = workspacesAccess.detail.safeParse(detail);
    if (access.success)
      return { workspaceId: access.data.workspaceId, at: Date.parse(access.data.loginTime) };
  }
  if (detailType === desktopConnectedV1.detailType) {
    const connected = desktopConnectedV1.detail.safeParse(detail);
    if (connected.success)
      return { workspaceId: connected.data.workspaceId, at: Date.parse(connected.data.loginAt) };
  }
  return undefined;
}
