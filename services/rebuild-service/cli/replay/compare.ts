import type { Policy } from '@cleandesk/policies';
import { seatId } from '../../src/domain/seat.ts';
import type { Absence, Absences } from './absences.ts';
import { matching, type TagSources, type TagsOf } from './matching.ts';
import { type Noticing, noticedWithinMs, noticings } from './noticing.ts';
import { type Fate, type Ground, play } from './play.ts';

export type Compared = {
  absence: Absence;
  before: Fate;
  after: Fate;
  /** What it would have been, had the leaving been noticed some minutes earlier or later: only where that decides. */
  beforeElse?: Fate;
  afterElse?: Fate;
};

export type Comparison = {
  /** In the order in which the users left. */
  absences: readonly Compared[];
  /** The new policies would have reset it, the old ones would not, or did not. */
  onlyNew: readonly Compared[];
  onlyOld: readonly Compared[];
  /** Minutes decide whether one of both would have reset it. */
  close: readonly Compared[];
  /** One of both cannot be known. */
  unknown: readonly Compared[];
  /** Desktops that each policy is taken to manage. */
  fleets: { before: Readonly<Record<string, number>>; after: Readonly<Record<string, number>> };
  /** Absences of these very old policies: in how many the replay agrees with what was done. */
  agreement?: { same: number; of: number };
};

export type Question = {
  records: Absences;
  newPolicies: readonly Policy[];
  /** Without them: what was done, as the records tell. */
  oldPolicies?: readonly Policy[] | undefined;
  tags: TagSources;
  /** By policy. */
  fleets: ReadonlyMap<string, number>;
  until: number;
  /** Told how many have been played, list by list. */
  progress?: (absences: number) => void;
};

/** What the new policies would have made of each absence, beside what the old ones did. */
export function compare({ records, newPolicies, oldPolicies, tags, ...question }: Question): Comparison {
  const { fleets, until, progress = () => undefined } = question;
  const absences = records.all();
  /** A successor has the tags of the desktop before it. */
  const known = (tagsOf: TagsOf | undefined, { desktop: { workspaceId } }: Absence) =>
    tagsOf?.(workspaceId) ?? tagsOf?.(records.latestOf(workspaceId));
  const tagsOf = (absence: Absence) => known(tags.given, absence) ?? absence.tags ?? known(tags.now, absence);
  const by = (policies: readonly Policy[], asRecorded: boolean) => {
    const match = matching(policies, tagsOf, asRecorded);
    const managed = managedIn(absences, match, fleets);
    const fleetOf = (policy: string) => managed[policy] ?? 0;
    const ground = { policies, match, fleetOf, timesToReady: records.timesToReady, until };
    return { fates: playAll(absences, { ...ground, progress }), managed };
  };
  const after = by(newPolicies, false);
  const before = oldPolicies === undefined ? undefined : by(oldPolicies, true);
  const all = absences.map((absence, index): Compared => {
    const was: Played = before?.fates[index] ?? { fate: asRecorded(absence) };
    const would: Played = after.fates[index] ?? { fate: { kind: 'unknown', because: 'return' } };
    return {
      absence,
      before: was.fate,
      after: would.fate,
      ...(was.otherwise === undefined ? {} : { beforeElse: was.otherwise }),
      ...(would.otherwise === undefined ? {} : { afterElse: would.otherwise }),
    };
  });
  const isKnown = ({ before: was, after: would }: Compared) =>
    was.kind !== 'unknown' && would.kind !== 'unknown';
  const certain = all.filter((one) => isKnown(one) && !isClose(one));
  return {
    absences: all,
    onlyNew: certain.filter((one) => isReset(one.after) && !isReset(one.before)),
    onlyOld: certain.filter((one) => isReset(one.before) && !isReset(one.after)),
    close: all.filter((one) => isKnown(one) && isClose(one)),
    unknown: all.filter((one) => !isKnown(one)),
    fleets: { before: before?.managed ?? {}, after: after.managed },
    ...(oldPolicies === undefined ? {} : { agreement: agreementOf(all, oldPolicies) }),
  };
}

export const isReset = (fate: Fate): boolean => fate.kind === 'reset';

const isClose = ({ before, beforeElse = before, after, afterElse = after }: Compared): boolean =>
  isReset(before) !== isReset(beforeElse) || isReset(after) !== isReset(afterElse);

type Played = { fate: Fate; otherwise?: Fate };

/** Again and again: as the leavings were noticed, and as early and as late as they could have been. */
function playAll(absences: readonly Absence[], ground: Omit<Ground, keyof Noticing>): Played[] {
  const [fates, ...others] = noticings.map(({ of, ...late }) => {
    const played = absences.map(of);
    const found = play(played, { ...ground, ...late });
    return played.map((absence): Fate => found.get(absence) ?? { kind: 'unknown', because: 'return' });
  });
  return (fates ?? []).map((fate, index) => {
    const otherwise = others
      .map((found) => found[index])
      .find((one) => one !== undefined && differs(fate, one));
    return otherwise === undefined ? { fate } : { fate, otherwise };
  });
}

const differs = (a: Fate, b: Fate): boolean =>
  a.kind === 'reset' && b.kind === 'reset'
    ? Math.abs(a.at - b.at) > 2 * noticedWithinMs
    : isReset(a) !== isReset(b);

/** How many desktops each policy manages: as told, or at least as many as have records. */
function managedIn(
  absences: readonly Absence[],
  match: ReturnType<typeof matching>,
  told: ReadonlyMap<string, number>,
): Record<string, number> {
  const seats = new Map<string, Set<string>>();
  for (const absence of absences) {
    const policy = match(absence);
    if (policy === 'none' || policy === 'unknown') continue;
    seats.set(policy.name, (seats.get(policy.name) ?? new Set()).add(seatId(absence.seat)));
  }
  const counted = [...seats].map(([policy, ofPolicy]) => [policy, ofPolicy.size] as const);
  return { ...Object.fromEntries(counted), ...Object.fromEntries(told) };
}

function asRecorded({ was }: Absence): Fate {
  const { outcome, at, because = 'kept', waitedFor, policy, strategy } = was;
  if (outcome === 'kept')
    return {
      kind: 'kept',
      because,
      ...(policy === undefined ? {} : { policy }),
      ...(waitedFor === undefined ? {} : { waitedFor }),
    };
  return {
    kind: 'reset',
    at,
    policy: policy ?? { name: 'unknown', version: 'unknown' },
    strategy: strategy ?? 'rebuild',
  };
}

function agreementOf(all: readonly Compared[], policies: readonly Policy[]): { same: number; of: number } {
  const theirs = all.filter(
    ({ absence, before }) =>
      before.kind !== 'unknown' && policies.some(({ version }) => version === absence.was.policy?.version),
  );
  const same = theirs.filter(({ absence, before }) => isReset(asRecorded(absence)) === isReset(before));
  return { same: same.length, of: theirs.length };
}
