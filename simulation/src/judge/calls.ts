import { firstMatch, type Policy } from '@cleandesk/policies';
import { type Seat, type Status, seatId } from '../../../services/rebuild-service/src/domain/seat.ts';
import type { Witness } from '../functions/witness.ts';
import { type Desktop, type Desktops, isGoing, isUsed, policyView } from '../town/desktops.ts';
import { type Requesters, ref } from '../town/requesters.ts';
import type { Said, Started } from '../town/said.ts';
import type { Told } from '../town/told.ts';
import type { World } from '../world.ts';
import type { Bounds } from './bounds.ts';
import type { Breach, Kind } from './breach.ts';
import { isOfItsGroups } from './groups.ts';

const second = 1000;
/** ms from the question of the last look to the moment at which AWS takes a call that rests on it: 5 s, and its way there. */
const lookIsFreshForMs = 5 * second + 500;

export type Court = {
  world: World;
  desktops: Desktops;
  told: Told;
  requesters: Requesters;
  said: Said;
  bounds: Bounds;
  /** Leavings and requests that a reset was made for. */
  done: Set<string>;
  breaches: Breach[];
  say: (what: string) => void;
};

type What = 'rebuild' | 'terminate';
/** A desktop in the moment before a call is taken. */
type Before = {
  desktop: Desktop;
  state: Desktop['state'];
  isUsed: boolean;
  isDirty: boolean;
  isManaged: boolean;
};
/** The last call that changed it, and whether the service has stored that AWS took it. */
export type Taken = { at: number; answered: boolean };

/**
 * The laws that speak of the moment at which AWS takes a call. What the desktop cloud knows to be so decides; excused is
 * only what this process could not know, since no answer that it had could show it. Each excuse is counted.
 */
export class CallJudge {
  readonly #court: Court;
  readonly #taken = new Map<string, Taken>();
  /** What each user's seat was at its last commit. */
  readonly #was = new Map<string, Status>();

  constructor(court: Court) {
    this.#court = court;
  }

  /** Looks on while this process calls AWS and commits seats. */
  watch(witness: Witness): void {
    witness.calls = (operation, input) => this.#onCall(witness, operation, input);
    witness.committed = (seat, spends) => {
      this.#court.bounds.committed(seat, spends);
      const { phase } = seat;
      this.#adopted(seat);
      if (phase.status !== 'rebuilding' || phase.reset.calledAt === undefined) return;
      const taken = this.#taken.get(phase.desktop.workspaceId);
      if (taken !== undefined) taken.answered = true;
    };
  }

  /** A seat that had nothing has a desktop from one commit to the next: it stood there. */
  #adopted({ ref: of, phase }: Seat): void {
    const id = of.userName.toLowerCase();
    if (phase.status === 'live' && (this.#was.get(id) ?? 'absent') === 'absent')
      this.#court.desktops.adoptedAt.set(id, this.#court.world.time.now());
    this.#was.set(id, phase.status);
  }

  #onCall(witness: Witness, operation: string, input: object): ((output: unknown) => void) | undefined {
    switch (operation) {
      case 'RebuildWorkspaces':
        return this.#onChange(witness, 'rebuild', idsIn(input, 'RebuildWorkspaceRequests'));
      case 'TerminateWorkspaces':
        return this.#onChange(witness, 'terminate', idsIn(input, 'TerminateWorkspaceRequests'));
      case 'CreateWorkspaces':
        return (output) => this.#onCreate(witness, output);
      case 'RebootWorkspaces':
        return () => this.#court.world.tally.count('reboot');
      case 'CreateTags':
        return this.#onTag(input);
      default:
        return undefined;
    }
  }

  #onChange(witness: Witness, what: What, ids: readonly string[]): (output: unknown) => void {
    const { desktops } = this.#court;
    const before = ids.flatMap((id): Before[] => {
      const desktop = desktops.byId(id);
      if (desktop === undefined) return [];
      const { state, tags } = desktop;
      const isManaged = tags.get('managed') === 'yes';
      return [{ desktop, state, isUsed: isUsed(desktop), isDirty: desktops.isDirty(desktop), isManaged }];
    });
    return (output) => {
      const failed = new Set(idsIn(output, 'FailedRequests'));
      for (const one of before) {
        if (failed.has(one.desktop.id)) this.#court.world.tally.count(`${what} refused`);
        // Asked for once more what is under way: AWS takes it, and nothing happens.
        else if (!isGoing(one)) this.#judge(witness, what, one);
      }
    };
  }

  #onCreate(witness: Witness, output: unknown): void {
    const { world, requesters, breaches, say } = this.#court;
    for (const userName of namesIn(output, 'PendingRequests')) {
      world.tally.count('create');
      say(`create a desktop for ${userName}`);
      const read = witness.knows.read.get(seatId(ref(userName)));
      if (read === undefined || requesters.hasGivenUp(userName, read.at))
        breaches.push({ law: 7, what: `a desktop is made for ${userName}, whom nobody wants` });
    }
    world.tally.count('create refused', idsOrNames(output, 'FailedRequests'));
  }

  /** A desktop goes from one group to another, and never from somebody else's hands. */
  #onTag(input: object): (() => void) | undefined {
    const { world, desktops, requesters, breaches } = this.#court;
    const isOfGroup = textsIn(input, 'Tags', 'Key').includes('DirectoryGroup');
    const desktop = 'ResourceId' in input ? desktops.byId(String(input.ResourceId)) : undefined;
    if (!isOfGroup || desktop === undefined) return undefined;
    if (!isOfItsGroups(desktop, requesters))
      breaches.push({ law: 8, what: `a desktop of none of its groups is tagged: ${desktop.userName}` });
    return () => world.tally.count('tagged as the other group’s');
  }

  #judge(witness: Witness, what: What, before: Before): void {
    const { world, requesters, bounds, say } = this.#court;
    const { desktop } = before;
    const { id, userName } = desktop;
    const now = world.time.now();
    say(`${what} ${userName}'s ${id}`);
    const read = witness.knows.read.get(seatId(ref(userName)));
    const shown = witness.connections.get(id);
    const taken = this.#taken.get(id);
    const judged = new Judgement(this.#court, before, what);
    if (read === undefined || shown === undefined) {
      judged.breach(2, 'a call without a look, or without reading the seat again');
      return;
    }
    const age = now - shown.askedAt;
    world.tally.most('ms that a look was old when its call was taken', age);
    if (age > lookIsFreshForMs) judged.breach(2, `a look that is ${age} ms old counts`);
    const policy = firstMatch(witness.policies, policyView(desktop));
    judged.protectedOnes(witness, policy, read.at);
    const isTold = this.#court.told.ofLogin(id, desktop.lastLogin ?? Number.POSITIVE_INFINITY, read.at);
    if (before.isUsed) {
      if (judged.hasOverstayed(read.at)) world.tally.count('connected, and gone from the group');
      else if (isTold || shown.state === 'CONNECTED') judged.breach(2, 'a connected user is reset');
      else world.tally.count('excused: connected unseen');
    }
    this.#taken.set(id, { at: now, answered: false });
    const said = this.#court.said.startedAs(id);
    const kind = judged.kindOf(read.at, said);
    world.tally.count(kind === 'reset' ? what : kind === 'asked for' ? `${what} asked for` : kind);
    if (policy !== undefined) bounds.called(userName, policy, kind, witness.knows, judged.breachOf);
    if ((kind === 'reset' || kind === 'asked for') && said !== undefined) judged.once(said, requesters);
    if (kind === 'reset') {
      if (!before.isDirty) judged.clean(taken, read.seat.memory.settledUntil);
      if (policy !== undefined) judged.tooSoon(policy, isTold, shown.lastConnectedAt);
    }
    if (what === 'rebuild') this.#court.desktops.rebuiltAt.set(id, now);
    // Their session ends with the call, and that is when AWS saw them last.
    if (before.isUsed) this.#court.desktops.leftAt.set(id, now);
  }
}

/** One desktop before one call. */
class Judgement {
  readonly #court: Court;
  readonly #before: Before;
  readonly #what: What;

  constructor(court: Court, before: Before, what: What) {
    this.#court = court;
    this.#before = before;
    this.#what = what;
  }

  breach(law: Breach['law'], text: string): void {
    const { id, userName } = this.#before.desktop;
    this.#court.breaches.push({ law, what: `${text} (${this.#what} ${userName}'s ${id})` });
  }

  readonly breachOf = (law: Breach['law'], text: string): void => this.breach(law, text);

  /** Law 5, and that a rehearsal hits nobody. */
  protectedOnes(witness: Witness, policy: Policy | undefined, readAt: number): void {
    const { requesters, desktops } = this.#court;
    const { desktop, isManaged } = this.#before;
    if ((requesters.heldSince(desktop.userName) ?? Number.POSITIVE_INFINITY) < readAt)
      this.breach(5, 'a desktop on hold is hit');
    const tagged = desktops.heldByTag.get(desktop.id);
    const tagsHeardAt = witness.indexed.get(desktop.id) ?? Number.NEGATIVE_INFINITY;
    if (tagged !== undefined && tagged.until > this.#court.world.time.now() && tagged.since < tagsHeardAt)
      this.breach(5, 'a desktop on hold by its tag is hit');
    const byTags = witness.policies.some(({ match }) => match.tags !== undefined);
    // What was changed while the answer was on its way the answer may not show.
    const tagsReadAt = witness.tags.get(desktop.id)?.askedAt ?? Number.NEGATIVE_INFINITY;
    const since = desktops.unmanagedAt.get(desktop.id) ?? Number.NEGATIVE_INFINITY;
    const couldBeSeen = !byTags || isManaged || since < tagsReadAt || tagsReadAt === Number.NEGATIVE_INFINITY;
    if (policy === undefined && couldBeSeen) this.breach(5, 'a desktop that no policy matches is hit');
    if (policy?.dryRun === true && this.#before.desktop.lastLogin !== undefined)
      this.breach(5, 'a desktop is hit in dry run');
  }

  /** Why, by what people know and by what the service has said of it. */
  kindOf(readAt: number, said: Started | undefined): Kind {
    const { requesters } = this.#court;
    const { desktop, state } = this.#before;
    if (this.#what === 'terminate') {
      if (state === 'ERROR' && desktop.lastLogin === undefined) return 'replacement';
      // A reset of such a seat can't be told from its removal from here.
      if (requesters.mayBeUnwanted(desktop.userName, readAt)) return 'removal';
    }
    return said?.cause === 'request' ? 'asked for' : 'reset';
  }

  /** Who left their group, and had the desktop for as long as that group lets somebody who is connected. */
  hasOverstayed(readAt: number): boolean {
    const { requesters, world } = this.#court;
    const longest = world.account.directory?.connectedLeaverMs;
    const since = requesters.unwantedSince(this.#before.desktop.userName, readAt);
    if (longest === undefined || since === undefined || this.#what !== 'terminate') return false;
    return world.time.now() - since >= longest;
  }

  /** Law 4: one leaving, or one request, leads to one reset. */
  once({ cause, about }: Started, requesters: Requesters): void {
    if (cause === 'request' && !requesters.hasAsked(about)) this.breach(4, `nobody has asked for ${about}`);
    const done = this.#court.done;
    const key = `${this.#before.desktop.id} ${about}`;
    if (done.has(key)) this.breach(4, `${about} is reset for twice`);
    done.add(key);
  }

  /** Law 4: nobody has used it since it was last made clean. */
  clean(last: Taken | undefined, settledUntil: number): void {
    const { desktops, world } = this.#court;
    const { desktop } = this.#before;
    // A use between a decision and a call whose answer was lost can only be taken for a later one.
    const used = Math.max(desktop.lastLogin ?? 0, desktops.leftAt.get(desktop.id) ?? 0);
    const unknowable = last !== undefined && !last.answered && used > settledUntil && used <= last.at;
    if (unknowable) world.tally.count('excused: answer lost');
    else this.breach(4, 'a clean desktop is reset again');
  }

  /** Law 2, the other half of it: whoever was there a moment ago may be back in a moment. */
  tooSoon({ graceMs }: Policy, isTold: boolean, lastConnectedAt: number | undefined): void {
    const { desktops, world } = this.#court;
    const { desktop, isUsed } = this.#before;
    const leftAt = desktops.leftAt.get(desktop.id);
    if (leftAt === undefined || isUsed) return;
    const away = world.time.now() - leftAt;
    if (away >= graceMs) return;
    const wasShown = (lastConnectedAt ?? 0) >= (desktop.lastLogin ?? 0);
    if (isTold || wasShown) this.breach(2, `a user who left ${(away / 60_000).toFixed(1)} min ago is reset`);
    else world.tally.count('excused: return unseen');
  }
}

const listIn = (value: unknown, member: string): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  const list: unknown = new Map(Object.entries(value)).get(member);
  return Array.isArray(list) ? list : [];
};

const textsIn = (value: unknown, list: string, member: string): string[] =>
  listIn(value, list).flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const text: unknown = new Map(Object.entries(item)).get(member);
    return typeof text === 'string' ? [text] : [];
  });

const idsIn = (value: unknown, list: string): string[] => textsIn(value, list, 'WorkspaceId');
const namesIn = (value: unknown, list: string): string[] => textsIn(value, list, 'UserName');
const idsOrNames = (value: unknown, list: string): number => listIn(value, list).length;
