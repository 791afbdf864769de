import { doorMeasures, type Measures } from '@cleandesk/lambda';

/** What this service measures. Alarms and the dashboard name nothing else. */
export const measures = {
  ...doorMeasures,
  NoticeTold: { unit: 'Count', by: [[]] },
  /** The user's address was refused for good; nobody tells them. */
  NoticeRefused: { unit: 'Count', by: [[]] },
  NoticeTooLate: { unit: 'Count', by: [[]] },
} as const satisfies Measures;

export type Measured = keyof typeof measures;
