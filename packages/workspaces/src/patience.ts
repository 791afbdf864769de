import { type PaceClock, waitOf } from './pace.ts';

/** AWS asked us to slow down for longer than we were ready to wait. Later it works again; the queue retries. */
export class Throttled extends Error {
  override readonly name = 'Throttled';
}

/** The error codes with which AWS APIs say "slower" (AWS SDKs and Tools guide, "Retry behavior"). */
const slower = new Set([
  'ThrottlingException',
  'ThrottledException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottledException',
  'SlowDown',
]);

export const isThrottle = (error: unknown): boolean => error instanceof Error && slower.has(error.name);

/** A fault on AWS's side, or an answer that never came: the same read may work in a moment. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error &&
  (statusOf(error) >= 500 ||
    ['TimeoutError', 'ECONNRESET', 'EPIPE', 'ECONNREFUSED'].some(
      (sign) => error.name === sign || ('code' in error && error.code === sign),
    ));

/** HTTP status of the answer that became this error; 0 when there was none. */
function statusOf(error: Error): number {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}

/**
 * Repeats a read that was throttled or failed in passing: after 0.25 s, 0.5 s, 1 s … 8 s, with jitter, each attempt with
 * a turn of its own, for at most `patienceMs`.
 * @throws {Throttled} when AWS still throttles then; the last error otherwise.
 */
export async function patiently<T>(
  read: () => Promise<T>,
  options: { turn: () => Promise<void>; clock: PaceClock; patienceMs: number },
): Promise<T> {
  const wait = waitOf(options.clock);
  const giveUpAt = options.clock.now() + options.patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    await options.turn();
    try {
      return await read();
    } catch (error) {
      if (!isThrottle(error) && !isPassing(error)) throw error;
      const delay = Math.min(8000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2);
      if (options.clock.now() + delay > giveUpAt) {
        throw isThrottle(error)
          ? new Throttled(`Still throttled after ${options.patienceMs} ms`, { cause: error })
          : error;
      }
      await wait(delay);
    }
  }
}
