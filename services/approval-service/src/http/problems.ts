import type { Problem } from '@cleandesk/portal-api';
import type { Because } from '../app/refusal.ts';

/** RFC 9457. `type` names the kind of problem; it is no address. */
export const problems = {
  malformed: { status: 400, title: 'The request can not be read' },
  unauthorized: { status: 401, title: 'Sign in' },
  forbidden: { status: 403, title: 'This is not for you' },
  notFound: { status: 404, title: 'There is nothing here' },
  tooLarge: { status: 413, title: 'The request is too large' },
  otherBody: { status: 422, title: 'This Idempotency-Key was used for something else' },
  invalid: { status: 422, title: 'Something in the request is not as it must be' },
  unknownOffer: { status: 422, title: 'There is no such offer' },
  untilPassed: { status: 422, title: 'The day is over' },
  untilTooLong: { status: 422, title: 'That is too long' },
  untilNotLater: { status: 422, title: 'That is not later than now' },
  nobodyToApprove: { status: 422, title: 'Nobody could approve it' },
  notNow: { status: 409, title: 'That can not be asked for now' },
  openAlready: { status: 409, title: 'It has been asked for already' },
  alreadyDecided: { status: 409, title: 'It is decided already' },
  wrongCode: { status: 403, title: 'That is not the code' },
  tooManyRequests: { status: 429, title: 'That was too often' },
  unknown: { status: 500, title: 'Something went wrong' },
} as const satisfies Record<
  Because | 'malformed' | 'unauthorized' | 'tooLarge' | 'invalid' | 'unknown',
  { status: number; title: string }
>;

export type ProblemName = keyof typeof problems;

export const problemOf = (
  name: ProblemName,
  more: { detail?: string | undefined; instance?: string; errors?: Problem['errors'] } = {},
): Problem => ({
  type: `urn:cleandesk:problem:${name}`,
  ...problems[name],
  ...(more.detail === undefined ? {} : { detail: more.detail }),
  ...(more.instance === undefined ? {} : { instance: more.instance }),
  ...(more.errors === undefined ? {} : { errors: more.errors }),
});
