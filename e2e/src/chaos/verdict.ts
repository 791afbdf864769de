import type { Move } from '../stack/cloud-state.ts';
import type { Visited } from './inhabitant.ts';
import type { SeatKind } from './plan.ts';

/** Times that a verdict needs, ms. */
export type Rules = {
  graceMs: number;
  /** How old the last look before a call may be: nobody can see a login that came after it. */
  lookAgeMs: number;
};

/** What is known of one seat in the end. */
export type SeatStory = {
  kind: SeatKind;
  visits: readonly Visited[];
  /** Of all desktops that the seat had, oldest first. */
  moves: readonly Move[];
  /** Ids of resets that a receipt was heard of. */
  receipts: ReadonlySet<string>;
  /** The desktops that the user has now, each with what differs from what it was to be. */
  desktops: readonly { workspaceId: string; state: string; differs: readonly string[] }[];
};

/** Something that must never be, and when it was (epoch ms), if at a moment. */
export type Wrong = { what: string; at?: number };

export type Verdict = {
  wrong: readonly Wrong[];
  /** What is not yet, and may still come. */
  missing: readonly string[];
  resets: number;
  /** Times that the user came back and found the desktop as they had left it. */
  returns: number;
  /** Resets that met a login which came after the last look could see it. */
  unseeable: number;
};

/** Judges one seat by what the desktop cloud did and what its user did, and by nothing that the product believes. */
export function judge(told: SeatStory, rules: Rules): Verdict {
  const resets = told.moves.filter(({ state }) => state === 'REBUILDING' || state === 'TERMINATING');
  const story: SeatStory = { ...told, visits: told.visits.map((visit) => asItEnded(visit, resets)) };
  const cut = resets.filter(({ session }) => session !== null);
  const unseeable = cut.filter(
    ({ at, session }) => session !== null && at - session.since <= rules.lookAgeMs,
  );
  return {
    wrong: [
      ...cut
        .filter((reset) => !unseeable.includes(reset))
        .map((reset) => wrong(reset, `under a session that had stood for ${sessionAge(reset)}`)),
      ...(story.kind === 'givenUp' ? [] : tooSoon(story, resets, rules)),
      ...withoutUse(story, resets),
      ...(story.desktops.length > 1 ? [{ what: `the user has ${story.desktops.length} desktops` }] : []),
      ...story.desktops.flatMap(({ workspaceId, differs }) =>
        differs.map((what) => ({ what: `${workspaceId} has another ${what}` })),
      ),
    ],
    missing: story.kind === 'givenUp' ? stillThere(story) : notYet(story, resets),
    resets: resets.length,
    returns: story.visits.filter(
      ({ from }, index) => index > 0 && !resets.some(({ at }) => at < from && at >= endBefore(story, index)),
    ).length,
    unseeable: unseeable.length,
  };
}

const endBefore = ({ visits }: SeatStory, index: number): number => visits[index - 1]?.to ?? 0;

/** Whose session was cut by a reset did not use the clean desktop, whatever they believed. */
function asItEnded(visit: Visited, resets: readonly Move[]): Visited {
  const cut = resets.find(({ at, session }) => session !== null && at > visit.from && at < visit.to);
  return cut === undefined ? visit : { ...visit, to: cut.at };
}

/** The user had been away for less than the grace. */
function tooSoon({ visits }: SeatStory, resets: readonly Move[], { graceMs, lookAgeMs }: Rules): Wrong[] {
  return resets.flatMap((reset) => {
    // Who came back within the age of the look has not been seen; then the leaving before that counts.
    const left = visits.findLast(({ from }) => from < reset.at - lookAgeMs);
    if (left === undefined) return [wrong(reset, 'before anybody had come')];
    const away = reset.at - left.to;
    return away >= graceMs || left.to > reset.at
      ? []
      : [wrong(reset, `${Math.round(away)} ms after the user had left`)];
  });
}

/** A reset that follows another one with nobody having used the desktop in between. */
function withoutUse({ visits }: SeatStory, resets: readonly Move[]): Wrong[] {
  return resets.flatMap((reset, index) => {
    const since = resets[index - 1]?.at ?? 0;
    return visits.some(({ from }) => from > since && from < reset.at)
      ? []
      : [
          wrong(
            reset,
            `although nobody had used it since ${since === 0 ? 'it was made' : 'the reset before'}`,
          ),
        ];
  });
}

function notYet({ visits, desktops, moves, receipts }: SeatStory, resets: readonly Move[]): string[] {
  const lastLeft = visits.at(-1)?.to ?? 0;
  const [desktop] = desktops;
  const last = moves.at(-1);
  return [
    ...(desktop === undefined ? ['there is no desktop'] : []),
    ...(desktop !== undefined && desktop.state !== 'AVAILABLE' ? [`the desktop is ${desktop.state}`] : []),
    ...(last !== undefined && last.state !== 'AVAILABLE' ? [`the last desktop is ${last.state}`] : []),
    ...(resets.some(({ at }) => at >= lastLeft) ? [] : ['the desktop is not clean since the user has left']),
    ...(receipts.size < resets.length ? [`${resets.length} resets and ${receipts.size} receipts`] : []),
  ];
}

const stillThere = ({ desktops, moves }: SeatStory): string[] => [
  ...(moves.length === 0 ? ['there was no desktop yet'] : []),
  ...desktops.map(({ workspaceId, state }) => `${workspaceId} is still there, ${state}`),
];

const wrong = ({ at, state, workspaceId }: Move, how: string): Wrong => ({
  what: `${workspaceId} was ${state === 'REBUILDING' ? 'rebuilt' : 'terminated'} ${how}`,
  at,
});

const sessionAge = ({ at, session }: Move): string =>
  session === null
    ? 'no time'
    : `${at - session.since} ms${session.droppedAt === null ? '' : ', its connection broken'}`;
