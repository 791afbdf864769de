import { doorMeasures, type Measures } from '@cleandesk/lambda';

/** What this service measures. Alarms and the dashboard name nothing else. */
export const measures = {
  ...doorMeasures,
  DirectorySyncCompleted: { unit: 'Count', by: [['group']] },
  DirectorySyncRefused: { unit: 'Count', by: [['group']] },
  MemberWithoutDesktop: { unit: 'Count', by: [['group']] },
} as const satisfies Measures;

export type Measured = keyof typeof measures;
