import { WorkSpacesServiceException } from '@aws-sdk/client-workspaces';
import { isThrottle, NoTurn, type Pace } from '@cleandesk/workspaces';
import type { CallOutcome, Clock } from '../ports.ts';

/** What became of a whole call. */
export type Attempt =
  | { kind: 'answered'; outcomes: CallOutcome[] }
  | Extract<CallOutcome, { kind: 'refused' | 'uncertain' | 'notTried' }>;

/** ms for which a throttled call is tried again; after that the look that permitted it would be too old. */
const patienceMs = 2000;
const throttledAttempts = 3;

/** The call is not at fault, we are: with fresh credentials it may work. */
const aboutUs = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'UnrecognizedClientException',
]);

/**
 * Makes a call that changes something, in its turn. What was throttled has not happened and is tried again, briefly; a
 * call whose answer was lost may have happened, and is never repeated here.
 * @param call made once the turn has come, and again after a throttle: what permits it has to be asked for in it
 * @param notAfter a turn that comes later than this is not waited for
 */
export async function attemptOnce(
  call: () => Promise<CallOutcome[]>,
  options: { pace: Pace; clock: Clock; wait?: (ms: number) => Promise<void> },
  notAfter?: number,
): Promise<Attempt> {
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const giveUpAt = options.clock.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await options.pace.turn('first', notAfter);
      return { kind: 'answered', outcomes: await call() };
    } catch (error) {
      // Nothing was called; what permitted the call is a look, and that has grown old meanwhile.
      if (error instanceof NoTurn) return { kind: 'notTried', because: 'no turn came in time' };
      if (!isThrottle(error)) return refusalOf(error);
      const pause = 250 * 2 ** attempt;
      if (attempt >= throttledAttempts || options.clock.now() + pause > giveUpAt) {
        return { kind: 'uncertain', because: 'AWS throttles' };
      }
      await wait(pause);
    }
  }
}

function refusalOf(error: unknown): Attempt {
  if (error instanceof WorkSpacesServiceException && !aboutUs.has(error.name)) {
    const status = error.$metadata.httpStatusCode ?? 500;
    // 408: the request came in too slowly; whether it was acted on, nobody says.
    if (status >= 400 && status < 500 && status !== 408) {
      return { kind: 'refused', code: error.name, message: error.message };
    }
  }
  return {
    kind: 'uncertain',
    because: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
  };
}
