import type { ResetScope, SeatRef } from '@cleandesk/contracts';
import type { World } from '../world.ts';
import { type Desktops, directoryId, specOf } from './desktops.ts';
import type { Told, Word } from './told.ts';

type Hold = { until: number; said: Word };
type Claim = { revision: number; wanted: boolean; said: Word };

/** Groups, approvers and operators: what they want of seats, as they themselves remember it. */
export class Requesters {
  readonly #world: World;
  readonly #told: Told;
  readonly #desktops: Desktops;
  readonly #holds = new Map<string, Map<string, Hold>>();
  /** Of the group, in the order in which they were said. */
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

  /** A group sync, or an approver: this user shall have a desktop, or shall not. */
  claim(userName: string, wanted: boolean): void {
    const claims = this.claims.get(userName) ?? [];
    this.claims.set(userName, claims);
    const revision = claims.length + 1;
    const claim = { source: 'group', revision };
    const detail = { seat: ref(userName), claim };
    const said = wanted
      ? this.#say('SeatWanted.v1', { ...detail, desired: specOf(userName) }, () =>
          this.#heardOf(userName, revision),
        )
      : this.#say('SeatUnwanted.v1', detail, () => this.#heardOf(userName, revision));
    claims.push({ revision, wanted, said });
  }

  /** The group has been read: who has come, and who has gone. */
  sync(userNames: readonly string[], members: readonly string[]): void {
    for (const name of userNames)
      if (members.includes(name) !== this.isWanted(name)) this.claim(name, members.includes(name));
  }

  #heardOf(userName: string, revision: number): void {
    const later = this.claims.get(userName)?.slice(revision) ?? [];
    if (later.some(({ said }) => said.heardAt !== undefined)) this.#world.tally.count('claim overtaken');
  }

  /** The latest word about this user. */
  isWanted(userName: string): boolean {
    return this.claims.get(userName)?.at(-1)?.wanted ?? false;
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
    const claims = this.claims.get(userName) ?? [];
    // One that is heard after a later word changes nothing.
    const isTakenUp = (claim: Claim) =>
      claim.wanted &&
      heardAt(claim) < by &&
      claims.every((one) => one.revision <= claim.revision || takenAt(one) > heardAt(claim));
    const adoptedAt = this.#desktops.adoptedAt.get(userName.toLowerCase()) ?? 0;
    const given = claims.filter(
      (one) =>
        !one.wanted &&
        heardAt(one) < by &&
        // Given up once more it was nobody's of theirs any more.
        claims.findLast((before) => before.revision < one.revision)?.wanted === true &&
        claims.some((before) => before.revision < one.revision && isTakenUp(before)) &&
        !claims.some((later) => later.wanted && later.revision > one.revision),
    );
    const certain = given.filter((one) => takenAt(one) > adoptedAt);
    if (given.length > 0 && certain.length === 0) this.#world.tally.once('excused: adopted since', userName);
    return certain.length > 0;
  }

  /** Whether the service may take it for unwanted: somebody has said so, and it need not know of anything later. */
  mayBeUnwanted(userName: string, by: number): boolean {
    const claims = this.claims.get(userName) ?? [];
    return claims.some(
      (given) =>
        !given.wanted &&
        !claims.some(
          (one) =>
            one.wanted &&
            one.revision > given.revision &&
            (one.said.heardAt ?? Number.POSITIVE_INFINITY) < by,
        ),
    );
  }

  #holdsOf(userName: string): Map<string, Hold> {
    const holds = this.#holds.get(userName) ?? new Map<string, Hold>();
    this.#holds.set(userName, holds);
    return holds;
  }

  #say(detailType: string, detail: object, whenHeard?: () => void): Word {
    return this.#told.say('cleandesk.operator', detailType, detail, whenHeard);
  }
}

const heardAt = ({ said }: Claim): number => said.heardAt ?? Number.POSITIVE_INFINITY;
const takenAt = ({ said }: Claim): number => said.takenAt ?? Number.POSITIVE_INFINITY;

export const ref = (userName: string): SeatRef => ({ directoryId, userName });
