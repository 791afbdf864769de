import * as fc from 'fast-check';
import type { Mishap } from './habits.ts';

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
  | { do: 'deploy'; change: 'strategy' | 'grace' | 'dryRun' | 'match' | 'back' };

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

export const history: fc.Arbitrary<History> = fc.record({
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
});
