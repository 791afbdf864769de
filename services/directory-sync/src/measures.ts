import { doorMeasures, type Measures } from '@cleandesk/lambda';

/** What this service measures. Alarms and the dashboard name nothing else. */
export const measures = {
  ...doorMeasures,
  /** Reads that were believed. */
  DirectorySyncCompleted: { unit: 'Count', by: [[], ['group']] },
  /** Reads that were not, by what stood in the way: `directory`, it could not be read; `group`, what was read is not believed. */
  DirectorySyncRefused: { unit: 'Count', by: [[], ['group', 'because']] },
  MemberWithoutDesktop: { unit: 'Count', by: [['group']] },
} as const satisfies Measures;

export type Measured = keyof typeof measures;
