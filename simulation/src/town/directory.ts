import type { DesktopSpec } from '@cleandesk/contracts';
import { toGroup, wireGroup } from '../../../services/directory-sync/src/adapters/wire-group.ts';
import type { Change } from '../../../services/directory-sync/src/domain/changes.ts';
import type { Group, LdapSource } from '../../../services/directory-sync/src/domain/group.ts';
import type { Entry, GroupRead, ReadFault } from '../../../services/directory-sync/src/domain/read.ts';
import { tagsOf } from '../../../services/directory-sync/src/domain/saying.ts';
import { type Directory, DirectoryFault, type Notebook } from '../../../services/directory-sync/src/ports.ts';
import { fakeNotebook } from '../../../services/directory-sync/test/fakes/fake-notebook.ts';
import type { Chance } from '../../../services/rebuild-service/test/laws/chance.ts';
import type { Tally } from '../tally.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import { directoryId } from './place.ts';

const second = 1000;

/** How a town's directory decides who has a desktop. */
export type DirectoryRules = {
  /** Of the second one nobody is a member in the beginning. */
  groups: 1 | 2;
  leaverDelayMinutes: number;
  connectedLeaverMinutes: number;
  /** So many may leave within a day, of a group. */
  leaversLeast: number;
};

/** What can be wrong with a person's entry, until somebody mends it. */
export const flaws = ['isDisabled', 'hasNoMail', 'isUnread', 'isRenamed'] as const;
export type Flaw = (typeof flaws)[number];
type Person = { name: string; flaws: Set<Flaw>; groups: Set<string> };

/** What a run has stored, and what it rests on. */
export type Committed = {
  group: string;
  changes: readonly Change[];
  /** The complete read of this run. */
  read: GroupRead | undefined;
  /** A person has asked for this run, and lets everything pass. */
  isLetPass: boolean;
};

const groupNames = ['sales', 'support'] as const;
/** How a read can end that shows nothing. */
export const readFaults: readonly ReadFault[] = [
  'ServerUnreachable',
  'CertificateWrong',
  'BindFailed',
  'GroupNotFound',
  'ReadIncomplete',
];

type Tools = {
  time: VirtualTime;
  chance: Chance;
  tally: Tally;
  /** Share of reads that show nothing, and ms that a good one takes at most. */
  habits: () => { brokenReads: number; slowest: number };
};

/** The directory of a town, its groups as they are configured, and what directory-sync remembers of them. */
export class TownDirectory implements Directory {
  readonly groups: readonly Group[];
  readonly notebook: Notebook = fakeNotebook();
  /** Told of all that is committed. */
  committed: (what: Committed) => void = () => undefined;
  /** ms that somebody who left and is connected keeps the desktop. */
  readonly connectedLeaverMs: number;
  /** Every read ends so, until somebody mends it. */
  trouble: ReadFault | undefined;
  readonly #tools: Tools;
  readonly #people: readonly Person[];

  constructor(rules: DirectoryRules, names: readonly string[], tools: Tools) {
    this.#tools = tools;
    this.connectedLeaverMs = rules.connectedLeaverMinutes * 60 * second;
    this.groups = groupNames.slice(0, rules.groups).map((name, place) => groupOf(name, place, rules));
    this.#people = names.map((name) => ({ name, flaws: new Set(), groups: new Set() }));
  }

  join(name: string, place: number): void {
    this.#person(name)?.groups.add(this.#groupAt(place).name);
  }

  leave(name: string, place: number): void {
    this.#person(name)?.groups.delete(this.#groupAt(place).name);
  }

  /** Somebody changes an entry, or changes it back. */
  change(name: string, flaw: Flaw): void {
    const flaws = this.#person(name)?.flaws;
    if (flaws?.delete(flaw) === false) flaws.add(flaw);
  }

  /** The directory answers, and what is wrong with entries is mended. Who is disabled stays so. */
  becomeCalm(): void {
    this.trouble = undefined;
    for (const { flaws } of this.#people)
      for (const flaw of flaws) if (flaw !== 'isDisabled') flaws.delete(flaw);
  }

  /** Whether this user shall have a desktop for that group. */
  shallHave(name: string, group: string): boolean {
    const person = this.#person(name);
    return person?.groups.has(group) === true && !person.flaws.has('isDisabled');
  }

  /** Who is listed is read first, then their entries: others may change in between. */
  async read({ groupDn }: LdapSource): Promise<GroupRead> {
    const { time, chance, tally, habits } = this.#tools;
    const { brokenReads, slowest } = habits();
    const at = time.now();
    const fault = this.trouble ?? (chance.happens(brokenReads) ? chance.pick(readFaults) : undefined);
    const group = this.groups.find(({ source }) => source.groupDn === groupDn)?.name ?? '';
    const listed = this.#people.filter(({ groups }) => groups.has(group));
    // What ends badly begins like any other read, and may take as long as it is waited for.
    await time.wait(chance.between(20, fault === undefined ? 20 + slowest * 4 : 120 * second));
    if (fault !== undefined) {
      tally.count('read that shows nothing', 1, fault);
      throw new DirectoryFault(fault, 'It is so.');
    }
    return {
      server: 'dc1.example.com:636',
      at,
      entries: listed.filter(({ flaws }) => !flaws.has('isUnread')).map(entryOf),
      unread: listed.filter(({ flaws }) => flaws.has('isUnread')).map(dnOf),
      searches: 2,
    };
  }

  #person(name: string): Person | undefined {
    return this.#people.find((one) => one.name === name);
  }

  /** Who names a group that there is not means the one that there is. */
  #groupAt(place: number): Group {
    const group = this.groups[place % this.groups.length];
    if (group === undefined) throw new Error('There is no group');
    return group;
  }
}

const dnOf = ({ name }: Person): string => `CN=${name},DC=example,DC=com`;

const entryOf = (person: Person): Entry => ({
  id: `id-${person.name}`,
  dn: dnOf(person),
  login: person.flaws.has('isRenamed') ? `${person.name}.married` : person.name,
  hasMail: !person.flaws.has('hasNoMail'),
  isDisabled: person.flaws.has('isDisabled'),
});

const groupOf = (name: string, place: number, rules: DirectoryRules): Group =>
  toGroup(
    wireGroup.parse({
      name,
      urls: ['ldaps://dc1.example.com'],
      bindUser: 'cleandesk@example.com',
      secret: 'cleandesk/ldap',
      groupDn: `CN=${name},DC=example,DC=com`,
      searchBase: 'DC=example,DC=com',
      directoryId,
      desired: desiredOfGroups,
      leaverDelaySeconds: rules.leaverDelayMinutes * 60,
      connectedLeaverSeconds: rules.connectedLeaverMinutes * 60,
      limits: { leaversShare: 0, leaversLeast: rules.leaversLeast },
      dryRun: false,
    }),
    place,
  );

/** What groups make: the same for all of their members. */
const desiredOfGroups = {
  bundleId: 'wsb-standard1',
  runningMode: 'AUTO_STOP',
  autoStopMinutes: 60,
  rootVolumeGib: 80,
  userVolumeGib: 50,
  tags: { managed: 'yes', Team: 'blue' },
} as const;

/** A desktop that was made for a group before there was anybody to read it, by the script that had done so. */
export const madeForGroup = (group: Group): DesktopSpec => ({
  ...group.desired,
  tags: { ...group.desired.tags, ...tagsOf(group) },
});
