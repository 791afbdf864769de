import {
  alarmStateChange,
  type DetailOf,
  desktopWatchedV1,
  type EventContract,
  graceStartedV1,
  resetCancelledV1,
  resetCompletedV1,
  resetFailedV1,
  resetStartedV1,
  resetUndecidedV1,
  seatProvisionedV1,
  seatRemovedV1,
  seatUnwantedV1,
  seatWantedV1,
} from '@cleandesk/contracts';
import type { Heard } from '@cleandesk/testkit';
import type { Stage } from '../stack/stage.ts';

/** One line of the story. */
export type Line = {
  /** epoch ms */
  at: number;
  user: string;
  what: string;
  /** What the user did, what the product waits for, what it takes away, what it gives. */
  tone: 'person' | 'waiting' | 'reset' | 'ready' | 'quiet';
};

/** Somebody of whom is told. */
export type Character = {
  userName: string;
  /** Whether an event or anything else names them or one of their desktops. */
  isNamedIn(value: unknown): boolean;
};

type Told = Pick<Line, 'what' | 'tone'>;
type Teller = { contract: EventContract; tell(event: Heard): Told | undefined };

function on<C extends EventContract>(contract: C, tell: (detail: DetailOf<C>) => Told): Teller {
  const schema: C['detail'] = contract.detail;
  return {
    contract,
    tell(event) {
      const parsed = schema.safeParse(event.detail);
      return parsed.success ? tell(parsed.data) : undefined;
    },
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** `group:support` is what people call support. */
const claimant = (source: string): string => source.replace(/^group:/, '');

const tellers: readonly Teller[] = [
  on(seatWantedV1, ({ claim }) => ({
    tone: 'waiting',
    what: claim.source.startsWith('group:')
      ? `is seen in ${claimant(claim.source)}, and shall have a desktop`
      : 'shall have a desktop',
  })),
  on(seatProvisionedV1, ({ workspaceId }) => ({
    tone: 'ready',
    what: `gets ${workspaceId}, ready for a first login`,
  })),
  on(seatUnwantedV1, ({ claim }) => ({
    tone: 'waiting',
    what: `is not seen in ${claimant(claim.source)} any more, and shall have no desktop`,
  })),
  on(seatRemovedV1, () => ({ tone: 'reset', what: 'the desktop is removed' })),
  on(desktopWatchedV1, ({ policy }) => ({
    tone: 'quiet',
    what: `has an alarm now, by the policy ${policy}`,
  })),
  on(alarmStateChange, () => ({ tone: 'waiting', what: 'the alarm fires: somebody disconnected' })),
  on(graceStartedV1, ({ graceEndsAt }) => ({
    tone: 'waiting',
    what: `the grace runs: ${seconds(Date.parse(graceEndsAt) - Date.now())} to come back`,
  })),
  on(resetCancelledV1, ({ because }) => ({
    tone: 'ready',
    what: `no reset: ${because === 'userReturned' ? 'the user is back' : because}`,
  })),
  on(resetUndecidedV1, ({ lastLook }) => ({ tone: 'waiting', what: `still undecided: ${lastLook}` })),
  on(resetStartedV1, ({ strategy }) => ({ tone: 'reset', what: `the reset starts: ${strategy}` })),
  on(resetFailedV1, ({ explanation }) => ({ tone: 'reset', what: `the reset failed: ${explanation}` })),
  on(resetCompletedV1, ({ newDesktop, timeToReadyMs }) => ({
    tone: 'ready',
    what: `clean and ready after ${seconds(timeToReadyMs)}: ${newDesktop.workspaceId} at ${newDesktop.ipAddress ?? 'an unknown address'}`,
  })),
];

/** What an event means to people; `undefined` for those that only programs care for. */
export function inWordsOf(event: Heard): Told | undefined {
  return tellers.find(({ contract }) => contract.detailType === event['detail-type'])?.tell(event);
}

/** Tells everything that has happened to these people and that happens from now on. */
export function narrate(stage: Stage, people: readonly Character[], tell: (line: Line) => void): void {
  const known = new Set<string>();
  const hear = (event: Heard): void => {
    // Events come at least once: nobody wants to read of one twice.
    const content = JSON.stringify([event['detail-type'], event.detail]);
    if (known.has(content)) return;
    known.add(content);
    const told = inWordsOf(event);
    const person = told && people.find((one) => one.isNamedIn(event.detail));
    if (told !== undefined && person !== undefined)
      tell({ at: event.heardAt, user: person.userName, ...told });
  };
  stage.bus.events.forEach(hear);
  stage.bus.onEvent(hear);
}
