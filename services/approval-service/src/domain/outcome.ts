import { type Kind, moved, type Request } from './request.ts';
import type { Instant } from './time.ts';

/** What rebuild-service says of what it was asked for. */
export type Outcome =
  | { type: 'Ready' }
  | { type: 'Reset'; requestId: string }
  | { type: 'Rebooted'; requestId: string }
  | { type: 'Removed' }
  | { type: 'Refused'; requestId: string; explanation: string }
  | { type: 'SeatFailed'; explanation: string }
  | { type: 'ResetFailed'; requestId: string; explanation: string };

/** Of which kinds of request an outcome can be: one of each is open for a seat at most. */
export const kindsOf: Readonly<Record<Outcome['type'], readonly Kind[]>> = {
  Ready: ['desktop'],
  Reset: ['reset'],
  Rebooted: ['reboot'],
  Removed: ['return'],
  Refused: ['reset', 'reboot'],
  SeatFailed: ['desktop', 'reset'],
  ResetFailed: ['reset'],
};

/** Since when it is being done. The bus tells times in whole seconds. */
const sinceOf = ({ history, createdAt }: Request): Instant => {
  const since = history.findLast(({ state }) => state === 'doing')?.at ?? createdAt;
  return since - (since % 1000);
};

/**
 * What an outcome means to an open request.
 * @returns `undefined`: nothing, it is of another one, or not decided yet.
 */
export function onOutcome(request: Request, outcome: Outcome, at: Instant): Request | undefined {
  // What has been given up for lost can still come true.
  const open = request.status === 'doing' || (request.status === 'failed' && outcome.type !== 'SeatFailed');
  if (!open || !kindsOf[outcome.type].includes(request.kind)) return undefined;
  // guard: an-outcome-is-of-its-own-request
  if ('requestId' in outcome && outcome.requestId !== request.id) return undefined;
  // guard: what-came-before-settles-nothing
  if (!('requestId' in outcome) && at < sinceOf(request)) return undefined;
  switch (outcome.type) {
    case 'Ready':
    case 'Reset':
    case 'Rebooted':
    case 'Removed': {
      const done = moved(request, 'done', at);
      // The workflow of what had failed is over, unless it still waits to hear so.
      return request.status === 'failed' && request.waiting === undefined ? { ...done, heard: true } : done;
    }
    case 'Refused':
      return request.status === 'doing'
        ? moved(request, 'refused', at, { text: outcome.explanation })
        : undefined;
    case 'SeatFailed':
    case 'ResetFailed':
      return request.status === 'doing'
        ? moved(request, 'failed', at, { text: outcome.explanation })
        : undefined;
  }
  outcome satisfies never;
}
