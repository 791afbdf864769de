import {
  type ResetScope,
  type SeatRef,
  seatUnwantedV1,
  seatWantedV1,
  syncGuards,
} from '@cleandesk/contracts';
import type { BusEvent } from '../bus/patterns.ts';
import type { World } from '../world.ts';
import { type Desktops, specOf } from './desktops.ts';
import { directoryId } from './place.ts';
import type { Known, Told, Word } from './told.ts';

type Hold = { until: number; said: Word };
type Claim = { source: string; revision: number; wanted: boolean; said: Known };

/** Groups, approvers and operators: what they want of seats, as they themselves remember it. */
export class Requesters {
  readonly #world: World;
  readonly #told: Told;
  readonly #desktops: Desktops;
  readonly #holds = new Map<string, Map<string, Hold>>();
  /** Of the groups, in the order of their revisions. */
  readonly claims = new Map<string, Claim[]>();
  /** Resets that were asked for. */
  readonly #asked = new Set<string>();
  #count = 0;

  constructor(world: World, told: Told, desktops: Desktops) {
    this.#world = world;
    this.#told = told;
    this.#desktops = desktops;
  }

  hold(userName: string, ms: number): void {
    this.#count += 1;
    const holdId = `hold-${this.#count}`;
    const until = this.#world.time.now() + ms;
    const said = this.#say('HoldPlaced.v1', {
      seat: ref(userName),
      holdId,
      owner: 'ops',
      reason: 'looking into it',
      until: new Date(until).toISOString(),
    });
    this.#holdsOf(userName).set(holdId, { until, said });
  }

  liftAll(userName: string): void {
    const holds = this.#holdsOf(userName);
    for (const holdId of holds.keys()) this.#say('HoldLifted.v1', { seat: ref(userName), holdId });
    holds.clear();
  }

  /** Since when the service has known of a hold that is still on. */
  heldSince(userName: string): number | undefined {
    const now = this.#world.time.now();
    const known = [...this.#holdsOf(userName).values()].flatMap(({ until, said }) =>
      until > now && said.heardAt !== undefined ? [said.heardAt] : [],
    );
    return known.length === 0 ? undefined : Math.min(...known);
  }

  /** Somebody speaks for a group: this user shall have a desktop, or shall not. */
  claim(userName: string, wanted: boolean): void {
    const revision = this.#claimsOf(userName).length + 1;
    const claim = { source: 'group', revision };
    const detail = { seat: ref(userName), claim };
    const said = wanted
      ? this.#say('SeatWanted.v1', { ...detail, desired: specOf(userName) })
      : this.#say('SeatUnwanted.v1', detail);
    this.#remember(userName, { ...claim, wanted, said });
  }

  /** directory-sync has said something of a seat: for the first time, or once more. */
  hear({ id, 'detail-type': detailType, detail }: BusEvent): void {
    const wanted = detailType === seatWantedV1.detailType;
    const { seat, claim } = (wanted ? seatWantedV1 : seatUnwantedV1).detail.parse(detail);
    const { source, revision } = claim;
    const known = this.#claimsOf(seat.userName).find(
      (one) => one.source === source && one.revision === revision,
    );
    const said = known?.said ?? { whenHeard: [] };
    this.#told.follow(id, said);
    if (known === undefined) this.#remember(seat.userName, { source, revision, wanted, said });
  }

  #remember(userName: string, claim: Claim): void {
    const claims = this.#claimsOf(userName);
    claims.push(claim);
    // A run that was overtaken may say it after the one that overtook it.
    claims.sort((one, other) => one.revision - other.revision);
    claim.said.whenHeard.push(() => this.#heardOf(userName, claim));
  }

  #claimsOf(userName: string): Claim[] {
    const claims = this.claims.get(userName) ?? [];
    this.claims.set(userName, claims);
    return claims;
  }

  /** The group has been read: who has come, and who has gone. */
  sync(userNames: readonly string[], members: readonly string[]): void {
    for (const name of userNames)
      if (members.includes(name) !== this.isWanted(name)) this.claim(name, members.includes(name));
  }

  #heardOf(userName: string, { source, revision }: Claim): void {
    const later = this.#claimsOf(userName).filter((one) => one.source === source && one.revision > revision);
    if (later.some(({ said }) => said.heardAt !== undefined)) this.#world.tally.count('claim overtaken');
  }

  /** The latest word about this user: of anybody, or of this source. */
  isWanted(userName: string, by?: string): boolean {
    return this.#bySource(userName).some(
      ([of, claims]) => (by ?? of) === of && claims.at(-1)?.wanted === true,
    );
  }

  #bySource(userName: string): [string, Claim[]][] {
    return [...Map.groupBy(this.claims.get(userName) ?? [], ({ source }) => source)];
  }

  askReset(userName: string): void {
    this.#count += 1;
    const requestId = `r-${this.#count}`;
    this.#asked.add(requestId);
    this.#say('ResetRequested.v1', { seat: ref(userName), requestId, requestedBy: userName });
  }

  askReboot(userName: string): void {
    this.#count += 1;
    this.#say('RebootRequested.v1', {
      seat: ref(userName),
      requestId: `r-${this.#count}`,
      requestedBy: userName,
    });
  }

  resume(scope: ResetScope): void {
    this.#say('ResumeRequested.v1', { scope, requestedBy: 'ops' });
  }

  /** Whether somebody has asked for that. */
  hasAsked(requestId: string): boolean {
    return this.#asked.has(requestId);
  }

  /**
   * Whether the service certainly knew before then that nobody wants this seat: it had heard that somebody did, then that
   * they don't, and nobody has said otherwise since. Of a seat that only a policy adopted nobody can give anything up; and
   * what a policy adopts after that was not theirs.
   */
  hasGivenUp(userName: string, by: number): boolean {
    const all = this.#bySource(userName).map(([, claims]) => claims);
    const given = all.map((claims) => ({ claims, given: givenUp(claims, by) }));
    const isTakenUp = (claims: Claim[]) => claims.some((one) => one.wanted && takenAt(one) < by);
    if (given.some((one) => one.given.length === 0 && isTakenUp(one.claims))) return false;
    const times = given.flatMap((one) => one.given);
    const adoptedAt = this.#desktops.adoptedAt.get(userName.toLowerCase()) ?? 0;
    const isCertain = times.some((at) => at > adoptedAt);
    if (times.length > 0 && !isCertain) this.#world.tally.once('excused: adopted since', userName);
    return isCertain;
  }

  /** Whether the service may take it for unwanted: somebody has said so, and it need not know of anything later. */
  mayBeUnwanted(userName: string, by: number): boolean {
    return this.unwantedSince(userName, by) !== undefined;
  }

  /** @returns when the service may have heard at the earliest that nobody wants it any more */
  unwantedSince(userName: string, by: number): number | undefined {
    const isKnown = (one: Claim) => one.wanted && heardAt(one) < by;
    const since: number[] = [];
    for (const [, claims] of this.#bySource(userName)) {
      const given = claims.filter(
        (one) => !one.wanted && !claims.some((later) => isKnown(later) && later.revision > one.revision),
      );
      if (given.length > 0) since.push(Math.min(...given.map(takenAt)));
      else if (claims.some(isKnown)) return undefined;
    }
    return since.length === 0 ? undefined : Math.max(...since);
  }

  #holdsOf(userName: string): Map<string, Hold> {
    const holds = this.#holds.get(userName) ?? new Map<string, Hold>();
    this.#holds.set(userName, holds);
    return holds;
  }

  /** A person wants the groups to be read now, and lets pass whatever was not believed. */
  letPass(groups: readonly string[]): void {
    for (const group of groups) {
      this.#count += 1;
      const override = { guards: syncGuards, reason: 'It is right.' };
      this.#say('DirectorySyncRequested.v1', {
        group,
        requestId: `r-${this.#count}`,
        requestedBy: 'ops',
        override,
      });
    }
  }

  #say(detailType: string, detail: object): Known {
    return this.#told.say('cleandesk.operator', detailType, detail);
  }
}

/**
 * Of one source: since when the service certainly knew before then that it gave the seat up. Of several words without another
 * wish between them that was heard in its turn, the first one did so: a policy may have adopted the desktop right after that.
 */
function givenUp(claims: readonly Claim[], by: number): number[] {
  // One that is heard after a later word changes nothing.
  const isTakenUp = (claim: Claim) =>
    claim.wanted &&
    heardAt(claim) < by &&
    claims.every((one) => one.revision <= claim.revision || takenAt(one) > heardAt(claim));
  const wanted = claims.findLast(isTakenUp);
  const sinceLastWish = claims.slice(claims.findLastIndex((one) => one.wanted) + 1);
  if (wanted === undefined || !sinceLastWish.some((one) => heardAt(one) < by)) return [];
  const words = claims.filter((one) => !one.wanted && one.revision > wanted.revision);
  return [Math.min(...words.map(takenAt))];
}

const heardAt = ({ said }: Claim): number => said.heardAt ?? Number.POSITIVE_INFINITY;
const takenAt = ({ said }: Claim): number => said.takenAt ?? Number.POSITIVE_INFINITY;

export const ref = (userName: string): SeatRef => ({ directoryId, userName });
