import type { SeatRef, Strategy } from '@cleandesk/contracts';
import { type Desktop, type Hold, type Instant, seatId, type Tags } from '../../src/domain/seat.ts';
import type { Said } from '../records/record.ts';

/** What became of it then. A reset that failed had been decided on all the same. */
export type Was = {
  outcome: 'reset' | 'failed' | 'rehearsed' | 'kept';
  /** Of the decision. */
  at: Instant;
  because?: string;
  waitedFor?: string;
  policy?: { name: string; version: string };
  strategy?: Strategy;
};

/** When the user came back: at a time; not until now; or at some time after this one, of which nobody was told. */
export type Back = { kind: 'at'; at: Instant } | { kind: 'notYet' } | { kind: 'unknown'; after: Instant };

/** One leaving of one user, as the records tell it. */
export type Absence = {
  id: string;
  seat: SeatRef;
  desktop: Desktop;
  /** The user left between these two. */
  left: { start: Instant; end: Instant };
  /** The first check that read DISCONNECTED after that, if it is confirmed; else the end of the interval. */
  seenAt: Instant;
  confirmed: boolean;
  usedSince?: Instant;
  /** Nobody had used the desktop since its last reset. */
  unused: boolean;
  holds: readonly Hold[];
  snapshotAt?: Instant;
  /** Of the desktop, as they were then; older records lack them. */
  tags?: Tags;
  back: Back;
  was: Was;
};

type Draft = Omit<Absence, 'back'> & { back?: Back };

/** Puts the records of absences together. Each is told of by its own record, and by that of the login that followed. */
export class Absences {
  readonly #drafts = new Map<string, Draft>();
  readonly #firstLogins = new Map<string, Instant>();
  readonly #successors = new Map<string, string>();
  readonly #timesToReady: Record<Strategy, number[]> = { rebuild: [], recreate: [] };
  /** Requests, removals, and desktops that nobody used. */
  others = 0;
  /** Records that lack what a replay needs. */
  lacking = 0;

  add(said: Said): void {
    if (said.kind === 'firstLogin') {
      const { resetId, loginAt } = said;
      if (resetId !== undefined && loginAt !== undefined)
        this.#firstLogins.set(keyOf(said.seat, resetId), Date.parse(loginAt));
      return;
    }
    const { strategy, decidedAt, completedAt, oldDesktop, newDesktop } = said;
    if (strategy !== undefined && decidedAt !== undefined && completedAt !== undefined)
      this.#timesToReady[strategy].push(Date.parse(completedAt) - Date.parse(decidedAt));
    if (
      oldDesktop !== undefined &&
      newDesktop !== undefined &&
      oldDesktop.workspaceId !== newDesktop.workspaceId
    )
      this.#successors.set(oldDesktop.workspaceId, newDesktop.workspaceId);
    if (said.cause?.kind !== 'absence') {
      this.others += 1;
      return;
    }
    const draft = draftOf(said);
    if (draft === undefined) this.lacking += 1;
    // A reset that failed and was retried is told of twice; the later one counts.
    else this.#drafts.set(keyOf(said.seat, draft.id), draft);
  }

  /** ms that resets took, from their decisions, as `readyBy` counts them. */
  get timesToReady(): Readonly<Record<Strategy, readonly number[]>> {
    return this.#timesToReady;
  }

  /** The desktop that has taken the place of this one, as far as the records tell. It has the same tags. */
  latestOf(workspaceId: string): string {
    const next = this.#successors.get(workspaceId);
    return next === undefined ? workspaceId : this.latestOf(next);
  }

  /** Whether nobody knows by the records alone what tags all desktops had. */
  get lackTags(): boolean {
    return [...this.#drafts.values()].some(({ tags }) => tags === undefined);
  }

  /** In the order in which they began. */
  all(): Absence[] {
    const bySeat = Map.groupBy(this.#drafts.values(), ({ seat }) => seatId(seat));
    const absences = [...bySeat.values()].flatMap((ofSeat) => {
      const inOrder = ofSeat.toSorted((a, b) => a.left.start - b.left.start);
      return inOrder.map((draft, index) => ({
        ...draft,
        back: this.#backOf(draft, inOrder[index + 1]?.left.start),
      }));
    });
    return absences.sort((a, b) => a.left.start - b.left.start);
  }

  /** @param next when the user left again: by then they had come back, whether anybody was told or not */
  #backOf(draft: Draft, next: Instant = Number.POSITIVE_INFINITY): Back {
    const unknown: Back = { kind: 'unknown', after: draft.was.at };
    const login = this.#firstLogins.get(keyOf(draft.seat, draft.id));
    const back: Back = draft.back ?? (login === undefined ? { kind: 'notYet' } : { kind: 'at', at: login });
    if (back.kind === 'notYet') return Number.isFinite(next) ? unknown : back;
    return back.kind === 'at' && back.at > next ? unknown : back;
  }
}

const keyOf = (seat: SeatRef, about: string): string => `${seatId(seat)}#${about}`;

function draftOf(said: Said): Draft | undefined {
  const { cause, left, lastSeenAt, kind, seat, at, because, lastLoginAt, decidedAt, policy, strategy } = said;
  const desktop = desktopOf(said);
  if (cause?.kind !== 'absence' || !('absence' in cause)) return undefined;
  // A removal has another cause, and a first login has none.
  if (kind === 'firstLogin' || kind === 'removed') return undefined;
  if (left === undefined || lastSeenAt === undefined || desktop === undefined) return undefined;
  const start = Date.parse(left.from);
  const decided = Date.parse(decidedAt ?? at);
  const login = lastLoginAt === undefined ? undefined : Date.parse(lastLoginAt);
  const came = login === undefined || login < start ? decided : login;
  const kept: Back | undefined =
    kind !== 'kept'
      ? undefined
      : because === 'userReturned'
        ? { kind: 'at', at: came }
        : { kind: 'unknown', after: decided };
  return {
    id: cause.absence.id,
    seat,
    desktop,
    left: { start, end: Date.parse(left.to) },
    seenAt: Date.parse(lastSeenAt),
    confirmed: said.confirmed ?? true,
    unused: because === 'neverConnected',
    holds: (said.holds ?? []).map(({ id, owner, reason, from, until }) => ({
      id,
      owner,
      reason,
      placedAt: Date.parse(from),
      until: Date.parse(until),
    })),
    ...(said.tags === undefined ? {} : { tags: said.tags }),
    ...(said.usedSince === undefined ? {} : { usedSince: Date.parse(said.usedSince) }),
    ...(said.snapshotAt ? { snapshotAt: Date.parse(said.snapshotAt) } : {}),
    ...(kept === undefined ? {} : { back: kept }),
    was: {
      outcome: kind,
      at: decided,
      ...(because === undefined ? {} : { because }),
      ...(said.waitedFor === undefined ? {} : { waitedFor: said.waitedFor }),
      ...(policy === undefined ? {} : { policy }),
      ...(strategy === undefined ? {} : { strategy }),
    },
  };
}

function desktopOf({ oldDesktop, workspaceId, bundleId }: Said): Desktop | undefined {
  if (oldDesktop !== undefined) {
    const { computerName, ipAddress, workspaceId: id, bundleId: bundle } = oldDesktop;
    return {
      workspaceId: id,
      bundleId: bundle,
      ...(computerName === undefined ? {} : { computerName }),
      ...(ipAddress === undefined ? {} : { ipAddress }),
    };
  }
  return workspaceId === undefined || bundleId === undefined ? undefined : { workspaceId, bundleId };
}
