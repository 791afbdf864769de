import {
  directorySyncRefusedV1,
  requestRefusedV1,
  resetCancelledV1,
  resetFailedV1,
  resetStartedV1,
  resetsPausedV1,
  type SeatRef,
  seatChangedV1,
  seatFailedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';
import type { BusEvent } from '../bus/patterns.ts';
import type { World } from '../world.ts';
import type { Desktops } from './desktops.ts';

/** Why a reset was begun, in the words of `ResetStarted`. */
export type Started = { cause: 'absence' | 'request' | 'disuse'; about: string };

/** What the services have told people: by that people help, and interfere. */
export class Said {
  /** Users of whom somebody was told that they need a person. */
  readonly needHelp = new Set<string>();
  /** How requests were refused since somebody looked at the answers. */
  readonly #answers = new Map<string, Set<string>>();
  /** A reset has just been decided. */
  onStarted: (userName: string, workspaceId: string) => void = () => undefined;
  /** Told of all that is said on the bus. */
  onSaid: (event: BusEvent) => void = () => undefined;
  /** A group is read, and a seat claimed for it or given up. */
  onClaim: (event: BusEvent) => void = () => undefined;
  readonly #started = new Map<string, Started>();
  readonly #world: World;
  readonly #desktops: Desktops;

  constructor(world: World, desktops: Desktops) {
    this.#world = world;
    this.#desktops = desktops;
    world.bus.hear = (event) => {
      this.onSaid(event);
      this.#hear(event);
    };
  }

  answersTo(userName: string): Set<string> {
    const answers = this.#answers.get(userName.toLowerCase()) ?? new Set<string>();
    this.#answers.set(userName.toLowerCase(), answers);
    return answers;
  }

  /** Why the reset of this desktop was begun that was told of last. */
  startedAs(workspaceId: string): Started | undefined {
    return this.#started.get(workspaceId);
  }

  #hear(event: BusEvent): void {
    const { source, 'detail-type': detailType, detail } = event;
    if (source === 'cleandesk.directory-sync') this.#hearOfGroups(event);
    if (source !== 'cleandesk.rebuild-service') return;
    this.#count(detailType, detail);
    switch (detailType) {
      case resetStartedV1.detailType:
        this.#onStarted(detail);
        return;
      case seatChangedV1.detailType: {
        const { workspaceId } = seatChangedV1.detail.parse(detail);
        if (workspaceId !== undefined && !this.#desktops.knownAt.has(workspaceId))
          this.#desktops.knownAt.set(workspaceId, this.#world.time.now());
        return;
      }
      case seatFailedV1.detailType:
        this.#onFailed(seatFailedV1.detail.parse(detail).seat);
        return;
      case requestRefusedV1.detailType: {
        const { seat, explanation } = requestRefusedV1.detail.parse(detail);
        for (const answer of ['no snapshot', 'no desktop'])
          if (explanation.includes(answer)) this.answersTo(seat.userName).add(answer);
        return;
      }
      case resetFailedV1.detailType:
        this.#onFailed(resetFailedV1.detail.parse(detail).seat);
    }
  }

  #hearOfGroups(event: BusEvent): void {
    const { 'detail-type': detailType } = event;
    if (detailType === seatWantedV1.detailType || detailType === seatUnwantedV1.detailType)
      this.onClaim(event);
    const isRefused = detailType === directorySyncRefusedV1.detailType;
    const { reason } = isRefused ? directorySyncRefusedV1.detail.parse(event.detail) : {};
    this.#world.tally.count(reason === undefined ? detailType : `group refused: ${reason}`);
  }

  #onStarted(detail: unknown): void {
    const { workspaceId, seat, cause } = resetStartedV1.detail.parse(detail);
    const about =
      cause.kind === 'absence'
        ? cause.absence.id
        : cause.kind === 'request'
          ? cause.requestId
          : `unused since ${cause.unusedSince}`;
    this.#started.set(workspaceId, { cause: cause.kind, about });
    this.onStarted(seat.userName, workspaceId);
  }

  #onFailed(seat: SeatRef): void {
    this.needHelp.add(seat.userName.toLowerCase());
  }

  #count(detailType: string, detail: unknown): void {
    const { tally } = this.#world;
    if (detailType === resetCancelledV1.detailType) {
      tally.count(`cancelled: ${resetCancelledV1.detail.parse(detail).because}`);
      return;
    }
    if (detailType === resetsPausedV1.detailType) {
      const { scope, because } = resetsPausedV1.detail.parse(detail);
      const ofPolicy = because.includes('outage') ? 'paused by an outage' : 'paused by failed rebuilds';
      tally.count('policy' in scope ? ofPolicy : 'paused by a failed recreate');
      return;
    }
    tally.count(detailType);
  }
}
