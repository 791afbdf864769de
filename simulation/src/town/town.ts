import type { World } from '../world.ts';
import { Alarms } from './alarms.ts';
import { type Desktop, Desktops } from './desktops.ts';
import { directoryId } from './place.ts';
import { Requesters } from './requesters.ts';
import { Said } from './said.ts';
import { Told } from './told.ts';

const second = 1000;
const minute = 60 * second;
/** docs/architecture.md: a hold that is set on the desktop itself. */
const holdTag = 'cleandesk:hold';

/** Users, those who want things of their seats, and whoever else has a key to the account. */
export class Town {
  readonly alarms: Alarms;
  readonly desktops: Desktops;
  readonly told: Told;
  readonly said: Said;
  readonly requesters: Requesters;
  readonly terminatedByHand = new Set<string>();
  readonly #world: World;
  readonly #say: (what: string) => void;
  readonly #names: readonly string[];
  #storm = 0;

  constructor(world: World, names: readonly string[], say: (what: string) => void) {
    this.#world = world;
    this.#names = names;
    this.#say = say;
    this.desktops = new Desktops(world);
    this.alarms = new Alarms(world, this.desktops);
    this.told = new Told(world);
    this.said = new Said(world, this.desktops);
    this.requesters = new Requesters(world, this.told, this.desktops);
    this.said.onStarted = (userName) => this.#interfere(userName);
    this.said.onClaim = (event) => this.requesters.hear(event);
  }

  session(userName: string, action: 'connect' | 'disconnect' | 'drop' | 'fail'): void {
    const desktop = this.desktops.ofUser(userName);
    if (desktop === undefined) return;
    const could = this.desktops.session(desktop, action);
    this.#world.tally.count(could ? action : `could not ${action}`);
  }

  /** The network of all of them breaks. */
  outage(): void {
    for (const name of this.#names) this.session(name, 'drop');
  }

  setManaged(userName: string, managed: boolean): void {
    const desktop = this.desktops.ofUser(userName);
    if (desktop === undefined || desktop.tags.has('managed') === managed) return;
    const { id } = desktop;
    const { unmanagedAt } = this.desktops;
    if (managed) {
      const tags = { ResourceId: id, Tags: [{ Key: 'managed', Value: 'yes' }] };
      this.#world.insist('CreateTags', tags, () => void unmanagedAt.delete(id));
    } else {
      this.desktops.onceUnmanaged.add(userName);
      const tags = { ResourceId: id, TagKeys: ['managed'] };
      this.#world.insist('DeleteTags', tags, () => void unmanagedAt.set(id, this.#world.time.now()));
    }
  }

  /** As people do in the AWS console, who know of no seat. */
  holdByTag(userName: string, ms: number): void {
    const desktop = this.desktops.ofUser(userName);
    if (desktop === undefined) return;
    const { id } = desktop;
    const until = this.#world.time.now() + ms;
    const Tags = [{ Key: holdTag, Value: `${new Date(until).toISOString()} ops` }];
    this.#world.insist('CreateTags', { ResourceId: id, Tags }, () => {
      this.desktops.heldByTag.set(id, { since: this.#world.time.now(), until });
    });
  }

  takeTagOff(userName: string): void {
    const desktop = this.desktops.ofUser(userName);
    if (desktop === undefined || !desktop.tags.has(holdTag)) return;
    const { id } = desktop;
    this.desktops.heldByTag.delete(id);
    this.#world.insist('DeleteTags', { ResourceId: id, TagKeys: [holdTag] }, () => undefined);
  }

  terminateByHand(userName: string): void {
    const desktop = this.desktops.ofUser(userName);
    if (desktop === undefined) return;
    this.terminatedByHand.add(userName);
    const requests = { TerminateWorkspaceRequests: [{ WorkspaceId: desktop.id }] };
    this.#world.insist('TerminateWorkspaces', requests, () => undefined);
  }

  /** Somebody else's program uses up the account's rate for a while. */
  storm(ms: number): void {
    const until = this.#world.time.now() + ms;
    this.#storm += 1;
    const storm = this.#storm;
    const next = (): void => {
      if (this.#world.time.now() > until || storm !== this.#storm) return;
      this.#world
        .aws('WorkspacesService', 'DescribeTags', { ResourceId: 'ws-00000000x' })
        .catch(() => undefined);
      this.#world.time.after(this.#world.chance.between(200, 800), next);
    };
    next();
  }

  /** A person has read what was said, and lets go on what was paused or not believed. */
  resumeAll(): void {
    this.letPass();
    for (const { name } of this.#world.policies) this.requesters.resume({ policy: name });
    this.requesters.resume({ directoryId, bundleId: 'wsb-standard1' });
  }

  /**
   * Where a desktop could not be made, or is in ERROR, a person has been told, and asks for a reset. One that ended in
   * ERROR before its first snapshot can't be rebuilt: when that is the answer, they terminate it. A seat that ended with
   * its desktop is claimed once more.
   */
  helpOut(): void {
    for (const name of this.#names) {
      const desktop = this.desktops.ofUser(name);
      const isWell = desktop !== undefined && desktop.state !== 'ERROR';
      const answers = this.said.answersTo(name);
      if (isWell || !this.said.needHelp.has(name.toLowerCase())) continue;
      if (desktop !== undefined && answers.has('no snapshot')) {
        this.#world.tally.count('cleared by a person');
        this.terminateByHand(name);
      } else if (desktop === undefined && answers.has('no desktop') && this.requesters.isWanted(name)) {
        this.#world.tally.count('claimed once more');
        this.#claimAnew(name);
      } else this.requesters.askReset(name);
      answers.clear();
    }
  }

  /** Where a directory decides, who wants a seat claimed lets the directory be read. */
  #claimAnew(userName: string): void {
    if (this.#world.account.directory === undefined) this.requesters.claim(userName, true);
    else this.letPass();
  }

  /** A person has looked at what was not believed of the groups: it is right. */
  letPass(): void {
    const { groups = [] } = this.#world.account.directory ?? {};
    this.#world.tally.count('let pass by a person', groups.length);
    this.requesters.letPass(groups.map(({ name }) => name));
  }

  /** The bad day is over: what lay aside is moved back. */
  becomeCalm(): void {
    this.#world.account.directory?.becomeCalm();
    this.#storm += 1;
    for (const queue of this.#world.queues) this.#world.tally.count('redriven', queue.redrive());
  }

  /** Also who only waited for a stopped desktop to resume. */
  everybodyGoes(): void {
    for (const name of this.#names) {
      const desktop = this.desktops.ofUser(name);
      if (desktop?.session !== undefined) this.session(name, 'disconnect');
    }
  }

  /** The reset is decided, and its call on the way, or left by a crash. */
  #interfere(userName: string): void {
    const { chance, habits, time, tally } = this.#world;
    if (!chance.happens(habits.returns)) return;
    time.after(chance.between(0, 2 * minute), () => {
      if (this.#world.isCalm) return;
      if (chance.happens(0.3)) {
        this.#say(`${userName}: hold, at the last moment`);
        tally.count('held at the last moment');
        this.requesters.hold(userName, 20 * minute);
      } else {
        this.#say(`${userName}: connect, at the last moment`);
        tally.count('back at the last moment');
        this.session(userName, 'connect');
      }
    });
  }
}

export type { Desktop };
