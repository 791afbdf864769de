import type { DesktopCloud } from '@cleandesk/desktop-cloud';
import type { Door } from '@cleandesk/lambda';
import type { Policy } from '@cleandesk/policies';
import type { PaceBook } from '@cleandesk/workspaces';
import type { Walks } from '../../../services/alarm-manager/src/ports.ts';
import type { FakeRecords } from '../../../services/rebuild-service/test/fakes/fake-records.ts';
import type { FakeSafeguards } from '../../../services/rebuild-service/test/fakes/fake-safeguards.ts';
import type { FakeSeats } from '../../../services/rebuild-service/test/fakes/fake-seats.ts';
import type { Bus } from '../bus/bus.ts';
import type { Queue } from '../bus/queue.ts';
import type { Detector } from '../detector.ts';
import type { Tally } from '../tally.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import type { TownDirectory } from '../town/directory.ts';
import type { Line } from './line.ts';
import type { Witness } from './witness.ts';

/** What stands in the account, and outlives every process. */
export type Account = {
  time: VirtualTime;
  tally: Tally;
  cloud: DesktopCloud;
  bus: Bus;
  seats: FakeSeats;
  safeguards: FakeSafeguards;
  records: FakeRecords;
  walks: Walks;
  directory: TownDirectory | undefined;
  /** Turns of all functions to call WorkSpaces. */
  book: PaceBook;
  chance: () => number;
};

/** What one process is started with. */
export type Start = {
  account: Account;
  line: Line;
  /** The function's environment of this deployment. */
  policies: readonly Policy[];
  detector: Detector;
  deployment: string;
  queue: Queue;
  witness: Witness;
  /** Something that no retry helps, and that no service should ever meet: the code is wrong. */
  fault: (what: string) => void;
};

export const names = {
  bus: 'cleandesk',
  busArn: 'arn:aws:events:us-east-1:000000000000:event-bus/cleandesk',
  timers: 'cleandesk',
  roleArn: 'arn:aws:iam::000000000000:role/cleandesk-timers',
  deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:cleandesk-timers-dead-letters',
  accountId: '000000000000',
  region: 'us-east-1',
  partition: 'aws',
} as const;

/** Calls to WorkSpaces that AWS lets an account make (terraform/variables.tf: `workspaces_calls_per_second` and beside). */
export const paceOf = { perSecond: 2, burst: 5 } as const;

/** Nothing that a service logs or counts is of any use here, but for the letters that it puts aside and its own mistakes. */
export function doorOf({ queue, line, fault }: Start): Door {
  const silent = () => undefined;
  const error = (_message: string, reason: unknown) => tellMistake(reason, fault);
  return {
    deadLetters: { put: ({ body, reason }) => line.reach(() => queue.putAside(body, reason)) },
    log: { info: silent, warn: silent, error, correlate: silent },
    meter: { count: silent, publish: silent },
  };
}

/** A queue would deliver it again and again, and all else would go on around it. */
export function tellMistake(error: unknown, fault: (what: string) => void): void {
  const isOurs = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  if (isOurs) fault(`${error.name}: ${error.message}`);
}
