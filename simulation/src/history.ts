import * as fc from 'fast-check';
import type { ReadFault } from '../../services/directory-sync/src/domain/read.ts';
import type { Mishap } from './habits.ts';
import { type DirectoryRules, type Flaw, flaws, readFaults } from './town/directory.ts';

export const users = ['ada', 'Grace', 'linus', 'Mary'] as const;
export type User = (typeof users)[number];

export type Step =
  /** What is left of a step when a history is made shorter: the time that it took. */
  | { do: 'nothing' }
  | { do: 'wait'; minutes: number }
  | { do: 'connect' | 'disconnect' | 'drop' | 'fail'; user: User }
  | { do: 'hold' | 'lift' | 'askReset' | 'askReboot'; user: User }
  | { do: 'unmanage' | 'manage' | 'terminateByHand' | 'want' | 'unwant'; user: User }
  | { do: 'holdByTag' | 'takeTagOff'; user: User }
  | { do: 'stickAlarm' | 'deleteAlarm'; user: User }
  | { do: 'sync'; members: readonly User[] }
  | { do: 'outage' | 'resume' | 'redrive' }
  | { do: 'storm'; minutes: number }
  | { do: 'deploy'; change: 'strategy' | 'grace' | 'dryRun' | 'match' | 'back' }
  | DirectoryStep;

/** What happens to a directory, where there is one. */
export type DirectoryStep =
  | { do: 'join' | 'leave'; user: User; group: number }
  | { do: 'changeEntry'; user: User; flaw: Flaw }
  | { do: 'breakDirectory'; by: ReadFault }
  | { do: 'mendDirectory' | 'letPass' };

export type History = {
  seed: number;
  strategy: 'rebuild' | 'recreate';
  /** Whether everything that can go wrong does at times. */
  bad: boolean;
  /** What does not go wrong all the same: of that it is told when a history is made shorter. */
  without: readonly Mishap[];
  /** Whether a group claims all users from the beginning, or only the policy does. */
  claimed: boolean;
  /** One reset or removal in half an hour, a share of the fleet, or as many as there are. */
  budget: 'none' | 'count' | 'share';
  /** Resets only in the afternoon and at night; the stories begin in the morning. */
  windowed: boolean;
  /** Two who leave within ten minutes look like an outage. */
  nervous: boolean;
  /** How often what recurs comes round. */
  rates: 'usual' | 'slow';
  /** Whether the policy selects by a tag or by the directory. */
  by: 'tag' | 'directory';
  /** Where there is one, groups of it decide who has a desktop, and nobody else does. */
  directory: DirectoryRules | undefined;
  steps: readonly Step[];
};

/** Every history has so many steps, most of them with something happening. */
export const leastSteps = 50;

const user = fc.constantFrom(...users);
/** Most things happen close together; a grace, a rebuild or a timer takes longer. */
const minutes = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 6, max: 20 }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ do: fc.constantFrom('connect', 'disconnect'), user }) },
  { weight: 30, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constantFrom('drop', 'fail'), user }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('hold', 'lift', 'askReset', 'askReboot'), user }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('want', 'unwant'), user }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('unmanage', 'manage', 'terminateByHand'), user }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('outage', 'resume', 'redrive') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('holdByTag', 'takeTagOff'), user }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('stickAlarm', 'deleteAlarm'), user }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sync' as const), members: fc.subarray([...users]) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('storm' as const), minutes: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('deploy' as const),
      change: fc.constantFrom('strategy', 'grace', 'dryRun', 'match', 'back'),
    }),
  },
);

const seldom = (of: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: of - 1 }).map((n) => n === of - 1);

const world = {
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  strategy: fc.constantFrom('rebuild', 'recreate'),
  bad: fc.boolean(),
  without: fc.constant([]),
  claimed: fc.boolean(),
  budget: fc.constantFrom('none', 'none', 'count', 'share'),
  windowed: seldom(6),
  nervous: seldom(4),
  rates: fc.constantFrom('usual', 'slow'),
  by: fc.constantFrom('tag', 'tag', 'directory'),
  steps: fc.array(step, { minLength: leastSteps, maxLength: leastSteps + 20 }),
};

/** One world of five has a directory, and so many steps more, each among the others. */
const directoryStep: fc.Arbitrary<DirectoryStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('join', 'leave'), user, group: fc.nat({ max: 1 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('changeEntry' as const), user, flaw: fc.constantFrom(...flaws) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('breakDirectory' as const), by: fc.constantFrom(...readFaults) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('mendDirectory', 'letPass') }) },
);

const directory = fc.record({
  rules: fc.record({
    groups: fc.constantFrom(1, 2),
    leaverDelayMinutes: fc.constantFrom(0, 20),
    connectedLeaverMinutes: fc.constantFrom(30, 720),
    leaversLeast: fc.constantFrom(1, 2, 4),
  }),
  /** `at`: before which of the other steps. */
  steps: fc.array(fc.record({ at: fc.nat({ max: leastSteps }), step: directoryStep }), {
    minLength: 8,
    maxLength: 20,
  }),
});

/** Drawn last: worlds without a directory are what they would be if there were none at all. */
export const history: fc.Arbitrary<History> = fc
  .record({
    ...world,
    directory: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: directory },
    ),
  })
  .map(({ directory: drawn, steps, ...rest }) => ({
    ...rest,
    directory: drawn?.rules,
    steps: steps.flatMap((one, n) => [
      ...(drawn?.steps ?? []).flatMap(({ at, step: before }) => (at === n ? [before] : [])),
      one,
    ]),
  }));
