import { doorMeasures, type Measures } from '@cleandesk/lambda';

/** What this service measures. Alarms and the dashboard name nothing else. */
export const measures = {
  ...doorMeasures,
  /** How resets ended: `completed`, `cancelled`, `failed`, `rehearsed` in a dry run. By policy where the event names one. */
  Reset: { unit: 'Count', by: [['outcome'], ['outcome', 'policy']] },
  /** Why resets were called off, as in `ResetCancelled.v1`: graces that a user came back in are `userReturned`. */
  ResetCancelled: { unit: 'Count', by: [['because']] },
  /** From AWS's yes to a desktop that was seen ready. */
  TimeToReady: { unit: 'Milliseconds', by: [[], ['policy']] },
  SeatFailed: { unit: 'Count', by: [[]] },
  SeatStuck: { unit: 'Count', by: [[]] },
  /** Looks at seats of which something has been in flight for two hours and more; each is looked at every five minutes. */
  SeatTakesLong: { unit: 'Count', by: [[]] },
  SeatNotReady: { unit: 'Count', by: [[]] },
  /** Pauses that began: `outages`, `failures`, `breakers`. */
  PauseBegan: { unit: 'Count', by: [['kind']] },
  /** Runs that looked at everything that is due. What follows is counted by them, every five minutes. */
  LeftoversRun: { unit: 'Count', by: [[]] },
  /** Pauses that nobody has resumed. */
  PauseOpen: { unit: 'Count', by: [['kind']] },
  /** Resets and removals of the present window, in hundredths of what the policy allows. */
  BudgetUsed: { unit: 'Percent', by: [[], ['policy']] },
  /** Seats that wait at a gate, by its kind: `window`, `outage`, `failures`, `budget`, `breaker`, `first`. */
  SeatWaiting: { unit: 'Count', by: [['gate']] },
  /** Records that could not be kept: the chain of that seat has a gap. */
  RecordLost: { unit: 'Count', by: [[]] },
  /** Calls to WorkSpaces and to the index of tags. */
  ApiCalled: { unit: 'Count', by: [[]] },
  /** Answers to them that asked for fewer calls. */
  ApiThrottled: { unit: 'Count', by: [[]] },
} as const satisfies Measures;

export type Measured = keyof typeof measures;
