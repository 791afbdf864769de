import { doorMeasures, type Measures } from '@cleandesk/lambda';

/** What this service measures. Alarms and the dashboard name nothing else. */
export const measures = {
  ...doorMeasures,
  /** Walks over the fleet that came to their end: `reconcile`, `sweep`. */
  WalkCompleted: { unit: 'Count', by: [['walk']] },
  /** Desktops that a policy manages, as a whole walk counted them. */
  ManagedDesktops: { unit: 'Count', by: [['policy']] },
  /** Calls to WorkSpaces and to the index of tags. */
  ApiCalled: { unit: 'Count', by: [[]] },
  /** Answers to them that asked for fewer calls. */
  ApiThrottled: { unit: 'Count', by: [[]] },
} as const satisfies Measures;

export type Measured = keyof typeof measures;
