import type { Given } from './given.ts';
import type { Leaver, Renamed } from './leaving.ts';
import type { Member, Members } from './members.ts';
import { type Claim, keyOf, type Trouble, withinADay } from './memory.ts';
import type { Instant } from './time.ts';

/** Why something is said of a seat; `quiet` changes only what is remembered. */
export type Why = 'joined' | 'returned' | 'retried' | 'changed' | 'left' | 'quiet';

/** A claim as it is from now on. */
export type Change = { key: string; claim: Claim; why: Why };

const day = 86_400_000;
/** ms after which a seat that failed is asked for again; twice as long every time, up to a day. */
const retryAfterMs = 3_600_000;

/** What is to be said or remembered of members. */
export function ofMembers(given: Given, members: Members, renamed: readonly Renamed[]): Change[] {
  const frozen = new Set(renamed.flatMap(({ from, to }) => [keyOf(from), keyOf(to)]));
  return [...members.byKey].flatMap(([key, member]) => {
    // guard: nothing-is-said-of-a-renamed-user
    if (frozen.has(key)) return [];
    const change = ofMember(given, key, member, members.withoutMail.has(key));
    return change === undefined ? [] : [{ key, ...change }];
  });
}

type Changed = Omit<Change, 'key'>;

function ofMember(given: Given, key: string, member: Member, withoutMail: boolean): Changed | undefined {
  const { group, memory, revision, now, isAsked } = given;
  const before = memory.claims.get(key);
  const leavings = leavingsOf(before, now);
  const claim: Claim = {
    ...member,
    said: 'wanted',
    revision,
    spec: group.desiredVersion,
    ...(leavings.length === 0 ? {} : { leavings }),
  };
  if (before?.said !== 'wanted') {
    // guard: who-has-no-mail-address-gets-no-desktop
    if (withoutMail) return undefined;
    return { claim, why: before === undefined ? 'joined' : 'returned' };
  }
  if (before.spec !== claim.spec) return { claim, why: 'changed' };
  const trouble = memory.troubles.get(key);
  // Nobody else would ask for it again: the user may have come into being meanwhile, or the quota was raised.
  // guard: a-seat-that-failed-is-asked-for-again-now-and-then
  if (trouble !== undefined && (isAsked || now - Math.max(trouble.at, before.revision) >= patience(trouble)))
    return { claim, why: 'retried' };
  const same = before.leftAt === undefined && before.dn === member.dn && before.entryId === member.entryId;
  return same ? undefined : { claim: { ...claim, revision: before.revision }, why: 'quiet' };
}

/** Who comes back within the delay has lost nothing, and never left. */
const leavingsOf = (before: Claim | undefined, now: Instant): readonly Instant[] =>
  withinADay(before?.leavings, now).filter((at) => before?.said === 'unwanted' || at !== before?.leftAt);

const patience = ({ times }: Trouble): number => Math.min(retryAfterMs * 2 ** (times - 1), day);

/** What is to be said or remembered of those who left. */
export function ofLeavers(given: Given, leavers: readonly Leaver[]): Change[] {
  const { read, group, revision, passes } = given;
  const isExcused = passes.has('GroupShrunk') || passes.has('GroupEmpty');
  return leavers.flatMap(({ key, claim }): Change[] => {
    const leftAt = claim.leftAt ?? read.at;
    const before = withinADay(claim.leavings, read.at);
    const leavings = claim.leftAt !== undefined || isExcused ? before : [...before, leftAt];
    const gone: Claim = { ...claim, leftAt, leavings };
    // guard: a-leaver-keeps-the-desktop-for-the-delay
    if (read.at - leftAt < group.leaverDelayMs)
      return claim.leftAt === undefined ? [{ key, claim: gone, why: 'quiet' }] : [];
    return [{ key, claim: { ...gone, said: 'unwanted', revision }, why: 'left' }];
  });
}
