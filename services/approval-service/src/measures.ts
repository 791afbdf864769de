import { doorMeasures, type Measures } from '@cleandesk/lambda';

/** What this service measures. Alarms and the dashboard name nothing else. */
export const measures = {
  ...doorMeasures,
  RequestMade: { unit: 'Count', by: [[]] },
  RequestDecided: { unit: 'Count', by: [[]] },
  /** How requests ended: their status. */
  RequestEnded: { unit: 'Count', by: [['outcome']] },
  RequestOverdue: { unit: 'Count', by: [[]] },
  LeaseEnded: { unit: 'Count', by: [[]] },
  HoldPlaced: { unit: 'Count', by: [[]] },
  HoldLifted: { unit: 'Count', by: [[]] },
  ResumeAsked: { unit: 'Count', by: [[]] },
  MailSent: { unit: 'Count', by: [[]] },
  MailRefused: { unit: 'Count', by: [[]] },
  /** Nobody knows whether it went out. It is not repeated. */
  MailUnknown: { unit: 'Count', by: [[]] },
} as const satisfies Measures;

export type Measured = keyof typeof measures;
