import type { Mutant } from './mutate.ts';

const domain = '/services/rebuild-service/src/domain';
const adapters = '/services/rebuild-service/src/adapters';

/** One mistake for each law at least. */
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
    law: 3,
    name: 'a sweep opens no absence that no alarm told of',
    changes: [
      {
        file: `${domain}/presence.ts`,
        replace: 'return openAbsence(seat, phase.desktop, { start: since - 1, end: since - 1 }, context);',
        by: 'return stay(seat);',
      },
    ],
  },
  {
    law: 4,
    name: 'a connection that failed counts as a use',
    changes: [{ file: `${domain}/judge.ts`, drop: 'never-connected-is-not-reset' }],
  },
  {
    law: 5,
    name: 'a hold holds nothing',
    changes: [{ file: `${domain}/judge.ts`, drop: 'hold-wins' }],
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
];

/** @throws for a name that no mutant has. */
export function mutantOf(name: string): Mutant {
  const found = mutants.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no mutant "${name}"`);
  return found;
}
