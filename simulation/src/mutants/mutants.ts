import type { Mutant } from './mutate.ts';

const service = '/services/rebuild-service/src';
const domain = `${service}/domain`;
const app = `${service}/app`;
const adapters = `${service}/adapters`;
const groups = '/services/directory-sync/src';

/** Two or three mistakes for each law, in the order of the laws. */
export const mutants: readonly Mutant[] = [
  {
    law: 1,
    name: 'a recreate forgets the tags of the desktop',
    changes: [
      {
        file: `${adapters}/create-request.ts`,
        replace: '...Object.entries(spec.tags)',
        by: '...Object.entries({})',
      },
    ],
  },
  {
    law: 1,
    name: 'what a killed run has begun, nobody ends',
    changes: [
      {
        file: `${app}/desk.ts`,
        replace: '(seat.leaseUntil ?? 0) > tools.now',
        by: 'seat.pending.length > 0',
      },
    ],
  },
  {
    law: 1,
    name: 'what somebody else terminated is not made again',
    changes: [
      {
        file: `${domain}/claims.ts`,
        replace: 'isWanted(seat) ? desiredSpec(seat) : undefined',
        by: 'undefined',
      },
    ],
  },
  {
    law: 2,
    name: 'a look that reads CONNECTED is taken for DISCONNECTED',
    changes: [
      {
        file: `${domain}/judge.ts`,
        replace: "look.connection?.state ?? 'UNKNOWN'",
        by: "(look.connection?.state === 'CONNECTED' ? 'DISCONNECTED' : look.connection?.state) ?? 'UNKNOWN'",
      },
    ],
  },
  {
    law: 2,
    name: 'the grace is not waited for',
    changes: [{ file: `${domain}/judge.ts`, drop: 'away-for-the-whole-grace' }],
  },
  {
    law: 2,
    name: 'a check from before the last login counts',
    changes: [
      { file: `${domain}/judge.ts`, drop: 'stale-check-decides-nothing' },
      { file: `${domain}/judge.ts`, drop: 'a-stale-check-begins-no-grace' },
    ],
  },
  {
    law: 2,
    name: 'a look is good for minutes',
    changes: [
      { file: `${app}/calls.ts`, replace: 'const freshForMs = 5000', by: 'const freshForMs = 300_000' },
    ],
  },
  {
    law: 2,
    name: 'who has waited for a turn calls, however old the look is',
    changes: [
      {
        file: `${app}/calls.ts`,
        replace: 'still.filter(({ desk: { look }, call }) => isFresh(look, call, tools.clock))',
        by: 'still',
      },
      { file: `${adapters}/attempt-once.ts`, replace: "turn('first', notAfter)", by: "turn('first')" },
    ],
  },
  {
    law: 3,
    name: 'a sweep opens no absence that no alarm told of',
    changes: [
      {
        file: `${domain}/presence.ts`,
        replace: 'return openAbsence(seat, phase.desktop, { start: since',
        by: 'return stay(seat); openAbsence(seat, phase.desktop, { start: since',
      },
    ],
  },
  {
    law: 3,
    name: 'nobody finds whom a timer was lost for',
    changes: [
      { file: `${app}/drain.ts`, replace: "['flight', 'gated', 'waiting']", by: "['flight', 'gated']" },
    ],
  },
  {
    law: 3,
    name: 'who waits for a budget or a window is forgotten',
    changes: [
      { file: `${app}/drain.ts`, replace: "['flight', 'gated', 'waiting']", by: "['flight', 'waiting']" },
      { file: `${app}/drain.ts`, replace: ": ['flight', 'gated']", by: ": ['flight']" },
    ],
  },
  {
    law: 4,
    name: 'a connection that failed counts as a use',
    changes: [{ file: `${domain}/judge.ts`, drop: 'never-connected-is-not-reset' }],
  },
  {
    law: 4,
    name: 'a reset settles nothing of what was before it',
    changes: [
      {
        file: `${domain}/rebuild.ts`,
        replace: 'memory: { ...seat.memory, settledUntil: settledBy(phase.reset) },',
        by: 'memory: seat.memory,',
      },
    ],
  },
  {
    law: 4,
    name: 'what a user did on the old desktop counts for the new one',
    changes: [
      {
        file: `${domain}/creation.ts`,
        replace: 'memory: { settledUntil: creation.since },',
        by: 'memory: seat.memory,',
      },
    ],
  },
  {
    law: 5,
    name: 'a hold holds nothing',
    changes: [{ file: `${domain}/judge.ts`, drop: 'hold-wins' }],
  },
  {
    law: 5,
    name: 'a hold that somebody set as a tag is not seen',
    changes: [{ file: `${domain}/judge.ts`, replace: 'look.hold === undefined ?', by: 'look.at > 0 ?' }],
  },
  {
    law: 5,
    name: 'a policy is taken to match every desktop',
    changes: [
      {
        file: `${adapters}/looks.ts`,
        replace: 'firstMatch(policies, { ...desktop, tags: chosenBy })',
        by: 'policies[0]',
      },
    ],
  },
  {
    law: 6,
    name: 'a reset spends nothing of the budget',
    changes: [
      {
        file: `${domain}/gating.ts`,
        replace: 'if (window !== undefined && limit !== undefined)',
        by: 'if (window === undefined && limit !== undefined)',
      },
    ],
  },
  {
    law: 6,
    name: 'a window that is closed stops nothing',
    changes: [
      { file: `${domain}/gating.ts`, drop: 'no-reset-outside-the-window' },
      { file: `${domain}/permit.ts`, drop: 'window-before-a-rebuild' },
      { file: `${domain}/permit.ts`, drop: 'window-before-a-terminate' },
    ],
  },
  {
    law: 6,
    name: 'an outage pauses nobody',
    changes: [
      { file: `${domain}/gating.ts`, drop: 'an-outage-resets-nobody' },
      { file: `${domain}/permit.ts`, drop: 'outage-before-a-rebuild' },
      { file: `${domain}/permit.ts`, drop: 'outage-before-a-terminate' },
    ],
  },
  {
    law: 7,
    name: 'a seat that nobody wants any more gets its new desktop',
    changes: [
      { file: `${domain}/permit.ts`, drop: 'unwanted-wins-over-recreate' },
      {
        file: `${domain}/decide.ts`,
        replace: '(isWanted(seat) ? beginCreation(seat, phase.reset, phase.spec, context) : endSeat(seat))',
        by: 'beginCreation(seat, phase.reset, phase.spec, context)',
      },
    ],
  },
  {
    law: 7,
    name: 'an older claim that comes late counts',
    changes: [{ file: `${domain}/claims.ts`, drop: 'older-claims-change-nothing' }],
  },
  {
    law: 8,
    name: 'whoever a group does not show has left it',
    changes: [
      { file: `${groups}/domain/leaving.ts`, drop: 'who-is-listed-and-could-not-be-read-has-not-left' },
    ],
  },
  {
    law: 8,
    name: 'leavers are counted by the read, and not by the day',
    changes: [
      {
        file: `${groups}/domain/leaving.ts`,
        replace: 'return { total: fresh + known, fresh };',
        by: 'return { total: fresh, fresh };',
      },
    ],
  },
  {
    law: 8,
    name: 'whoever has another login now has left',
    changes: [{ file: `${groups}/domain/leaving.ts`, drop: 'a-renamed-user-has-not-left' }],
  },
  {
    law: 8,
    name: 'a desktop keeps the tag of the group that its user left',
    changes: [
      {
        file: `${domain}/group-tag.ts`,
        replace: '!mayBeAnothers(before, seat, signal)',
        by: 'signal.type.length > 0',
      },
    ],
  },
];

/** @throws for a name that no mutant has. */
export function mutantOf(name: string): Mutant {
  const found = mutants.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no mutant "${name}"`);
  return found;
}
