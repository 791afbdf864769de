import { leaversAllowed } from '../../../services/directory-sync/src/domain/decide.ts';
import type { Group } from '../../../services/directory-sync/src/domain/group.ts';
import { sourceOf } from '../../../services/directory-sync/src/domain/saying.ts';
import type { Tally } from '../tally.ts';
import type { Desktop } from '../town/desktops.ts';
import type { Committed, TownDirectory } from '../town/directory.ts';
import type { Requesters } from '../town/requesters.ts';
import type { Breach } from './breach.ts';

const day = 86_400_000;
const groupTag = 'DirectoryGroup';

/** Law 8, at the moment at which directory-sync stores what it is about to say. */
export class GroupJudge {
  readonly #directory: TownDirectory;
  readonly #tally: Tally;
  readonly #breaches: Breach[];
  /** Leavings that a person let pass, by group, user and time. */
  readonly #letPass = new Set<string>();
  /** When those left who lost their claim, but whom a person let pass. By group. */
  readonly #left = new Map<string, Map<string, number>>();

  constructor(directory: TownDirectory, tally: Tally, breaches: Breach[]) {
    this.#directory = directory;
    this.#tally = tally;
    this.#breaches = breaches;
    directory.committed = (what) => this.#committed(what);
  }

  #committed(what: Committed): void {
    const { group, changes, read, isLetPass } = what;
    if (changes.length === 0) return;
    if (read === undefined) {
      this.#breach('claims change by a read that showed nothing');
      return;
    }
    if (!isLetPass && !read.entries.some(({ isDisabled }) => !isDisabled))
      this.#breach(`${group} shows nobody, and that is believed`);
    for (const change of changes) this.#judge(what, read, change);
  }

  #judge(
    { group, isLetPass }: Committed,
    read: NonNullable<Committed['read']>,
    { key, claim, why }: Committed['changes'][number],
  ): void {
    const leaving = `${group} ${key} ${claim.leftAt}`;
    if (isLetPass && claim.leftAt === read.at) this.#letPass.add(leaving);
    if (why === 'quiet') return;
    const shown = read.entries.find(({ login }) => login?.toLowerCase() === key);
    const isMember = shown !== undefined && !shown.isDisabled;
    if (claim.said === 'wanted') {
      if (!isMember) this.#breach(`${claim.login} is wanted, and ${group} does not show them`);
      return;
    }
    const isRenamed = read.entries.some(({ id, isDisabled }) => id === claim.entryId && !isDisabled);
    if (!isLetPass && (isMember || isRenamed))
      this.#breach(`${claim.login} is unwanted, and ${group} shows them`);
    if (read.unread.includes(claim.dn))
      this.#breach(`${claim.login} is unwanted, of whom nothing could be read`);
    this.#tally.count('left a group', 1, claim.login);
    if (!this.#letPass.has(leaving)) this.#leaves(group, leaving, claim.leftAt ?? read.at);
  }

  /** So many may leave within a day. */
  #leaves(group: string, leaving: string, at: number): void {
    const left = this.#left.get(group) ?? new Map<string, number>();
    this.#left.set(group, left.set(leaving, at));
    const within = [...left.values()].filter((one) => one > at - day && one <= at).length;
    const rules = this.#directory.groups.find(({ name }) => name === group);
    const allowed = rules === undefined ? 0 : leaversAllowed(rules, 0);
    if (within > allowed) this.#breach(`${within} leave ${group} within a day, and ${allowed} may`);
  }

  #breach(what: string): void {
    this.#breaches.push({ law: 8, what });
  }
}

/** Law 8, once all is calm: what was said last of a user is what the directory shows. */
export function judgeGroups(
  directory: TownDirectory,
  requesters: Requesters,
  userName: string,
  desktop: Desktop | undefined,
): Breach[] {
  const { groups } = directory;
  const wanting = groups.filter(({ name }) => directory.shallHave(userName, name));
  const breaches = groups.flatMap((group): Breach[] => {
    const isWanted = requesters.isWanted(userName, sourceOf(group));
    if (isWanted === wanting.includes(group)) return [];
    const what = isWanted
      ? `still wanted by ${group.name}, and no member`
      : `a member of ${group.name}, and not wanted`;
    return [{ law: 8, what: `${what}: ${userName}` }];
  });
  return [...breaches, ...ofTag(wanting[0], requesters, userName, desktop)];
}

/** The desktop is known as the first group's that wants it; but not where it carries the tag of a group that never did. */
function ofTag(
  group: Group | undefined,
  requesters: Requesters,
  userName: string,
  desktop: Desktop | undefined,
): Breach[] {
  const tag = desktop?.tags.get(groupTag);
  if (group === undefined || desktop === undefined || tag === group.name) return [];
  if (!isOfItsGroups(desktop, requesters)) return [];
  return [{ law: 8, what: `a desktop of ${group.name} is tagged as that of ${tag}: ${userName}` }];
}

/** Whether it carries the tag of a group that has claimed its user's seat: others may give up what they like. */
export const isOfItsGroups = ({ tags, userName }: Desktop, requesters: Requesters): boolean =>
  (requesters.claims.get(userName) ?? []).some(
    ({ source }) => source === sourceOf({ name: tags.get(groupTag) ?? '' }),
  );
