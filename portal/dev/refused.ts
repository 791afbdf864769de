import type { Problem } from '@cleandesk/portal-api';

/** An answer that is a problem document. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(status: number, title: string, more: Partial<Problem> = {}) {
    super(title);
    this.name = 'Refused';
    this.problem = { type: 'about:blank', title, status, ...more };
  }
}

/** The same for what is not there and for what is somebody else's. */
export const missing = () =>
  new Refused(404, 'There is nothing here', { detail: 'It may be gone, or not be yours.' });
