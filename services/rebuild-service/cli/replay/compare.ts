import type { Policy } from '@cleandesk/policies';
import { seatId } from '../../src/domain/seat.ts';
import type { Absence, Absences } from './absences.ts';
import { matching, type TagsOf } from './matching.ts';
import { type Fate, play } from './play.ts';

export type Compared = { absence: Absence; before: Fate; after: Fate };

export type Comparison = {
  /** In the order in which the users left. */
  absences: readonly Compared[];
  /** The new policies would have reset it, the old ones would not, or did not. */
  onlyNew: readonly Compared[];
  onlyOld: readonly Compared[];
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
  tagsOf: TagsOf;
  /** By policy. */
  fleets: ReadonlyMap<string, number>;
  until: number;
  /** Told how many have been played, list by list. */
  progress?: (absences: number) => void;
};

/** What the new policies would have made of each absence, beside what the old ones did. */
export function compare({ records, newPolicies, oldPolicies, tagsOf, ...question }: Question): Comparison {
  const { fleets, until, progress = () => undefined } = question;
  const absences = records.all();
  const tags: TagsOf = (workspaceId) => tagsOf(workspaceId) ?? tagsOf(records.latestOf(workspaceId));
  const by = (policies: readonly Policy[], asRecorded: boolean) => {
    const match = matching(policies, tags, asRecorded);
    const managed = managedIn(absences, match, fleets);
    const fleetOf = (policy: string) => managed[policy] ?? 0;
    const fates = play(absences, {
      policies,
      match,
      fleetOf,
      timesToReady: records.timesToReady,
      until,
      progress,
    });
    return { fates, managed };
  };
  const after = by(newPolicies, false);
  const before = oldPolicies === undefined ? undefined : by(oldPolicies, true);
  const all = absences.map((absence) => ({
    absence,
    before: before?.fates.get(absence) ?? asRecorded(absence),
    after: after.fates.get(absence) ?? ({ kind: 'unknown', because: 'return' } as const),
  }));
  const isKnown = ({ before: was, after: would }: Compared) =>
    was.kind !== 'unknown' && would.kind !== 'unknown';
  const known = all.filter(isKnown);
  return {
    absences: all,
    onlyNew: known.filter((one) => isReset(one.after) && !isReset(one.before)),
    onlyOld: known.filter((one) => isReset(one.before) && !isReset(one.after)),
    unknown: all.filter((one) => !isKnown(one)),
    fleets: { before: before?.managed ?? {}, after: after.managed },
    ...(oldPolicies === undefined ? {} : { agreement: agreementOf(all, oldPolicies) }),
  };
}

export const isReset = (fate: Fate): boolean => fate.kind === 'reset';

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
